"""Join a story that a site splits over several pages: the text of the later pages follows that of the first.

Each page is cleaned by itself. Blocks that a later page repeats from earlier ones, such as the headline, the dek or a
box about the author, are removed from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice, takewhile

from cleaners.body.links import MAX_LINKS_OF_ARTICLE, links_of
from cleaners.body.picture_places import placed
from cleaners.document import Block, Document, Flag
from cleaners.metadata import Image
from cleaners.metadata.images.addresses import picture_key
from cleaners.metadata.sanitize import MAX_ITEMS, sanitize
from cleaners.record import LinkRecord
from cleaners.removal import RemovingStage

STAGE: RemovingStage = "joining"
MIN_REPEATED_WORDS = 8  # of a block inside the text of a page; a story may say something shorter twice
# Flags that say what a page lacks. On later pages they do not count, because the first page has it.
_FLAGS_OF_FIRST: tuple[Flag, ...] = ("short", "no_title", "no_date", "no_author", "further_pages")


def join(document: Document, later: Sequence[Document]) -> None:
    """Join the later pages of a story to the document of its first page.

    The flag "further_pages" stays if the last page leads to another one.
    """
    if not later:
        return
    document.later = list(later)
    seen = {block.text for block in document.blocks}
    position = len(document.blocks)
    for part in later:
        for block in _repeated(list(part.kept()), seen):
            block.remove(STAGE, "on_earlier_page", "stands on an earlier page of the story too")
        seen.update(block.text for block in part.blocks)
        for block in part.blocks:
            block.position += position
        position += len(part.blocks)
        document.rights += [statement for statement in part.rights if statement not in document.rights]
        document.score = document.score if part.dropped else min(document.score, part.score)
    _join_flags(document)


def _repeated(blocks: Sequence[Block], seen: set[str]) -> list[Block]:
    """Return the blocks of a later page whose texts were seen before: at both ends, and anywhere if they are long."""

    def is_seen(block: Block) -> bool:
        return block.text in seen

    ends = [*takewhile(is_seen, blocks), *takewhile(is_seen, reversed(blocks))]
    return [*ends, *(block for block in blocks if block.words >= MIN_REPEATED_WORDS and is_seen(block))]


def _join_flags(document: Document) -> None:
    flags: list[Flag] = [flag for flag in document.flags if flag != "further_pages"]
    flags += [flag for part in document.later for flag in part.flags if flag not in _FLAGS_OF_FIRST]
    flags += [flag for flag in document.later[-1].flags if flag == "further_pages"]
    document.flags = list(dict.fromkeys(flags))


def joined_links(document: Document) -> list[LinkRecord]:
    """Return the links in the text of all pages of a story. Their blocks are numbered from the first page on."""
    links = (
        LinkRecord(block=start + link["block"], text=link["text"], url=link["url"])
        for start, part in _with_starts(document)
        for link in links_of(part)
    )
    return list(islice(links, MAX_LINKS_OF_ARTICLE))


def joined_images(images: Sequence[Image], document: Document) -> list[Image]:
    """Return the pictures of all pages of a story, each once, with their positions.

    `images` are those of the first page. Of a later page, only pictures that it shows are added.
    """
    found = placed(images, document)
    keys = {picture_key(image.url) for image in found if image.url}
    for start, part in islice(_with_starts(document), 1, None):
        for image in placed(sanitize(part.metadata)[0].images, part):
            if image.url and image.position is not None and picture_key(image.url) not in keys:
                keys.add(picture_key(image.url))
                found.append(replace(image, position=start + image.position))
    return found[:MAX_ITEMS]


def _with_starts(document: Document) -> Iterator[tuple[int, Document]]:
    """Yield each page of a story after the number of kept blocks before it."""
    starts = accumulate((sum(1 for _ in part.kept()) for part in document.parts), initial=0)
    return zip(starts, document.parts, strict=False)
