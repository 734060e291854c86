"""Parts of a story that belong together come out as a whole, in several languages and kinds of markup."""

import pytest

from cleaners.cleaning import clean_document
from cleaners.page import Page
from tests.cleaners.rescue.stories import STORIES, Story, page, paragraphs, table

URL = "https://kurier.example/2026/03/05/story-of-the-day"
WRAPPERS = ("<article>{}</article>", '<div class="text">{}</div>')
AD = '<div class="ad"><div>Anzeige</div></div>'

pytestmark = [
    pytest.mark.parametrize("story", STORIES, ids=[story.language for story in STORIES]),
    pytest.mark.parametrize("wrapper", WRAPPERS, ids=["article", "div"]),
]


def texts(story: Story, body: str, *, after: str = "") -> list[str]:
    document = clean_document(Page(body=page(story, body, after=after), url=URL))
    return [block.text for block in document.kept()]


def rows_of(story: Story, number: int) -> list[str]:
    return [" | ".join(row) for row in story.rows[:number]]


@pytest.mark.parametrize("rows", [2, 3, 4])
def test_all_rows_of_a_table_after_the_text_stay(story, wrapper, rows):
    lead = f"<p>{story.lead}</p>"
    body = wrapper.format(paragraphs(story.paragraphs) + lead + table(story.rows[:rows]))
    assert texts(story, body) == [*story.paragraphs, story.lead, *rows_of(story, rows)]


@pytest.mark.parametrize("rows", [2, 4])
def test_all_rows_of_a_table_in_the_text_stay(story, wrapper, rows):
    figure = f"<figure>{table(story.rows[:rows])}</figure>"
    body = wrapper.format(paragraphs(story.paragraphs[:4]) + figure + paragraphs(story.paragraphs[4:]))
    assert texts(story, body) == [*story.paragraphs[:4], *rows_of(story, rows), *story.paragraphs[4:]]


@pytest.mark.parametrize("sizes", [(3, 4), (5, 2), (6, 1), (3, 3, 1), (2, 2, 2, 1)])
def test_all_parts_of_a_split_body_stay(story, wrapper, sizes):
    left = list(story.paragraphs)
    parts = []
    for number, size in enumerate(sizes):
        parts.append(f'<div class="row r{number}"><div class="cell">{paragraphs(left[:size])}</div></div>')
        left = left[size:]
    assert texts(story, wrapper.format(AD.join(parts))) == list(story.paragraphs)


@pytest.mark.parametrize("tag", ["div", "section"])
def test_all_entries_of_a_live_blog_stay(story, wrapper, tag):
    entries, expected = "", [story.paragraphs[0]]
    for number, text in enumerate(story.paragraphs[1:], 1):
        heading = f"{story.teasers[number % 4]} ({number})"
        head = f'<{tag} class="entry" id="e{number}"><time>1{number}:05</time><h3>{heading}</h3>'
        entries += f'{head}<p>{text}</p><div class="share"><a href="#">Share</a></div></{tag}>'
        expected += [heading, text]
    body = wrapper.format(paragraphs(story.paragraphs[:1]) + entries)
    assert [text for text in texts(story, body) if text[0].isalpha()] == expected


@pytest.mark.parametrize(
    "after",
    [0, 1],
    ids=["last", "before-the-last-paragraph"],
)
def test_all_items_of_a_list_stay(story, wrapper, after):
    items = [f"{place}: {number}" for place, number in story.rows[1:]]
    before, after_list = (story.paragraphs, ()) if not after else (story.paragraphs[:-1], story.paragraphs[-1:])
    inner = f"<p>{story.lead}</p><ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    body = wrapper.format(paragraphs(before) + inner + paragraphs(after_list))
    assert texts(story, body) == [*before, story.lead, *items, *after_list]


@pytest.mark.parametrize("label", ["Advertisement", "Anzeige", "Publicité", "Реклама"])
def test_all_items_of_a_list_after_an_advertisement_stay(story, wrapper, label):
    items = [place for place, _ in story.rows[1:]]
    listed = "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    inner = f'<p>{story.lead}</p><div class="c-ad"><div>{label}</div></div>{listed}'
    assert texts(story, wrapper.format(paragraphs(story.paragraphs) + inner)) == [*story.paragraphs, story.lead, *items]


@pytest.mark.parametrize(
    ("post", "parts"),
    [
        (
            '<blockquote class="twitter-tweet"><p>{text}</p>— Jana Mohr (@janamohr) <a href="https://twitter.com/x/1">'
            "12.3.2026</a></blockquote>",
            ["{text}", "— Jana Mohr (@janamohr) 12.3.2026"],
        ),
        (
            '<blockquote cite="x"><a href="https://social.example/1"><div>{text}</div>'
            "<div>Jana Mohr @jm@social.example</div></a></blockquote>",
            ["{text}", "Jana Mohr @jm@social.example"],
        ),
        (
            '<blockquote class="bluesky-embed"><p>{text}</p>&mdash; Jana Mohr (<a href="https://bsky.app/p">'
            "@jm.bsky.social</a>) 12.3.2026</blockquote>",
            ["{text}", "— Jana Mohr (@jm.bsky.social) 12.3.2026"],
        ),
    ],
    ids=["tweet", "mastodon", "bluesky"],
)
def test_embedded_posts_stay_with_their_attribution(story, wrapper, post, parts):
    text = story.paragraphs[4].partition(",")[0]
    first, rest = story.paragraphs[:3], story.paragraphs[3:]
    body = wrapper.format(paragraphs(first) + post.format(text=text) + paragraphs(rest))
    assert texts(story, body) == [*first, *(part.format(text=text) for part in parts), *rest]


