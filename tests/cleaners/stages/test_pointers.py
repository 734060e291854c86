"""Pointers to other stories, in the forms and languages in which news sites print them."""

import pytest

from cleaners.stages.clutter import clutter
from tests.cleaners.groups.pages import STORY, TITLE, grouped, page, paragraphs

LABELS = {
    "en": "Read also",
    "de": "Lesen Sie auch",
    "fr": "Sur le même sujet",
    "es": "Lee también",
    "pt": "Saiba mais",
    "it": "Leggi anche",
    "nl": "Lees ook",
    "sv": "Läs mer",
    "da": "Læs mere",
    "no": "Les mer",
    "fi": "Lue lisää",
    "pl": "Czytaj też",
    "cs": "Čtěte také",
    "sk": "Čítajte tiež",
    "sl": "Preberite tudi",
    "hr": "Pročitajte i ovo",
    "sr": "Прочитајте још",
    "bg": "Прочетете още",
    "uk": "Читайте ще",
    "ru": "Читайте по теме",
    "tr": "İlgili haber",
    "el": "Διαβάστε ακόμη",
    "ro": "Citește și",
    "hu": "Ez is érdekelheti",
    "id": "Baca juga",
    "vi": "Xem thêm",
    "th": "ข่าวที่น่าสนใจ",
    "hi": "इसे भी पढ़ें",
    "bn": "আরও পড়ুন",
    "ar": "اقرأ أيضا",
    "fa": "همچنین بخوانید",
    "ur": "مزید پڑھیں",
    "he": "קראו עוד",
    "ja": "関連記事",
    "ko": "관련 기사",
    "zh": "延伸阅读",
}
LINK = "<a href='/news/bakery'>Bakery on Mill Lane closes after ninety years</a>"
FORMS = {
    "paragraph above": "<p>{0}:</p><p>{1}</p>",
    "without a colon": "<p>{0}</p><p>{1}</p>",
    "heading above a list": "<h3>{0}</h3><ul><li>{1}</li><li>{1}</li></ul>",
    "same line": "<p><strong>{0}</strong> {1}</p>",
    "line break": "<p>{0}:<br>{1}</p>",
    "box": "<div><span>{0}</span><h4>{1}</h4></div>",
    "brackets": "<p>[{0}] {1}</p>",
    "arrow": "<p>▶ {0}: {1}</p>",
}


def left(inside: str) -> list[str]:
    document = grouped(page(inside=inside + paragraphs(STORY[0])))
    clutter(document)
    return [block.text for block in document.kept() if block.text != TITLE]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", LABELS)
def test_a_pointer_goes_with_its_links(language: str, form: str) -> None:
    assert left(FORMS[form].format(LABELS[language], LINK)) == [*STORY, STORY[0]]


def test_a_heading_of_one_word_stays_above_its_section() -> None:
    assert left(f"<h2>Watch</h2>{paragraphs(STORY[1])}") == [*STORY, "Watch", STORY[1], STORY[0]]


@pytest.mark.parametrize("language", LABELS)
def test_a_paragraph_below_a_pointer_stays(language: str) -> None:
    assert left(f"<p>{LABELS[language]}: {LINK}</p>") == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>The keeper put a sign on the door:</p><p>{LINK}</p>",
        f"<p>He told us: read also what {LINK} said.</p>",
        "<h2><a href='/places/1'>The tower</a></h2><p>Read more</p><h2><a href='/places/2'>The old quay</a></h2>",
    ],
    ids=["announced", "part of a sentence", "sections of a guide"],
)
def test_links_without_a_pointer_above_them_stay(inside: str) -> None:
    texts = left(inside)
    assert len(texts) >= len(STORY) + 2
    assert "The old quay" in texts or any("Bakery" in text for text in texts)
