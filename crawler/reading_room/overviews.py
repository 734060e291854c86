"""Render the front page, and the lists of all days, sources, languages and stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.design.masthead import Place
from crawler.design.sheet import sheet
from crawler.messages.wording import counted
from crawler.reading_room import listing
from crawler.reading_room.addresses import (
    DAYS,
    FRONT,
    HEALTH,
    LANGUAGES,
    SOURCES,
    STORIES,
    WORKERS,
    page_path,
    shelf_path,
)  # fmt: skip
from crawler.reading_room.catalogue import Catalogue, Shelf, ShelfSize, StorySize
from crawler.reading_room.languages import language_name

FRONT_ARTICLES = 60
FRONT_STORIES = 6
FRONT_STORY_DAYS = 3  # newest days whose stories the front page shows
FRONT_NAMES = 12  # days on the front page, and as many sources and languages


def front(catalogue: Catalogue) -> str:
    """Return the front page: the stories with the most sources, the newest articles, and lists."""
    place = Place(FRONT)
    newest = catalogue.newest(FRONT_ARTICLES)
    if not newest:
        empty = E("p", "The store has no article yet. Start a crawl: newsgalley crawl news")
        return sheet("Reading room", [E("h1", "Reading room"), empty], "room", place=place)
    total = counted(catalogue.total(), "article")
    head = E(
        "header",
        E("h1", "Reading room"),
        E("p", {"class": "soft"}, f"{total}, up to {listing.day_name(newest[0].day)}"),
    )
    articles = listing.days(newest, place.root, catalogue.story_sizes(newest))
    main = E("div", {"class": "newest"}, *articles, E("p", E("a", {"href": DAYS}, "All days")))
    side = E("aside", {"aria-label": "Lists"}, *(_side(catalogue, shelf) for shelf in ("day", "source", "language")))
    return sheet(
        "Reading room",
        [head, *_front_stories(catalogue, newest[0].day), E("div", {"class": "front"}, main, side)],
        "room",
        place=place,
    )


def _front_stories(catalogue: Catalogue, newest_day: str) -> list[HtmlElement]:
    since = (date.fromisoformat(newest_day) - timedelta(days=FRONT_STORY_DAYS - 1)).isoformat()
    stories = catalogue.stories(since)
    stories.sort(key=lambda story: (story.sources, story.articles, story.newest), reverse=True)
    if not stories:
        return []
    more = E("p", E("a", {"href": page_path(STORIES, None)}, "All stories of several articles"))
    items = _stories(catalogue, stories[:FRONT_STORIES], "")
    return [
        E("section", {"class": "told"}, E("h2", "Told more than once"), E("ol", {"class": "stories"}, *items), more)
    ]


def _side(catalogue: Catalogue, shelf: Shelf) -> HtmlElement:
    """Return the newest days, or the sources or languages with the most articles."""
    found = catalogue.shelves(shelf)
    names = found[::-1] if shelf == "day" else sorted(found, key=lambda each: -each.articles)
    title = {"day": "Days", "source": "Sources", "language": "Languages"}[shelf]
    most = max(each.articles for each in found)
    items = [_bar(shelf, each, most) for each in names[:FRONT_NAMES]]
    everything = {"day": DAYS, "source": SOURCES, "language": LANGUAGES}[shelf]
    heading = E("h2", E("a", {"href": everything}, title), E("span", {"class": "soft"}, f" {len(found):,}"))
    return E("section", heading, E("ol", {"class": "bars"}, *items))


def _bar(shelf: Shelf, size: ShelfSize, most: int) -> HtmlElement:
    """Return a link to a shelf, with its number of articles and a bar; the bar of `most` articles is full."""
    name = size.name
    shown = {"language": language_name(name), "day": f"{date.fromisoformat(name):%a} {name}" if shelf == "day" else ""}
    link = E("a", {"href": f"{shelf_path(shelf, name)}", "dir": "auto"}, shown.get(shelf) or name)
    bar = E("meter", {"value": str(size.articles), "max": str(most), "aria-hidden": "true"})
    return E("li", link, E("span", {"class": "number"}, f"{size.articles:,}"), bar)


def all_days(catalogue: Catalogue) -> str:
    """Return the list of all days, newest first, by months."""
    found = catalogue.shelves("day")[::-1]
    most = max((each.articles for each in found), default=1)
    sections = []
    for month, days in groupby(found, key=lambda each: each.name[:7]):
        items = [_bar("day", day, most) for day in days]
        name = f"{date.fromisoformat(f'{month}-01'):%B %Y}"
        sections.append(E("section", E("h2", name), E("ol", {"class": "bars columns"}, *items)))
    return _overview("Days", DAYS, counted(len(found), "day"), sections)


def all_languages(catalogue: Catalogue) -> str:
    """Return the list of all languages, by their number of articles."""
    found = sorted(catalogue.shelves("language"), key=lambda each: (-each.articles, each.name))
    most = max((each.articles for each in found), default=1)
    items = [_bar("language", each, most) for each in found]
    return _overview(
        "Languages", LANGUAGES, counted(len(found), "language"), [E("ol", {"class": "bars columns"}, *items)]
    )


def all_sources(catalogue: Catalogue, states: Mapping[str, str], *, has_workers: bool) -> str:
    """Return the list of all sources. `states` has the state of each source's last run."""
    found = catalogue.shelves("source")
    titles = ("source", "articles", "newest", "last run")
    head = E("thead", E("tr", *(E("th", {"scope": "col"}, title) for title in titles)))
    lines = [_source(each, states.get(each.name, "")) for each in found]
    health = E("p", E("a", {"href": HEALTH}, "Health of the sources"), ": alarms, failures and figures of every run")
    if has_workers:
        health.append(E("span", ". ", E("a", {"href": WORKERS}, "Workers"), ": due sources, and running crawls"))
    table = E("table", {"class": "sources"}, head, E("tbody", *lines))
    return _overview("Sources", SOURCES, counted(len(found), "source"), [health, table])


