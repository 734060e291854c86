"""Find the title and the length that a page shows with a video or audio player."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Range, Spans
from cleaners.markup.element_index import ElementIndex
from cleaners.text.sentences import ends_question, ends_sentence

MIN_PROSE_BEFORE = 30  # words of kept prose above a player; without them its title may be the page's headline
MIN_PROSE_BEFORE_LENGTH = 15  # the same above a player with a length, since no headline has one
MAX_PLAYERS = 20  # per page
MAX_WORDS = 30  # of the texts with a player; in a Chinese title, each character counts as a word

MAX_ELEMENTS_BELOW = 12  # elements after a title that are searched for its player
MAX_LEVELS = 2  # elements around a title whose next siblings are searched too
MAX_NAME_CHARS = 300  # characters of a class attribute that are searched

_MEDIA = ("video", "audio", "iframe")

# Names of players' software.
_NAME = re.compile(
    r"(?<![a-z])(?:vjs|jw-?player|brightcove|kaltura|flowplayer|videojs|plyr|video-?js|(?:video|audio|podcast)-?player)"
    r"(?![a-z])",
    re.IGNORECASE,
)
# Class names of players' titles. Outside figures, they may be those of sections about videos.
_TITLE_NAME = re.compile(r"(?<![a-z])(?:video|audio|podcast)-?(?:head(?:ing|line)?|title)(?![a-z])", re.IGNORECASE)
# Parts of the names of boxes with players. Such a box counts only if it shows a length too.
_PARTS_OF_NAMES = ("player", "video", "audio", "podcast")
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d\d"
_LENGTH = re.compile(rf"{_CLOCK}(?: ?/ ?{_CLOCK})?|\(?\d{{1,3}} ?(?:min|мин|хв|分)\.?\)?", re.IGNORECASE)
# The position in a file and the file's length, which only players show.
_POSITION = re.compile(rf"{_CLOCK} ?/ ?{_CLOCK}")
_END_LENGTH = re.compile(r"\(?\d{1,3} ?min\.\)?$", re.IGNORECASE)
# A label before the title of a video or audio file.
_LABEL = re.compile(
    r"(?:[^\W\d]{2,3}\s)?(?:v[ií]d[eé]o|wideo|видео|відео|βίντεο|فيديو|视频|視頻|影片|動画|동영상|audio|podcast)"
    r"(?:\s?[:：,|–—]|\s-)\s?\w",
    re.IGNORECASE,
)
# Signs in front of the title of a video or audio file.
_SIGN = re.compile(r"[▶►⏵🔊🔉🎧🎙📺🎬🎥📹]\ufe0f?\s?\w")


def find_players(page: Spans, elements: ElementIndex) -> Iterator[Range]:
    """Yield the ranges of boxes with a player, and of titles above players.

    A box has no sentence, and shows a length or is named for players. A title begins with a sign such as "▶", or with a
    label such as "Video:" if a player is below it.
    """
    for player in islice(_players(page, elements), MAX_PLAYERS):
        box = _box(page, player)
        if box is not None and page.prose[box[0]] >= _least_prose(page, box) and page.kept_in(*box):
            yield box
    for block in page.blocks:
        if block.removal is not None or not _may_be_title(block):
            continue
        is_signed = _SIGN.match(block.text) is not None and not _is_listed(page, block)
        if is_signed or (_LABEL.match(block.text) and _is_above_player(page, block)):
            yield block.position, block.position + 1


def _may_be_title(block: Block) -> bool:
    return block.words <= MAX_WORDS and block.type in ("paragraph", "heading") and not _is_of_story(block)


def _is_listed(page: Spans, block: Block) -> bool:
    """Return True for a line beside another one without links that begins with the same list marker."""
    above = page.blocks[max(0, block.position - 1) : block.position]
    beside = (*above, *page.blocks[block.position + 1 : block.position + 2])
    return any(one.text[0] == block.text[0] and not one.link_share for one in beside if one.text)


def _is_above_player(page: Spans, block: Block) -> bool:
    """Return True if a player, or an element named for one, is between a line below prose and the next kept block."""
    below = page.blocks[block.position + 1 : block.position + 1 + MAX_ELEMENTS_BELOW]
    text = next((one.element for one in below if one.removal is None), None)
    if block.element is None or not page.prose[block.position]:
        return False
    after = takewhile(lambda element: element is not text, islice(_elements_below(block.element), MAX_ELEMENTS_BELOW))
    return any(one.tag in _MEDIA or _may_name_box(one.get("class") or "") for one in after if isinstance(one.tag, str))


def _elements_below(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the later siblings of an element and of the MAX_LEVELS elements around it, with all elements in them."""
    for around in (element, *islice(element.iterancestors(), MAX_LEVELS)):
        for beside in around.itersiblings():
            yield from beside.iter()


