"""Find sentences that point to another story of the site: "Read our earlier report on the storm here.".

The sentence is short, and its only link leads to another page of the site. Reports and guides have such sentences too,
so it must speak of what the newspaper itself has published, or be a headline that is wholly a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleaners.document import Block
from cleaners.groups.lines.pointer_words import HERE, OTHER_REPORTS, OURS, QUESTIONS, REPORTS, WROTE
from cleaners.groups.spans import Spans, is_kept_prose
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.normalize import fold_visible, is_quoted, normalise
from cleaners.text.sentences import COLONS, ends_sentence
from cleaners.text.words import IDEOGRAPH, count_words

MIN_PROSE_BEFORE = 30  # words of kept prose above the sentence
MAX_WORDS = 25
MAX_IDEOGRAPHS = 50  # words of a sentence in Han or kana
MAX_HERE_WORDS = 6  # words of a link such as "here"
MIN_LINK_SHARE = 0.95  # of a sentence that is a link
MIN_LINKED_WORDS = 5
MAX_QUESTION_WORDS = 2  # first words of a headline that may be "how" or "why"
MIN_LINKS = 2  # of a list below a sentence
MAX_LABEL_WORDS = 12  # of a sentence above a list, or a label with a colon


def find_pointers(page: Spans, url: str) -> Iterator[Block]:
    """Yield the kept sentences that point to other stories, and the links in lists below such sentences."""
    for block in page.blocks:
        if block.removal is None and block.type == "paragraph" and page.prose[block.position] >= MIN_PROSE_BEFORE:
            if _is_short(block) and not is_quoted(block.text) and _is_pointer(block, url):
                yield block
            elif links := _links_below(page.blocks, block, url):
                yield from (block, *links)


def _is_short(block: Block) -> bool:
    return block.words <= (MAX_IDEOGRAPHS if IDEOGRAPH.search(block.text) else MAX_WORDS)


def _is_pointer(block: Block, url: str) -> bool:
    """Return True for a sentence with one link, to another page, that has the words of a pointer or is a headline."""
    links = [link for link in block.links if fold_visible("".join(link.itertext())) in block.text]
    if not block.link_share > 0 or len(links) != 1 or not leads_to_other_page(links[0].get("href", ""), url):
        return False
    text, link = normalise(block.text), fold_visible("".join(links[0].itertext()))
    if block.link_share >= MIN_LINK_SHARE:
        return block.words >= MIN_LINKED_WORDS and ends_sentence(block.text) and _is_headline(text)
    is_here = len(link.split()) <= MAX_HERE_WORDS and (HERE.are_in(normalise(link)) or REPORTS.are_in(normalise(link)))
    label = block.text.partition(link)[0].rstrip()
    is_at_end = block.text.rstrip(" .。").endswith(link)
    if is_here or (is_at_end and (_is_label(label) or REPORTS.are_in(normalise(link)))):
        return _is_own(text) or (HERE.are_in(text) and REPORTS.are_in(text) and not OTHER_REPORTS.are_in(text))
    return False


def _is_label(text: str) -> bool:
    return text.endswith(COLONS) and count_words(text) <= MAX_LABEL_WORDS


def _is_own(text: str) -> bool:
    """Return True if a normalised sentence speaks of something that the newspaper itself has published."""
    return WROTE.are_in(text) or (OURS.are_in(text) and REPORTS.are_in(text))


def _is_headline(text: str) -> bool:
    """Return True for a normalised sentence that asks how or why, or in which the newspaper speaks of itself."""
    return QUESTIONS.are_in(" ".join(text.split()[:MAX_QUESTION_WORDS])) or _is_own(text)


def _links_below(blocks: Sequence[Block], label: Block, url: str) -> list[Block]:
    """Return the list of links below a sentence in which the newspaper speaks of itself; [] if it is none."""
    if label.link_share or label.words > MAX_LABEL_WORDS or not ends_sentence(label.text) or is_quoted(label.text):
        return []
    below = blocks[label.position + 1 :]
    links = [*takewhile(lambda block: _is_listed(block, url), below)]
    if len(links) < MIN_LINKS or not any(map(is_kept_prose, blocks[: label.position])):
        return []
    text = normalise(label.text)
    return links if OURS.are_in(text) or REPORTS.are_in(text) or WROTE.are_in(text) else []


def _is_listed(block: Block, url: str) -> bool:
    """Return True for an item that is a link to another page of the site, kept or not."""
    if block.type != "list_item" or block.link_share < MIN_LINK_SHARE:
        return False
    return all(leads_to_other_page(link.get("href", ""), url) for link in block.links)
