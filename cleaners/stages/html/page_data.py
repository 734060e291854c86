"""Stage: take the article from the page's data if its markup has no body, or only the beginning of one.

Sites that are built as applications send the text as data, which scripts render in the browser. The stage runs no
script. It looks for the rich text beside the page's title in JSON islands, assigned objects and JSON-LD.
"""

from __future__ import annotations

import re

from cleaners.body.alignment import matched_shares
from cleaners.document import Block, Document
from cleaners.islands import scripts
from cleaners.islands.search import Found, find_body, has_prose_length, prose_words
from cleaners.metadata.titles.comparison import fold
from cleaners.removal import OUTSIDE_BODY, RemovingStage
from cleaners.rules import find_rule
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import tokens
from cleaners.urls import parts_of

STAGE: RemovingStage = "page_data"
MAX_KEPT_WORDS = 250  # words of the text in the markup; a longer one is an article, not the beginning of one
MIN_WORDS = 80  # words of prose in the data; a shorter text may be a summary, unless it has several paragraphs
MIN_PARAGRAPHS = 3
MIN_RATIO = 1.5  # words in the data for each word in the markup
MAX_OTHER_WORDS = 40  # words of kept text that the data lack; with more, the page has a text of its own
MIN_TEASER_SHARE = 0.5  # share of the kept text that is also in the data
MIN_VISIBLE_SHARE = 0.8  # share of a block that is in the text from the data; then the page shows this part of it
MAX_MARKUP_SHARE = 0.6  # share of the text from the data that blocks of the page have; with more, the markup has it
MIN_SLUG_CHARS = 10
MAX_LINES_TO_WALL = 12  # blocks below the shown start of the article that are searched for a paywall
_ASCII_WORD = re.compile(r"[A-Za-z0-9]{5,}")  # others may be escaped in data


def page_data(document: Document) -> None:
    """Replace the blocks by the article in the page's data if that is clearly longer and has the page's title.

    Then add the flag "text_from_data". If the page or its data say that the article is not free, keep only the text
    that readers see.
    """
    if document.tree is None:
        return
    if document.metadata.is_accessible_for_free is False:
        _keep_visible(document)
        return
    is_from_json_ld = "text_not_in_page" in document.flags
    kept_words = 0 if is_from_json_ld else sum(block.words for block in document.kept())
    if kept_words > MAX_KEPT_WORDS:
        return
    titles, slug = _titles(document), _slug(document.page.url)
    found = find_body(scripts.values(document.html, _words(titles, slug)), titles, slug)
    is_longer = _is_clearly_longer(document, found.blocks, kept_words)
    if (is_longer or is_from_json_ld) and _costs_money(document, found):
        document.metadata.is_accessible_for_free = False
        _keep_visible(document)
    elif is_longer:
        _replace_blocks(document, found.blocks)


def _costs_money(document: Document, found: Found) -> bool:
    """Return True if the data say that the article is not free, or the page asks for a subscription below its start.

    The page's metadata take precedence.
    """
    if document.metadata.is_accessible_for_free is not None:
        return False
    return found.costs_money or _has_wall(document, found.blocks or list(document.kept()))


def _has_wall(document: Document, body: list[Block]) -> bool:
    """Return True if a paywall line is right below the part of the body that the page shows.

    If the page shows none of it, the line may be anywhere.
    """
    shown = _shown(document, body)
    start = shown[-1].position + 1 if shown else 0
    below = [block for block in _blocks_in_page(document) if block.position >= start]
    return any(_is_wall(block) for block in below[: MAX_LINES_TO_WALL if shown else None] if not block.signals.hidden)


def _is_wall(block: Block) -> bool:
    match = find_rule(block.text)
    return match is not None and match.rule.kind == "paywall"


def _blocks_in_page(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.element is not None]


def _shown(document: Document, body: list[Block]) -> list[Block]:
    """Return the blocks of the page that are sentences of a body."""
    in_page = _blocks_in_page(document)
    shares, _ = matched_shares([block.tokens for block in in_page], _tokens(body))
    return [b for b, share in zip(in_page, shares, strict=True) if share >= MIN_VISIBLE_SHARE and ends_sentence(b.text)]


def _keep_visible(document: Document) -> None:
    """Put back the page's blocks in place of a text from its data, if the text has any of them."""
    if "text_not_in_page" not in document.flags:
        return
    visible = _shown(document, list(document.kept()))
    if not visible:
        return
    for block in document.kept():
        block.remove(STAGE, OUTSIDE_BODY, "the page does not show it to readers who have not paid")
    for block in visible:
        block.removal = None
    document.flags.remove("text_not_in_page")


def _titles(document: Document) -> list[str]:
    elements = [element for tag in ("h1", "title") for element in document.elements.tagged(tag)[:2]]
    texts = ["".join(element.itertext())[:400] for element in elements]
    return list(
        dict.fromkeys(filter(None, [document.metadata.title or "", *(" ".join(text.split()) for text in texts)]))
    )


def _words(titles: list[str], slug: str) -> list[str]:
    """Return words of the story. Its data have at least one of them; [] if the data may spell them in another way."""
    longest = [max(_ASCII_WORD.findall(title), key=len, default="") for title in titles]
    return [*filter(None, longest), *filter(None, [slug])] if all(longest) else []


def _slug(url: str | None) -> str:
    """Return the last part of an address's path without its ending; "" if it is too short to name a story."""
    name = parts_of(url or "").path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return name if len(name) >= MIN_SLUG_CHARS else ""


def _is_clearly_longer(document: Document, body: list[Block], kept_words: int) -> bool:
    """Return True if a body from the data is clearly longer than the kept text, and is not in the markup too."""
    words = prose_words(body)
    is_summary = words < MIN_WORDS and sum(map(has_prose_length, body)) < MIN_PARAGRAPHS
    if is_summary or words < max(1, MIN_RATIO * kept_words):
        return False
    blocks_of_page = [block.tokens for block in _blocks_in_page(document)]
    in_markup = matched_shares(blocks_of_page, _tokens(body))[1]
    if in_markup > MAX_MARKUP_SHARE:
        return False
    in_data = matched_shares([block.tokens for block in body], _tokens(list(document.kept())))[1]
    return in_data >= MIN_TEASER_SHARE or kept_words <= MAX_OTHER_WORDS


def _tokens(blocks: list[Block]) -> list[str]:
    return [token for block in blocks for token in tokens(block.text)]


def _replace_blocks(document: Document, body: list[Block]) -> None:
    """Remove all blocks and add those of the body, without the title that some bodies repeat."""
    document.flags.append("text_from_data")
    if "text_not_in_page" in document.flags:
        document.flags.remove("text_not_in_page")
    for block in document.kept():
        block.remove(STAGE, OUTSIDE_BODY, "the article's body was found in the page's data")
    title = fold(document.metadata.title)
    for block in body:
        block.position = len(document.blocks)
        document.blocks.append(block)
        if title and fold(block.text) == title:
            block.remove(STAGE, "title", "it is the article's title")
