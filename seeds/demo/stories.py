"""Load the stories and editions of the demo newspaper from its data files.

The pages and the gold, the correct result of cleaning each page, are both made from these stories.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parent
# The mark at the start of a block, and the type of the block.
MARKS = {"## ": "heading", "- ": "list_item", "> ": "quote", "! ": "image"}
BLANK_LINE = re.compile(r"\n\s*\n")
INLINE = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<link>[^\]\n]+)\]\((?P<href>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a body; `type` is "paragraph" or a value of MARKS."""

    type: str
    text: str  # with the marks for **bold** and [links](address); for an image, the caption
    credit: str = ""  # only for an image


@dataclass(frozen=True, slots=True)
class Language:
    """The edition of the newspaper in one language, from languages/<code>.toml."""

    code: str
    site_name: str
    path_prefix: str  # such as "/de"; "" for the main edition
    date_format: str  # for str.format, with weekday, day, month, year and time
    weekdays: list[str]
    months: list[str]
    sections: dict[str, str]  # slug -> name
    clutter: dict[str, str]  # lines around the article, by name; may have $placeholders, like the files in designs/

    def date_text(self, moment: datetime) -> str:
        """Return the date as the edition prints it."""
        weekday, month = self.weekdays[moment.weekday()], self.months[moment.month - 1]
        return self.date_format.format(
            weekday=weekday, day=moment.day, month=month, year=moment.year, time=f"{moment:%H:%M}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article, from articles/<slug>.toml."""

    slug: str
    title: str
    language: str
    section: str  # slug of the section
    design: str  # stem of a file in designs/
    published: datetime
    pieces: tuple[Piece, ...]
    dek: str | None = None
    authors: tuple[str, ...] = ()
    modified: datetime | None = None
    tags: tuple[str, ...] = ()
    free: bool = True
    syndicated_from: str | None = None
    amp: bool = False  # also published as an AMP page

    @property
    def number(self) -> str:
        """The number that some designs put into the address."""
        return f"{self.published:%y%m%d%H%M}"

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return plain(next(piece.text for piece in self.pieces if piece.type == "paragraph"))


def plain(text: str) -> str:
    """Remove the marks for bold and links."""
    return INLINE.sub(lambda match: match["bold"] or match["link"], text)


def parse_body(body: str) -> tuple[Piece, ...]:
    """Split a body into blocks at blank lines and before list items.

    A block that begins with "## " is a heading, with "- " a list item, with "> " a quote, and with "! " a picture in
    the form "! caption | credit". Other blocks are paragraphs.
    """
    chunks = (part for chunk in BLANK_LINE.split(body.strip()) for part in re.split(r"\n(?=- )", chunk))
    return tuple(_piece(" ".join(chunk.split())) for chunk in chunks)


def load_stories() -> list[Story]:
    """Load every article of the newspaper, newest first."""
    stories = [_story(path) for path in (DEMO / "articles").glob("*.toml")]
    return sorted(stories, key=lambda story: (story.published, story.slug), reverse=True)


def load_languages() -> dict[str, Language]:
    """Load every edition, by language code."""
    return {
        path.stem: Language(code=path.stem, **tomllib.loads(path.read_text("utf-8")))
        for path in sorted((DEMO / "languages").glob("*.toml"))
    }


def _piece(chunk: str) -> Piece:
    for mark, kind in MARKS.items():
        if chunk.startswith(mark):
            text, _, credit = chunk.removeprefix(mark).partition(" | ")
            return Piece(kind, text, credit)
    return Piece("paragraph", chunk)


def _story(path: Path) -> Story:
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    body = data.pop("body")
    for key in ("authors", "tags"):
        data[key] = tuple(data.get(key, ()))
    return Story(slug=path.stem, pieces=parse_body(body), **data)


def related(story: Story, stories: list[Story], count: int) -> list[Story]:
    """Return the next `count` stories in the same language, or all others; the first story follows the last."""
    same_language = [other for other in stories if other.language == story.language]
    start = same_language.index(story) + 1
    end = start + min(count, len(same_language) - 1)
    return [same_language[index % len(same_language)] for index in range(start, end)]