def _source(size: ShelfSize, state: str) -> HtmlElement:
    link = E("a", {"href": shelf_path("source", size.name), "dir": "auto"}, size.name)
    badge = [E("span", {"class": f"state {state}"}, state)] if state else ["–"]
    return E(
        "tr",
        E("th", {"scope": "row"}, link),
        E("td", {"class": "number"}, f"{size.articles:,}"),
        E("td", size.newest_day),
        E("td", *badge),
    )


def all_stories(catalogue: Catalogue, stories: Sequence[StorySize], page: int | None) -> str | None:
    """Return a page of the stories of several articles, which are given newest last; `page` None is the newest."""
    if page is not None and not 1 <= page <= listing.numbered_pages(len(stories)):
        return None
    path = page_path(STORIES, page)
    start, count = listing.bounds(page, len(stories))
    items = _stories(catalogue, stories[start : start + count][::-1], Place(path).root)
    listed = E("ol", {"class": "stories"}, *items) if items else E("p", "No story has several articles.")
    steps = listing.steps(STORIES, page, len(stories), Place(path).root)
    facts = "Articles whose texts are near-duplicates"
    return _overview("Stories told more than once", path, facts, [listed, *steps])


def _stories(catalogue: Catalogue, stories: Sequence[StorySize], root: str) -> list[HtmlElement]:
    return [item for story in stories if (item := _story(catalogue, story, root)) is not None]


def _story(catalogue: Catalogue, story: StorySize, root: str) -> HtmlElement | None:
    first = next(iter(catalogue.on("story", story.id, 0, 1)), None)
    if first is None:
        return None
    address = f"{root}{shelf_path('story', story.id)}"
    facts = f"{counted(story.articles, 'article')} in {counted(story.sources, 'source')}"
    notes = E("span", {"class": "meta"}, E("a", {"href": address}, facts), E("span", story.newest[:10]))
    return E("li", listing.headline(first, root), notes)


def _overview(title: str, path: str, facts: str, parts: Sequence[HtmlElement]) -> str:
    head = E("header", E("h1", title), E("p", {"class": "soft"}, facts))
    return sheet(title, [head, *parts], "room", place=Place(path))
