"""Find labels with a short value around the text, such as "Views: 1,482" and "Editor: Ada Berg", in any language.

Also find bars of counters or exchange rates, buttons, and text that runs across the page.

On labelled pages, of the labels with a number below the last sentence, 377 were clutter, 17 debatable and 3 of the
story; of those with a name or the like, 377 were clutter, 84 debatable and 2 of the story. Of the labels with a number
above the first sentence, 137 were clutter, 49 debatable and 15 of the story, nearly all of them on one page. Between
the sentences, most labels are figures and terms of the story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleaners.document import Block
from cleaners.groups.boxes.controls import is_button
from cleaners.groups.spans import LONG
from cleaners.metadata.authors.byline_labels import match_label
from cleaners.text.character_classes import MARKS
from cleaners.text.exchange_rates import has_rates
from cleaners.text.sentences import ends_question, ends_sentence
from cleaners.urls import is_same_site

MAX_LABELS = 3  # more labels are a list of data
_LETTER = rf"(?:[^\W\d_]|[{MARKS}])"
_NUMBER = r"\d[\d.,\s/()%]*(?:[^\d\s]{1,8})?(?:\s?\([^\d]{1,20}\d+[^\d\s]*\))?"
_NAME = rf"{_LETTER}(?:[\w.'’-]|[{MARKS}])*(?:\s{_LETTER}(?:[\w'’-]|[{MARKS}])*){{1,2}}"
_WITH_NUMBER = re.compile(rf"{_LETTER}[^\d:：.]{{1,30}}\s?[:：]\s?{_NUMBER}")
# Counters with signs instead of words, as in "👁 1,204 💬 3".
_SIGN = "[\u2190-\u2bff\U0001f000-\U0001faff]"
_COUNTERS = re.compile(rf"(?=.*{_SIGN})(?=.*\d)(?:{_SIGN}|[\u200d\ufe0f\d.,\s·•|/()-]|(?<=\d)\s?[kKmM]\b)+")
_BARE_COUNT = re.compile(r"(?=\d.*\d)\d{1,3}(?:[.,\s]?\d{3})*(?:[.,]\d)?\s?[kKmM]?")
_WITH_NAME = re.compile(rf"{_LETTER}{{3,18}}\s?[:：]\s?{_NAME}")
# A label with a single word, such as "Optics: telephoto", may be a fact. It is removed only if it is the only one.
# On labelled pages, 11 such lines were debatable, mostly sources, one was clutter, and none was of the story.
_WITH_WORD = re.compile(rf"{_LETTER}{{3,18}}\s?[:：]\s?{_LETTER}(?:[\w.'’-]|[{MARKS}])*")

# A writer's name with a mailbox, or an address alone; both end the text of many pages.
_ADDRESS = re.compile(
    r"[^.:：@]{2,40}[^\w.+-][\w.+-]{2,30}@(?P<mail>[\w-]+(?:\.[\w-]+)+)\W?|(?:https?://)?(?P<alone>[\w-]+(?:\.[\w-]+)+)/?"
)


def find_outer_labels(blocks: Sequence[Block], url: str) -> list[Block]:
    """Return the kept lines above and below the sentences of the text that are labels with a number, or bars.

    Below the sentences, labels with a name count too, except an author's, which the stage `signature` reads. Anywhere
    below the first sentence, a writer with a mailbox at the site counts, and the site's own address.
    """
    kept = [block for block in blocks if block.removal is None]
    above = [*takewhile(lambda block: not _is_text(block), kept)]
    below = [*takewhile(lambda block: not _is_text(block), reversed(kept))]
    if len(above) == len(kept):
        return []
    labels = _unless_many([*_matching(_WITH_NUMBER, above)])
    labels += _unless_many([*_matching(_WITH_NUMBER, below), *_matching(_WITH_NAME, below)])
    labels += _unless_many([*_matching(_WITH_WORD, below)], 1)
    others = [block for block in (*above, *below) if block not in labels and _is_bar(block)]
    in_text = kept[len(above) :]
    return labels + others + [block for block in in_text if block not in labels + others and _names_site(block, url)]


def _names_site(block: Block, url: str) -> bool:
    """Return True for a line that is a name with a mailbox at the site, or the site's own address."""
    match = _ADDRESS.fullmatch(block.text) if block.type == "paragraph" else None
    return match is not None and is_same_site(f"https://{match['mail'] or match['alone']}", url)


def _is_bar(block: Block) -> bool:
    """Return True for rates of several currencies, for counters, a button, and text that runs across the page."""
    if has_rates(block.text):
        return True
    is_count = _COUNTERS.fullmatch(block.text) is not None or _BARE_COUNT.fullmatch(block.text) is not None
    return block.type == "paragraph" and (
        _runs_across_page(block) or is_count or (is_button(block) and not ends_question(block.text))
    )


def _is_text(block: Block) -> bool:
    return (block.words >= LONG or ends_sentence(block.text)) and not _runs_across_page(block)


def _runs_across_page(block: Block) -> bool:
    """Return True for text that runs across the page, as news in brief do."""
    element = block.element
    return element is not None and (
        element.tag == "marquee" or next(element.iterancestors("marquee"), None) is not None
    )


def _matching(line: re.Pattern[str], blocks: Sequence[Block]) -> Iterator[Block]:
    paragraphs = (block for block in blocks if block.type == "paragraph")
    return (block for block in paragraphs if line.fullmatch(block.text) and not match_label(block.text))


def _unless_many(labels: list[Block], most: int = MAX_LABELS) -> list[Block]:
    return labels if len(labels) <= most else []
