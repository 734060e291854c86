import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.groups.lines.link_lines import find_link_lines
from cleaners.groups.spans import spans
from tests.cleaners.groups.pages import STORY, kept, page, paragraphs, parsed

LINKS_LABELS = [
    "Learn more:",
    "Check out:",
    "READ:",
    "También puede leer:",
    "Siehe auch:",
    "Lire aussi :",
    "Читайте также:",
]
FORMS = [
    "<p>{}</p>",
    "<p>({})</p>",
    "<blockquote>{}</blockquote>",
    "<h4>{}</h4>",
    "<ul><li>Lamps need oil.</li><li>{}</li></ul>",
]


@pytest.mark.parametrize("label", LINKS_LABELS)
@pytest.mark.parametrize("form", FORMS)
def test_a_pointer_with_a_short_link_goes_from_paragraphs_items_quotes_and_headings(form: str, label: str) -> None:
    line = f"{label} <a href='/guides/oil'>Oils for lamps</a>"
    assert "Oils for lamps" not in " ".join(kept(page(inside=form.format(line) + paragraphs(STORY[0]))))


def test_a_pointer_with_several_links_goes() -> None:
    line = (
        "<p>Learn more: <a href='/guides/oil'>Oils for lamps</a> and <a href='/guides/wicks'>How wicks are cut</a></p>"
    )
    assert kept(page(inside=line + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Check first: the logbook of the keeper and <a href='/guides/oil'>Oils for lamps</a></p>",
        "<p>Learn more: <a href='https://museum.example/oil'>Oils for lamps</a></p>",
        "<ul><li>Wick: <a href='/guides/wicks'>How wicks are cut</a></li><li>Lamps need oil.</li></ul>",
        "<p>Learn this by heart: <a href='/guides/oil'>a lamp needs oil before it needs a wick.</a></p>",
        "<p>Also: <a href='/guides/oil'>oil</a></p>",
        "<table><tr><td>More: lamps</td><td><a href='/guides/oil'>Oils for old lamps</a></td></tr></table>",
    ],
    ids=["text beside the link", "other site", "entry", "sentence", "short", "row"],
)
def test_labels_other_than_pointers_and_links_in_text_stay(line: str) -> None:
    assert len(kept(page(inside=line + paragraphs(STORY[0])))) > len(STORY) + 1


@pytest.mark.parametrize("label", ["Missa inte", "Kaçırmayın", "Kat dikhle", "不要错过"])
def test_a_quote_that_is_only_a_label_and_a_link_goes(label: str) -> None:
    link = "<a href='/news/bakery'>Bakery on Mill Lane closes after ninety years</a>"
    assert kept(page(inside=f"<blockquote><p>{label}: {link}</p></blockquote>{paragraphs(STORY[0])}")) == [
        *STORY,
        STORY[0],
    ]


def test_a_quote_with_a_linked_sentence_stays() -> None:
    quote = (
        "<blockquote><p>He wrote: <a href='/news/letter'>I shall miss the fog more than the light.</a></p></blockquote>"
    )
    assert len(kept(page(inside=quote + paragraphs(STORY[0])))) == len(STORY) + 2


def links(form: str) -> str:
    titles = ["The mill gets a new wheel", "Why the bus comes less often", "Baker looks for an heir"]
    return "".join(form.format(f"<a href='/n/{n}'>{title}</a>") for n, title in enumerate(titles))


@pytest.mark.parametrize("label", ["<p><b>Kat dikhle</b></p>", "<h4>Veel gelezen stukken</h4>"])
@pytest.mark.parametrize("form", ["<p>{}</p>", "<div>{} <span>14.10.2026</span></div>"])
def test_three_links_under_a_label_go_with_it(label: str, form: str) -> None:
    assert kept(page(inside=label + links(form) + paragraphs(STORY[0]))) == [*STORY, STORY[0]]


@pytest.mark.parametrize(
    "label", ["<p>The county keeps three lists:</p>", "<p>She has written about all of this before.</p>"]
)
def test_links_that_the_story_announces_stay(label: str) -> None:
    assert len(kept(page(inside=label + links("<p>{}</p>") + paragraphs(STORY[0])))) == len(STORY) + 5


@pytest.mark.parametrize(
    "line",
    [
        "<strong>អានបន្ថែម៖</strong> <a href='/n/1'>កម្ពស់ទឹកទន្លេសាបស្រកចុះ</a>",
        "<b>Тағы оқыңыз:</b> <a href='/n/1'>Ертістің су деңгейі көтерілді</a>",
        "<b>ተጨማሪ፦</b> <a href='/n/1'>የጣና ሐይቅ እምቦጭ አረም ቀነሰ ተባለ</a>",
    ],
)
def test_a_bold_label_and_a_short_link_go_in_languages_without_a_pack(line: str) -> None:
    assert kept(page(inside=f"<p>{line}</p>{paragraphs(STORY[0])}")) == [*STORY, STORY[0]]


def test_a_bold_label_with_the_name_of_a_thing_stays() -> None:
    line = "<p><b>Contact:</b> <a href='/harbour'>Harbour office</a></p>"
    assert len(kept(page(inside=line + paragraphs(STORY[0])))) == len(STORY) + 2


@pytest.mark.parametrize(("probability", "removed"), [(0.95, 0), (0.6, 3)])
def test_three_links_under_a_heading_that_is_surely_text_stay(probability: float, removed: int) -> None:
    markup = f"<h2>Appearances</h2><ul>{links('<li>{}</li>')}</ul>"
    tree = lxml.html.document_fromstring(f"<body>{paragraphs(*STORY)}{markup}{paragraphs(STORY[0])}</body>")
    blocks = split_tree(tree)
    for block in blocks:
        block.signals.body = probability
    found = find_link_lines(spans(blocks), "https://example.org/wiki/lamp")
    assert sum(block.type == "list_item" for block in found) == removed


@pytest.mark.parametrize("label", ["Аны да көрүңүз", "ਇਹ ਵੀ ਦੱਸੋ", "Oxuyun"])
@pytest.mark.parametrize("below", ["", "<p>She waved.</p>"])
def test_a_label_and_a_short_title_go_if_the_models_are_not_sure_of_them(label: str, below: str) -> None:
    line = f"<p>The lamp is dark.</p><p>{label}: <a href='/news/oil'>Oils for lamps</a></p>{below}"
    for probability, texts in ((0.8, {f"{label}: Oils for lamps"}), (0.95, set[str]())):
        page_spans = spans(parsed(page(inside=line)).blocks)
        for block in page_spans.blocks:
            block.signals.body = probability
        assert {block.text for block in find_link_lines(page_spans, "https://kustposten.example/a")} == texts


def test_a_title_in_few_long_words_above_a_short_sentence_goes() -> None:
    link = "<p><a href='/news/pass'>გადასასვლელი ნოემბრამდე ღია იქნება, ამბობენ მეგზურები</a></p>"
    assert kept(page(inside=link + paragraphs("თავშესაფარი ღიაა."))) == [*STORY, "თავშესაფარი ღიაა."]


def test_a_last_line_with_a_label_and_links_goes_if_the_models_are_not_sure_of_it() -> None:
    line = "Всичко, което трябва да знаете за: <a href='/topics/nikopol'>Никопол</a>"
    for probability, texts in ((0.8, ["Всичко, което трябва да знаете за: Никопол"]), (0.95, [])):
        page_spans = spans(parsed(page(inside=f"<p>{line}</p>")).blocks)
        page_spans.blocks[-1].signals.body = probability
        assert [block.text for block in find_link_lines(page_spans, "https://kustposten.example/a")] == texts
