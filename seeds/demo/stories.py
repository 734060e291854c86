"""The articles of the demo newspaper as data: what its pages are made of, and the gold that a cleaner is held to."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parent
MARKS = {"## ": "heading", "- ": "list_item", "> ": "quote", "! ": "image"}
BLANK_LINE = re.compile(r"\n\s*\n")
INLINE = re.compile(r"\*\*(?P<bold>[^*\n]+)\*\*|\[(?P<link>[^\]\n]+)\]\((?P<href>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a body; `type` is "paragraph" or a value of MARKS, a picture has its credit beside the caption."""

    type: str
    text: str  # with **bold** and [links](address) still marked
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """An edition of the newspaper, from languages/<code>.toml."""

    code: str
    site_name: str
    edition: str  # path prefix such as "/de", "" for the main edition
    date_format: str  # str.format with weekday, day, month, year, time
    weekdays: list[str]
    months: list[str]
    sections: dict[str, str]  # slug -> name
    clutter: dict[str, str]  # lines that are no part of any article; $placeholders as in the designs

    def date_text(self, moment: datetime) -> str:
        """The date as the edition prints it."""
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
    amp: bool = False  # there is an AMP variant beside it

    @property
    def number(self) -> str:
        """What the addresses of some designs call the article by."""
        return f"{self.published:%y%m%d%H%M}"

    @property
    def lead(self) -> str:
        """The first paragraph."""
        return plain(next(piece.text for piece in self.pieces if piece.type == "paragraph"))


def plain(text: str) -> str:
    """The text without the marks for bold and links."""
    return INLINE.sub(lambda match: match["bold"] or match["link"], text)


def parse_body(body: str) -> tuple[Piece, ...]:
    """Cut a body at blank lines; list items may follow each other line by line.

    A block is a paragraph, or begins with "## " (heading), "- " (list item), "> " (quote) or "! " (picture, written
    "! caption | credit").
    """
    chunks = (part for chunk in BLANK_LINE.split(body.strip()) for part in re.split(r"\n(?=- )", chunk))
    return tuple(_piece(" ".join(chunk.split())) for chunk in chunks)


def load_stories(folder: Path = DEMO / "articles") -> list[Story]:
    """Every article of the newspaper, newest first."""
    stories = [_story(path) for path in folder.glob("*.toml")]
    return sorted(stories, key=lambda story: (story.published, story.slug), reverse=True)


def load_languages(folder: Path = DEMO / "languages") -> dict[str, Language]:
    """Every edition, by its language's code."""
    return {
        path.stem: Language(code=path.stem, **tomllib.loads(path.read_text("utf-8")))
        for path in sorted(folder.glob("*.toml"))
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
    """The next stories in the same language, going round at the end."""
    peers = [other for other in stories if other.language == story.language]
    start = peers.index(story) + 1
    return [peers[index % len(peers)] for index in range(start, start + min(count, len(peers) - 1))]