def _players(page: Spans, elements: ElementIndex) -> Iterator[HtmlElement]:
    """Yield players, lines with a position in a file, and elements with kept blocks that are named for players."""
    yield from elements.tagged("video", "audio")
    for block in page.blocks:
        if block.element is not None and block.type == "paragraph" and _POSITION.fullmatch(block.text):
            yield block.element
    for element, _, _ in page.with_kept:
        if _may_name_box(element.get("class") or "") or _may_name_box(str(element.tag)) or _is_named(element):
            yield element


def _is_named(element: HtmlElement) -> bool:
    """Return True if the tag or class of an element names a player or, inside a figure, a player's title."""
    tag = str(element.tag)
    if "-" in tag and _NAME.search(tag) is not None:
        return True
    names_software, names_title = _kinds_of_name(element.get("class") or "")
    return names_software or (names_title and next(element.iterancestors("figure"), None) is not None)


@lru_cache(maxsize=4_096)  # the same classes repeat within a page and across a site
def _may_name_box(names: str) -> bool:
    """Return True for a tag or class attribute that may name a box with a player."""
    return any(part in names for part in _PARTS_OF_NAMES)


@lru_cache(maxsize=4_096)
def _kinds_of_name(name: str) -> tuple[bool, bool]:
    """Return whether a class attribute names a player's software, and whether it names a player's title."""
    return _NAME.search(name[:MAX_NAME_CHARS]) is not None, _TITLE_NAME.search(name[:MAX_NAME_CHARS]) is not None


def _box(page: Spans, player: HtmlElement) -> Range | None:
    """Return the range of the largest element around a player whose texts may be its title and length, or None."""
    found: Range | None = None
    for around in (player, *player.iterancestors()):
        span = page.of.get(around)
        if span is None:
            continue
        blocks = page.blocks[span[0] : span[1]]
        if sum(block.words for block in blocks) > MAX_WORDS or any(map(_is_of_story, blocks)):
            break
        if _has_length(blocks) or _is_named(around):
            found = span
    return found


def _least_prose(page: Spans, box: Range) -> int:
    """Return how many words of prose must be above a player: none if it has a length and a custom tag."""
    around = islice(page.blocks[box[0]].around(), MAX_LEVELS + 1)
    has_own_tag = any("-" in str(one.tag) and any(part in str(one.tag) for part in _PARTS_OF_NAMES) for one in around)
    if has_own_tag and _has_length(page.blocks[box[0] : box[1]]):
        return 0
    return MIN_PROSE_BEFORE_LENGTH if _has_length(page.blocks[box[0] : box[1]]) else MIN_PROSE_BEFORE


def _has_length(blocks: Sequence[Block]) -> bool:
    return any(
        (_LENGTH.fullmatch(block.text) or _ends_with_length(block)) and not _is_time_of_day(block) for block in blocks
    )


def _ends_with_length(block: Block) -> bool:
    """Return True if a block ends with an element that holds only a length."""
    if block.element is None or len(block.element) == 0 or (block.element[-1].tail or "").strip():
        return False
    return _LENGTH.fullmatch((block.element[-1].text or "").strip()) is not None


def _is_of_story(block: Block) -> bool:
    """Return True for a sentence, an item, a row or a quote, but not for a question as a heading: it may be a title."""
    is_title = block.type == "heading" and ends_question(block.text)
    text = _END_LENGTH.sub("", block.text)  # "12 min." is not a sentence
    return block.type in ("list_item", "table_row", "quote") or (ends_sentence(text) and not is_title)


def _is_time_of_day(block: Block) -> bool:
    """Return True for a time of day in a <time> element, such as that of an entry in a live blog."""
    return block.element is not None and (
        block.element.tag == "time" or next(block.element.iter("time"), None) is not None
    )
