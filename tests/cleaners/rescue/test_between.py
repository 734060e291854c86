"""Sentences between two kept blocks are put back; offers, captions, buttons and labels there are not."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.rescue.between import rescue_between

SENTENCES = {
    "en": "Frost does no harm to the leaves, even where they roll up at night.",
    "de": "Auch bei strengem Frost nimmt der Strauch in der Regel keinen Schaden.",
    "es": "Las hojas se enrollan con la helada, pero la planta no sufre daño alguno.",
    "fr": "Même par grand froid, l'arbuste ne subit en général aucun dommage.",
    "ru": "Даже сильный мороз обычно не наносит кустарнику никакого вреда.",
    "zh": "即使在严寒的冬天，这种灌木一般也不会受到任何损害。",
}


def rescued(middle: str, probability: float = 0.2, below: str = "<p>It flowers in January.</p>") -> list[str]:
    """Return the rescued texts of a page whose middle the models removed."""
    above = "<p>The witch hazel is planted in October.</p>"
    blocks = split_tree(
        lxml.html.document_fromstring(f"<body><div>{above}<div id=m>{middle}</div>{below}</div></body>")
    )
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.99
        assert block.element is not None
        if block.element.get("id") == "m" or any(one.get("id") == "m" for one in block.element.iterancestors()):
            block.signals.body = probability
            block.remove("main_content", "outside_body", "a test removed it")
    return [block.text for block in rescue_between(blocks)]


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES)
@pytest.mark.parametrize("form", ["<p>{}</p>", "<aside class='tip'><p>{}</p></aside>", "<ul><li>{}</li></ul>"])
def test_a_sentence_between_kept_blocks_is_put_back(form: str, sentence: str) -> None:
    assert rescued(form.format(sentence)) == [sentence]


def test_several_sentences_are_put_back_together() -> None:
    texts = [SENTENCES["en"], SENTENCES["de"], SENTENCES["es"]]
    assert rescued("".join(f"<p>{text}</p>" for text in texts)) == texts


@pytest.mark.parametrize(
    "middle",
    [
        f"<p>{SENTENCES['en']} <a href='/shop'>Order yours.</a></p>",
        f"<h3>Our letter for gardeners</h3><p>{SENTENCES['en']}</p>",
        f"<p>{SENTENCES['de']}</p><p>Jetzt bestellen</p>",
        f"<button>{SENTENCES['fr']}</button>",
        f"<div class='image-caption'><p>{SENTENCES['es']}</p></div>",
        "<p>Sold out!</p>",
        f"<p>{SENTENCES['en']}</p>" * 4,
    ],
    ids=["link", "heading", "label", "button", "caption", "short", "many"],
)
def test_what_is_not_a_sentence_of_the_text_is_not_put_back(middle: str) -> None:
    assert rescued(middle) == []


def test_a_sentence_that_the_models_rule_out_is_not_put_back() -> None:
    assert rescued(f"<p>{SENTENCES['en']}</p>", probability=0.1) == []


def test_a_sentence_that_ends_the_page_is_not_put_back() -> None:
    assert rescued(f"<p>{SENTENCES['en']}</p>", below="") == []


SHORT = {"en": "Nobody did.", "it": "Poi il silenzio.", "ru": "Тишина.", "zh": "没有人。"}


def short(markup: str, probability: float = 0.1) -> list[str]:
    """Return the rescued texts of a page of which the models removed the short sentences."""
    blocks = split_tree(lxml.html.document_fromstring(f"<body><div>{markup}</div></body>"))
    for position, block in enumerate(blocks):
        block.position, block.signals.body = position, 0.99
        if block.text in SHORT.values():
            block.signals.body = probability
            block.remove("main_content", "outside_body", "a test removed it")
    return [block.text for block in rescue_between(blocks)]


@pytest.mark.parametrize("sentence", SHORT.values(), ids=SHORT)
def test_a_short_paragraph_between_others_like_it_is_put_back(sentence: str) -> None:
    text = "<p class='t{}'>The witch hazel is planted in October.</p>"
    page = text.format(1) + f"<p class='t2'>{sentence}</p>" + text.format(3)
    assert short(page) == [sentence]
    assert short(page, 0.01) == []
    assert short(page.replace("t2", "hint")) == []
    assert short(text.format(1) + f"<div><p class='t2'>{sentence}</p></div>" + text.format(3)) == []


def part(markup: str, probability: float = 0.35) -> list[str]:
    """Return the rescued texts of a part between kept paragraphs that the models removed as a whole."""
    return rescued(f"<div class='part'>{markup}</div>", probability)


def test_a_part_in_which_most_or_every_second_line_is_a_sentence_is_put_back() -> None:
    timeline = "".join(f"<p>{year}</p><p>The boat goes to the museum.</p>" for year in (1974, 1980, 2026))
    assert len(part(timeline)) == 6
    assert part(timeline, 0.25) == []
    assert len(part("<h3>Frost</h3><p>It does no harm.</p><p>Even at night.</p>")) == 3


@pytest.mark.parametrize(
    "markup",
    [
        "<p>18:17</p><p>Watch the film.</p>",
        "<p>More</p><p>Less</p><p>All</p><p>It does no harm.</p>",
        "<p>It does no harm.</p><p>Order <a href='/x'>yours</a>.</p><p>Even at night.</p>",
        "<p>It does no harm.</p><button>Fold.</button><p>Even at night.</p>",
        "<p>It does no harm.</p>" * 13,
    ],
    ids=["one of two", "few", "link", "button", "many"],
)
def test_parts_with_few_sentences_with_links_or_with_many_blocks_stay_removed(markup: str) -> None:
    assert part(markup) == []


@pytest.mark.parametrize("mark", ["—", "✔", "•"])
@pytest.mark.parametrize("items", [("two engines", "an old lamp"), ("دو لوکوموتیو", "دفتر تلگراف"), ("ថ្មពីរ", "កៅអី")])
def test_items_that_are_set_in_lines_with_the_same_sign_are_put_back(mark: str, items: tuple[str, ...]) -> None:
    lines = [f"{mark} {item}" for item in items]
    markup = "".join(f"<div>{line}</div>" for line in lines)
    assert rescued(markup, probability=0.35) == lines
    assert rescued(markup, probability=0.2) == []
    assert rescued(markup.replace(mark, "»"), probability=0.35) == []


POSTS = {
    "https://t.me/harbour_news/4411": "Капитан здоров, буксир вышел из порта в 6:40.",
    "https://twitter.com/harbour/status/17": "The last stone was set at noon. We all cried.",
    "https://www.facebook.com/harbour/posts/88": "น้ำลดแล้ว เรือออกได้ตามปกติ",
    "https://weibo.com/1700/Oab": "渡轮明天恢复航行。",
}
AUTHOR = "<div><a href='https://t.me/harbour_news'>Harbour News</a></div>"
POST = f"<div>{AUTHOR}<div>{{}}</div><div>12K <a href='{{}}'>08:51</a></div></div>"


@pytest.mark.parametrize(("address", "text"), POSTS.items())
def test_the_sentences_of_a_post_are_put_back_without_its_links(address: str, text: str) -> None:
    assert rescued(POST.format(text, address)) == [text]


def test_sentences_beside_the_address_of_a_channel_stay_removed() -> None:
    follow = "Follow our channel, it has all the news of the port."
    assert rescued(POST.format(follow, "https://t.me/harbour_news")) == []
