"""Render stories as HTML with the designs of the demo newspaper.

A design is an HTML file that is split into named parts, each a template with $placeholders.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from string import Template

from seeds.demo.stories import DEMO, INLINE, Language, Piece, Story

PART_MARK = re.compile(r"<!-- part: ([\w ]+) -->\n")
TEASER_WORDS = 18

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Design:
    """One page design of the newspaper: its parts by name.

    `page` is the whole page, `address` the path of an article, and `encoding` the charset. `after N` follows the N-th
    block of the body, and `closing` the last one. Other parts are inserted once per row, such as a teaser card, or
    left out.
    """

    parts: dict[str, Template]

    def fill(self, part: str, values: Values) -> str:
        """Return a part with its $placeholders replaced; raise KeyError if a value is missing."""
        return self.parts[part].substitute(values)

    def fill_all(self, part: str, rows: Iterable[Values], values: Values) -> str:
        """Return a part once per row; return "" if the design has no such part."""
        return "".join(self.fill(part, {**values, **row}) for row in rows) if part in self.parts else ""

    @property
    def encoding(self) -> str:
        """The charset of the design's pages."""
        return self.fill("encoding", {}).strip() if "encoding" in self.parts else "utf-8"


def load_designs() -> dict[str, Design]:
    """Load every design, by the name of its file."""
    return {path.stem: _parse(path.read_text("utf-8")) for path in sorted((DEMO / "designs").glob("*.html"))}


def _parse(text: str) -> Design:
    names_and_texts = PART_MARK.split(text)[1:]
    return Design(
        {name: Template(body) for name, body in zip(names_and_texts[::2], names_and_texts[1::2], strict=True)}
    )


def inline_html(text: str) -> str:
    """Convert the text of one block to HTML, with its **bold** and [links](address)."""

    def tag(match: re.Match[str]) -> str:
        if match["bold"]:
            return f"<strong>{match['bold']}</strong>"
        return f'<a href="{match["href"]}">{match["link"]}</a>'

    return INLINE.sub(tag, escape(text, quote=False))


def body_html(design: Design, pieces: Iterable[Piece], values: Values) -> str:
    """Return the body of an article as HTML, with the parts that the design inserts between blocks."""
    runs = [
        list(run)
        for _, run in groupby(enumerate(pieces), key=lambda item: "list" if item[1].type == "list_item" else item[0])
    ]
    parts: list[str] = []
    for count, run in enumerate(runs, start=1):
        parts.append(_run_html(design, [piece for _, piece in run], values))
        if f"after {count}" in design.parts:
            parts.append(design.fill(f"after {count}", values))
    parts.append(design.fill_all("closing", [{}], values))
    return "".join(parts)


def _run_html(design: Design, run: list[Piece], values: Values) -> str:
    """Return one block, or all items of one list, as HTML."""
    if run[0].type == "list_item":
        items = design.fill_all("list_item", ({"text": inline_html(piece.text)} for piece in run), values)
        return design.fill("list", {**values, "items": items})
    row = {"text": inline_html(run[0].text), "credit": escape(run[0].credit)}
    return design.fill(run[0].type, {**values, **row})


def teaser(story: Story) -> str:
    """Return the first words of a story and an ellipsis, as on a teaser card."""
    return " ".join(story.lead.split()[:TEASER_WORDS]) + "..."


def json_ld(story: Story, language: Language, base_url: str, url: str) -> str:
    """Return the story as a schema.org NewsArticle, safe inside a script element."""
    organisation = {
        "@type": "NewsMediaOrganization",
        "name": language.site_name,
        "url": base_url + language.path_prefix + "/",
    }
    record = {
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.dek or story.lead,
        "mainEntityOfPage": url,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": organisation,
        "articleSection": language.sections[story.section],
        "keywords": list(story.tags),
        "inLanguage": story.language,
        "isAccessibleForFree": story.free,
        "image": [f"{base_url}/media/{story.slug}.png"],
    }
    return json.dumps(record, ensure_ascii=False).replace("</", "<\\/")


def clutter_lines(story: Story, language: Language) -> dict[str, str]:
    """Return the edition's clutter lines for a story, by name, with placeholders replaced but not escaped."""
    names = {
        "site_name": language.site_name,
        "syndicated_from": story.syndicated_from or "",
        "author": story.authors[0] if story.authors else language.site_name,
    }
    return {key: Template(line).substitute(names) for key, line in language.clutter.items()}
