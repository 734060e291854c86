"""The dek: the summary between the headline and the text, which a page may show as a paragraph, heading or list.

`mark_dek` gives it the type "dek", puts it back if a model took it for boilerplate, and copies it to the subtitle. For
a text without the dek, set `Page.without_dek`.

A first paragraph is not a dek, so a block only counts as one if the page sets it apart from the text: by a class, by
its place in the article's header or above the byline, as a heading, or as the subtitle in the metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice

from lxml.html import HtmlElement

from cleaners.body.fields.bylines import is_byline, is_date_line
from cleaners.body.fields.titles import overlap
from cleaners.document import Block, Document
from cleaners.removal import OUTSIDE_BODY, RemovingStage
from cleaners.text.sentences import ends_sentence

MIN_WORDS = 6
MAX_WORDS = 100  # of the whole dek
# Words of a dek that is set apart only by its place or by the page's description. On labelled pages, three longer
# candidates are the first paragraph of the text, and none is a dek.
MAX_WORDS_BY_PLACE = 60
MIN_LABEL_WORDS = 10  # in a header, a text with fewer words and no sentence is a label
MIN_OVERLAP = 0.6  # Dice's coefficient of a dek and the page's subtitle or description
MAX_LINK_SHARE = 0.3
MIN_PROBABILITY = 0.2  # of being body; below it, a block is not put back into the text
# The same on news pages. Out of fold, all 24 texts between the two probabilities were deks on such pages. On other
# pages, a quarter of them were bylines, portraits of the author and questions to the reader.
MIN_NEWS_PROBABILITY = 0.05
LEVELS = 3  # elements, counted upwards from the block's own, whose class may name the dek
MAX_BLOCKS = 40  # between the headline and the text
MAX_ANCESTORS = 30

_CAMEL_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Names of deks in the classes of content systems, in several languages.
_DEK_NAME = re.compile(
    r"(?<![a-z])(?:dek|deck|standfirst|sub-?titl?es?|sub-?head(?:ing|line)?s?|strap-?line|lede|lead(?:-?in)?|intro"
    r"|introduction|intro-?text|summary|excerpt|abstract|key-?(?:points?|facts|takeaways)|takeaways|highlights"
    r"|chapo|chapeau|vorspann|anleser|unterzeile|unter-?titel|ingressi?|manchete?|manchett|underrubrik|inleiding|perex|zajawka"
    r"|teaser-?text|bajada|entradilla|copete|sumario|sub-?titulo|linha-?fina|sommario|occhiello|sottotitolo|sapo|anons|ozet|zhaiyao)"
    r"(?![a-z])"
)
_HEADER_NAME = re.compile(r"(?<![a-z])(?:header|head|headline|heading|hero)(?![a-z])")
_NEWS_TYPE = re.compile(r"NewsArticle|LiveBlogPosting", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a possible dek, below `title`: `between` lies between it and `body`, the first paragraph."""

    document: Document
    title: Block | None
    between: Sequence[Block]
    body: Block


def mark_dek(document: Document, stage: RemovingStage, title: int | None) -> None:
    """Mark the dek below the block at `title`, or the first block of the text that is the page's subtitle.

    The dek becomes the subtitle. It stays in the text unless `Page.without_dek` is set.
    """
    dek = _find(document, title)
    for block in dek:
        block.removal = None
        block.type, block.level = "dek", None
        if document.page.without_dek:
            block.remove(stage, "dek", "it is the dek, kept as the subtitle")
    if dek:
        separator = " " if ends_sentence(dek[0].text) else "; "
        document.metadata.subtitle = separator.join(block.text for block in dek)


def _find(document: Document, title: int | None) -> list[Block]:
    """Return the blocks of the dek: one, or several if it is a list or a short and a long text; none without a dek."""
    start = 0 if title is None else title + 1
    below = [block for block in document.blocks[start:] if _may_be_text(block)]
    kept = [index for index, block in enumerate(below) if block.removal is None and block.words >= MIN_WORDS]
    groups = list(_groups(below[: kept[0] + MAX_BLOCKS if kept else 0]))
    heading = None if title is None else document.blocks[title]
    for index, group in enumerate(groups):
        body = _first_text_below(document, group)
        if body is None or (kept and group[0].position > below[kept[0]].position):
            break
        place = _Place(document, heading, document.blocks[group[-1].position + 1 : body.position], body)
        if _is_short_text(group) and _is_set_apart(group, place) and _is_likely(group, document):
            return [*group, *_second(document, groups[index + 1 :], heading)]
    return []


def _second(document: Document, below: Sequence[list[Block]], heading: Block | None) -> list[Block]:
    """Return the next group if it is also named as a dek: some pages have a short and a long one."""
    group = next(iter(below), [])
    body = _first_text_below(document, group) if group else None
    if body is None or not _is_short_text(group) or not _is_likely(group, document):
        return []
    is_second = _is_named(group[0], _Place(document, heading, (), body))
    return group if is_second and not is_byline(group[0], document) else []


def _first_text_below(document: Document, group: Sequence[Block]) -> Block | None:
    return next((b for b in document.kept() if b.position > group[-1].position and b.type != "heading"), None)


