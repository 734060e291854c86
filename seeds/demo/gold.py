"""The gold of the demo newspaper: the correct result of cleaning each article."""

from __future__ import annotations

from html import unescape
from typing import TypedDict

from seeds.demo.rendering import clutter_lines
from seeds.demo.site import Site
from seeds.demo.stories import MARKS, Story, plain

CARD_FIELDS = ("label", "card_title", "teaser_text")


class Gold(TypedDict):
    """The correct fields of one article; `paragraphs` is the body in order, with headings, list items and quotes."""

    url: str
    title: str
    subtitle: str | None
    paragraphs: list[str]
    captions: list[str]
    authors: list[str]
    date_published: str  # RFC 3339
    language: str
    section: str
    tags: list[str]
    is_accessible_for_free: bool | None  # None if the design does not say
    syndicated_from: str | None
    clutter: list[str]  # whole lines of the page; none may be a line of the text


def gold(story: Story, site: Site) -> Gold:
    """Return the gold of one story, derived only from its data file."""
    language = site.languages[story.language]
    return Gold(
        url=site.url(story),
        title=story.title,
        subtitle=story.dek,
        paragraphs=[plain(piece.text) for piece in story.pieces if piece.type != "image"],
        captions=[plain(piece.text) for piece in story.pieces if piece.type == "image"],
        authors=list(story.authors),
        date_published=story.published.isoformat(),
        language=story.language,
        section=language.sections[story.section],
        tags=list(story.tags),
        is_accessible_for_free=story.free if _declares_access(story, site) else None,
        syndicated_from=story.syndicated_from,
        clutter=_clutter(story, site),
    )


def site_gold(base_url: str) -> list[Gold]:
    """Return the gold of every article of the newspaper at `base_url`, newest first."""
    site = Site(base_url.rstrip("/"))
    return [gold(story, site) for story in site.stories]


def _declares_access(story: Story, site: Site) -> bool:
    """Return True if the story's page has JSON-LD, which says whether the article is free."""
    return "json_ld" in site.designs[story.design].parts["page"].get_identifiers()


def _clutter(story: Story, site: Site) -> list[str]:
    """Return the lines of the edition that the story's design shows, and the texts of its teaser cards."""
    rows = site.rows(story)
    absent_types = set(MARKS.values()) - {piece.type for piece in story.pieces}
    placeholders = {
        part: set(template.get_identifiers())
        for part, template in site.designs[story.design].parts.items()
        if part not in absent_types and rows.get(part, [{}])  # a part without rows is left out of the page
    }
    shown = set().union(*placeholders.values())
    lines = clutter_lines(story, site.languages[story.language])
    if story.syndicated_from:
        lines["appeared_first"] += " " + story.syndicated_from
    if "read_also_title" in shown:
        lines["read_also"] += " " + site.read_also(story).title
    cards = [
        unescape(row[name])
        for part in ("card", "sidebar_item")
        for row in rows[part]
        for name in CARD_FIELDS
        if name in placeholders.get(part, ())
    ]
    return list(dict.fromkeys([line for key, line in lines.items() if key in shown] + cards))
