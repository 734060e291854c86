import pytest

from cleaners.document import Document
from cleaners.stages.html.groups import groups
from tests.cleaners.groups.pages import STORY, page, parsed

PROMOTIONS = {
    "en": ("Morning letter", "News from the harbour in your inbox at six.", "Sign up"),
    "de": ("Post aus dem Hafen", "Jeden Morgen um sechs das Wichtigste aus der Stadt.", "Bestellen"),
    "fr": ("Le courrier du port", "Chaque matin à six heures, l'essentiel de la ville.", "Je m'abonne"),
    "ru": ("Утреннее письмо", "Каждое утро в шесть часов самое важное из гавани.", "Подписаться"),
}

END = "<p>The lamp goes on at dusk, as it always did.</p>"


def without(html: str, *removed: str) -> Document:
    """Return the page after the stage `groups`, where the models had removed some texts."""
    document = parsed(html)
    for block in document.blocks:
        if block.text in removed:
            block.remove("main_content", "outside_body", "the model found it to be outside the body")
    groups(document)
    return document


def box(heading: str, *texts: str) -> str:
    return f"<div><h3>{heading}</h3>" + "".join(f"<p>{text}</p>" for text in texts) + "</div>"


@pytest.mark.parametrize("language", PROMOTIONS)
def test_the_heading_of_a_removed_box_goes(language):
    heading, *texts = PROMOTIONS[language]
    document = without(page(box(heading, *texts) + END), *texts)
    assert heading not in [block.text for block in document.kept()]


@pytest.mark.parametrize("heading", [heading for heading, *_ in PROMOTIONS.values()])
def test_a_heading_that_ends_the_text_goes(heading):
    document = without(page(f"<h3>{heading}</h3><p><a href='/letter'>A letter from the harbour</a></p>"))
    assert {block.text: block.removal and block.removal.rule for block in document.blocks}[heading] == "box_heading"


@pytest.mark.parametrize(
    ("label", "stays"),
    [
        ("Also in the Post:", False),
        ("Unsere Quellen:", False),
        ("延伸：", False),
        ("The keeper said on the last day:", True),
    ],
)
def test_a_short_label_that_ends_the_text_goes(label: str, stays: bool) -> None:
    document = parsed(page(f"<p>{label}</p>"))
    groups(document)
    assert (label in [block.text for block in document.kept()]) is stays


@pytest.mark.parametrize(
    "question", ["Which lamp are you?", "Welcher Leuchtturm bist du?", "¿Qué faro eres?", "你是哪座灯塔？"]
)
def test_a_question_that_ends_the_text_as_a_heading_goes(question):
    document = parsed(page(f"<h3>{question}</h3><p><a href='/quiz'>A quiz about the harbour</a></p>"))
    by_text = {block.text: block for block in document.blocks}
    by_text["A quiz about the harbour"].remove("main_content", "outside_body", "a test removed it")
    groups(document)
    removal = by_text[question].removal
    assert removal is not None
    assert removal.rule == "box_heading"


@pytest.mark.parametrize(
    "end",
    ["<h3>The lamp goes on at dusk.</h3>", "<h3>1. The lamp</h3><h3>2. The horn</h3>", "<h1>The lamp</h1>"],
    ids=["sentence", "list of headings", "main heading"],
)
def test_sentences_main_headings_and_lists_of_headings_at_the_end_stay(end):
    document = without(page(end))
    assert "box_heading" not in [block.removal.rule for block in document.blocks if block.removal]


def test_a_heading_stays_at_the_end_if_the_models_are_sure_of_it():
    document = parsed(page("<h3>The lamp and the horn</h3>"))
    for block in document.blocks:
        block.signals.body = 0.97
    groups(document)
    assert "box_heading" not in [block.removal.rule for block in document.blocks if block.removal]


@pytest.mark.parametrize("label", ["About the author:", "Zu den Autorinnen:", "Sobre la autora:", "关于作者："])
def test_a_label_of_something_that_was_removed_goes_at_the_end(label):
    bio = "Ada Finch writes about lamps, horns and the people who keep them."
    document = without(page(f"<p>{label}</p><div><img src=a.jpg><p>{bio}</p></div>"), bio)
    assert {block.text: block.removal and block.removal.rule for block in document.blocks}[label] == "box_heading"


LABELS = {
    "en": "From the harbour office:",
    "de": "Diese Artikel könnten dich ebenfalls interessieren:",
    "fi": "Lue aiheesta lisää:",
    "ru": "Больше информации:",
    "zh": "更多关于灯塔的消息：",
}
LINKS = (
    "<p><a href='/n/1'>A bakery closes after ninety years</a></p><p><a href='/n/2'>A choir wins again this year</a></p>"
)


@pytest.mark.parametrize("label", LABELS.values(), ids=LABELS)
def test_a_label_goes_with_the_links_that_it_announces(label):
    document = without(
        page(f"<p>{label}</p>{LINKS}"), "A bakery closes after ninety years", "A choir wins again this year"
    )
    assert {block.text: block.removal and block.removal.rule for block in document.blocks}[label] == "box_heading"


@pytest.mark.parametrize(
    ("inside", "removed"),
    [
        ("<p>The keeper said:</p><p>The lamp burns.</p>", []),
        (f"<p>In short:</p><ul><li><a href='/n/1'>{STORY[0]}</a></li><li>The lamp burns.</li></ul>", [STORY[0]]),
        (
            f"<p>All who want to know more about the lamp and its keeper find it here:</p>{LINKS}",
            ["A bakery closes after ninety years", "A choir wins again this year"],
        ),
    ],
    ids=["text", "list-that-goes-on", "sentence"],
)
def test_a_label_stays_above_kept_text_or_if_it_is_long(inside, removed):
    document = without(page(inside, story=STORY[1:]), *removed)
    assert [block.text for block in document.kept() if block.text.endswith(":")]