def _may_be_text(block: Block) -> bool:
    is_out = block.removal is not None and block.removal.rule == OUTSIDE_BODY
    return block.type in ("paragraph", "heading", "list_item") and (block.removal is None or is_out)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the items of each list together, and every other block by itself."""
    for _, group in groupby(blocks, lambda block: _list_of(block) if block.type == "list_item" else block):
        yield list(group)


def _list_of(block: Block) -> HtmlElement | Block:
    around = () if block.element is None else block.element.iterancestors("ul", "ol")
    return next(iter(around), block)


def _is_short_text(group: Sequence[Block]) -> bool:
    few_links = all(block.link_share <= MAX_LINK_SHARE for block in group)
    return few_links and MIN_WORDS <= sum(block.words for block in group) <= MAX_WORDS


def _is_likely(group: Sequence[Block], document: Document) -> bool:
    """Return True if the models do not rule out the blocks; they often take a dek for a part of the header."""
    is_line = is_byline(group[0], document) or is_date_line(group[0])
    least = MIN_NEWS_PROBABILITY if _is_news(document) and not is_line else MIN_PROBABILITY
    return all(block.signals.body is None or block.signals.body >= least for block in group)


def _is_news(document: Document) -> bool:
    return any(_NEWS_TYPE.search(name) for name in document.metadata.page_types)


def _is_set_apart(group: Sequence[Block], place: _Place) -> bool:
    """Return True if the page shows that the blocks are not the first paragraph of the text."""
    metadata, block = place.document.metadata, group[0]
    if overlap(block, metadata.title or "") >= MIN_OVERLAP:
        return False
    if metadata.subtitle is not None and overlap(block, metadata.subtitle) >= MIN_OVERLAP:
        return True
    if place.title is None:
        return False
    if _is_named(block, place) or _is_single_heading(block, place):
        return True
    if block.words > MAX_WORDS_BY_PLACE:
        return False
    if _is_description(block, place):
        return True
    # Captions, bylines and promotions stand there too, so the place alone does not bring a removed block back.
    return block.removal is None and (_is_above_byline(place) or _is_in_header(group, place))


def _is_above_byline(place: _Place) -> bool:
    lines = [block for block in place.between if block.removal is not None and block.type != "heading"]
    return any(is_byline(block, place.document) or is_date_line(block) for block in lines)


def _is_named(block: Block, place: _Place) -> bool:
    """Return True if a class, an id or a property of an element around the dek alone names a dek."""
    outside = _elements_around(place.body) | _elements_around(place.title)
    around = [element for element in list(_upwards(block))[:LEVELS] if element not in outside]
    around = [element for element in around if element is block.element or not _is_entry(element)]
    return any(_names_dek(value) for element in around for value in _names(element))


def _is_entry(element: HtmlElement) -> bool:
    """Return True for one of several similar containers, such as the first entry of a live blog."""
    following = element.getnext()
    if following is None or following.tag != element.tag:
        return False
    return bool(set((element.get("class") or "").split()) & set((following.get("class") or "").split()))


def _names(element: HtmlElement) -> Iterator[str]:
    yield from (value for key in ("class", "id", "itemprop", "data-testid") if (value := element.get(key)))


@lru_cache(maxsize=4096)  # a site uses the same names on every page
def _names_dek(name: str) -> bool:
    return _DEK_NAME.search(_CAMEL_CASE.sub("-", name[:300]).lower().replace("_", "-")) is not None


def _is_in_header(group: Sequence[Block], place: _Place) -> bool:
    """Return True for a text beside the headline in a header that the text is not in."""
    block = group[0]
    if len(group) == 1 and block.words < MIN_LABEL_WORDS and not ends_sentence(block.text):
        return False
    shared = _elements_around(place.title) - _elements_around(place.body)
    return any(
        element in shared and (element.tag == "header" or _HEADER_NAME.search((element.get("class") or "").lower()))
        for element in _upwards(block)
    )


def _is_single_heading(block: Block, place: _Place) -> bool:
    """Return True for a long heading right below the headline if the text has no heading of its level."""
    levels = (other.level for other in place.document.kept() if other.position > block.position)
    is_long = block.words >= MIN_LABEL_WORDS or ends_sentence(block.text)
    return block.type == "heading" and is_long and block.level not in levels


def _is_description(block: Block, place: _Place) -> bool:
    """Return True if the page's description repeats a block that is unlike the paragraphs of the text.

    Many systems take the first paragraph for the description, so the block must differ from those below it, which are
    alike: by its type, class or container, or because a model put it outside the body of a news article.
    """
    description = place.document.metadata.description
    if description is None or overlap(block, description) < MIN_OVERLAP:
        return False
    if block.removal is not None:
        return _is_news(place.document)
    following = list(islice((other for other in place.document.kept() if other.position > block.position), 2))
    return len({_appearance(other) for other in following}) == 1 and _appearance(block) != _appearance(following[0])


def _appearance(block: Block) -> tuple[object, ...]:
    element = block.element
    return () if element is None else (block.type, element.tag, element.get("class"), element.getparent())


def _upwards(block: Block) -> Iterator[HtmlElement]:
    """Return the elements around a block, its own first."""
    return islice(block.around(), MAX_ANCESTORS)


def _elements_around(block: Block | None) -> set[HtmlElement]:
    return set() if block is None else set(_upwards(block))
