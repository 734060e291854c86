import pytest

from tests.cleaners.groups.pages import STORIES, kept, page, paragraphs, rules

COMMENTS = {
    "en": ["<em>Gwen:</em> About time, I say.", "<em>old_tom:</em> Who pays for it?", "<em>Flo:</em> @old_tom you do."],
    "de": ["Rudi K. schrieb um 14:12 Uhr: Das wurde auch Zeit.", "Elfi schrieb um 18:03 Uhr: Ich freue mich sehr."],
    "ru": ["Николай (12:47): Давно пора, по мосту не проехать.", "Мария (13:10): А зимой он будет ходить?"],
    "pl": ["~zosia: nareszcie, bo to katastrofa", "~adam: modrzew wytrzyma sto lat", "~kaja: kto za to odpowie"],
}  # fmt: skip


@pytest.mark.parametrize("language", sorted(COMMENTS))
def test_signed_paragraphs_at_the_end_go(language: str) -> None:
    html = page(inside=paragraphs(*COMMENTS[language]), story=STORIES[language] * 2)
    assert kept(html) == list(STORIES[language] * 2)
    assert rules(html) == {"comments"}


@pytest.mark.parametrize(
    "texts",
    [
        [
            "<b>Olle Brandt:</b> I kept it lit.",
            "<b>County:</b> It is a museum now.",
            "<b>Family:</b> We shall miss it.",
        ],
        ["Town hall, 19:30: Meeting of the council.", "Harbour, 20:15: Concert of the brass band."],
        ["Where: the old tower.", "When: on Friday at noon.", "How much: nothing at all."],
    ],
)
def test_statements_and_events_at_the_end_stay(texts: list[str]) -> None:
    html = page(inside=paragraphs(*texts), story=STORIES["en"] * 2)
    assert "comments" not in rules(html)