@pytest.mark.parametrize("name", ["Jana Mohr, Betriebsleiterin", "Jana Mohr"])
def test_a_quote_in_a_figure_stays_with_its_attribution(story, wrapper, name):
    text = f"1926: {story.paragraphs[4].partition(',')[0]}"  # with other words than the sentence below
    figure = f"<figure><blockquote><p>{text}</p></blockquote><figcaption><p>{name}</p></figcaption></figure>"
    first, rest = story.paragraphs[:3], story.paragraphs[3:]
    assert texts(story, wrapper.format(paragraphs(first) + figure + paragraphs(rest))) == [*first, text, name, *rest]


@pytest.mark.parametrize("tag", ["cite", "footer"])
def test_a_quote_stays_with_the_attribution_after_it(story, wrapper, tag):
    text = f"1926: {story.paragraphs[4].partition(',')[0]}"  # with other words than the sentence below
    names = ["Jana Mohr", "Betriebsleiterin"]
    names_markup = "".join(f"<div>{name}</div>" for name in names)
    quote = f"<div class='q'><blockquote><span>{text}</span></blockquote><{tag}>{names_markup}</{tag}></div>"
    first, rest = story.paragraphs[:3], story.paragraphs[3:]
    assert texts(story, wrapper.format(paragraphs(first) + quote + paragraphs(rest))) == [*first, text, *names, *rest]


def test_a_picture_of_a_quote_keeps_its_caption_out_of_the_text(story, wrapper):
    picture = '<img src="/a.jpg" width="800" height="600">'
    figure = f"<figure>{picture}<figcaption>{story.teasers[1]}</figcaption></figure>"
    body = wrapper.format(paragraphs(story.paragraphs[:3]) + figure + paragraphs(story.paragraphs[3:]))
    assert texts(story, body) == list(story.paragraphs)


def test_captions_in_a_list_that_sets_the_layout_stay_out_of_the_text(story, wrapper):
    caption = f"<figcaption>{story.teasers[1]}</figcaption>"
    figure = f'<figure class="wp-caption"><img src="/a.jpg" width="800" height="600">{caption}</figure>'
    text = paragraphs(story.paragraphs[:3]) + figure + paragraphs(story.paragraphs[3:])
    assert texts(story, wrapper.format(f"<ul class='fields'><li>{text}</li></ul>")) == list(story.paragraphs)


def test_a_note_in_a_table_stays_with_its_rows(story, wrapper):
    rows = table(story.rows).removesuffix("</table>")
    note = f"* {story.lead.removesuffix(':').rstrip()}."
    noted = f'{rows}<tr><td colspan="2">{note}</td></tr></table>'
    body = wrapper.format(paragraphs(story.paragraphs[:4]) + noted + paragraphs(story.paragraphs[4:]))
    assert texts(story, body) == [*story.paragraphs[:4], *rows_of(story, 4), note, *story.paragraphs[4:]]


def test_lines_of_dialogue_stay(story, wrapper):
    lines = ["– Ja.", "– Nein!", "– Non ?"]
    body = wrapper.format(paragraphs(story.paragraphs[:3]) + paragraphs(lines) + paragraphs(story.paragraphs[3:]))
    assert texts(story, body) == [*story.paragraphs[:3], *lines, *story.paragraphs[3:]]


def links(story: Story) -> list[str]:
    return [f'<a href="/2026/x{number}">{text}</a>' for number, text in enumerate(story.teasers)]


def table_of_links(story: Story) -> str:
    return "<table>" + "".join(f"<tr><td>0{n}</td><td>{a}</td></tr>" for n, a in enumerate(links(story))) + "</table>"


def list_of_links(story: Story) -> str:
    return "<ul>" + "".join(f"<li>{link}</li>" for link in links(story)) + "</ul>"


def share_list(story: Story) -> str:
    return '<ul class="share"><li><a href="#">Facebook</a></li><li><a href="#">WhatsApp</a></li></ul>'


def ticker(story: Story) -> str:
    return "".join(f"<div class=card><h3>{a}</h3><time>12:0{n}</time></div>" for n, a in enumerate(links(story)))


@pytest.mark.parametrize("place", ["inside", "after"])
@pytest.mark.parametrize("box", [table_of_links, list_of_links, share_list, ticker])
def test_tables_and_lists_of_links_share_bars_and_tickers_stay_out(story, wrapper, box, place):
    boxes = box(story)
    body = wrapper.format(paragraphs(story.paragraphs) + (boxes if place == "inside" else ""))
    assert texts(story, body, after=boxes if place == "after" else "") == list(story.paragraphs)


@pytest.mark.parametrize("tag", ["aside", "div", "section"])
def test_tables_beside_the_story_stay_out(story, wrapper, tag):
    rates = "".join(f"<tr><td>{name}</td><td>{rate}</td></tr>" for name, rate in (("USD", "1,08"), ("CHF", "0,95")))
    box = f'<{tag} class="rates"><h3>EUR</h3><table>{rates}</table></{tag}>'
    assert texts(story, wrapper.format(paragraphs(story.paragraphs)), after=box) == list(story.paragraphs)
