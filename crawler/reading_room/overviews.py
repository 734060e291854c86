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
    article_path,
    page_path,
    shelf_folder,
)  # fmt: skip
from crawler.reading_room.catalogue import Catalogue, Shelf
from crawler.reading_room.languages import language_name

FRONT_ARTICLES = 60
FRONT_STORIES = 6
FRONT_STORY_DAYS = 3  # newest days whose stories the front page shows
FRONT_NAMES = 12  # days on the front page, and as many sources and languages

Story = tuple[str, int, int, str]  # id, articles, sources, newest moment


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
    stories = sorted(catalogue.stories(since), key=lambda story: (story[2], story[1], story[3]), reverse=True)
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
    names = found[::-1] if shelf == "day" else sorted(found, key=lambda each: -each[1])
    title = {"day": "Days", "source": "Sources", "language": "Languages"}[shelf]
    most = max(count for _, count, _ in found)
    items = [_bar(shelf, name, count, most, "") for name, count, _ in names[:FRONT_NAMES]]
    everything = {"day": DAYS, "source": SOURCES, "language": LANGUAGES}[shelf]
    heading = E("h2", E("a", {"href": everything}, title), E("span", {"class": "soft"}, f" {len(found):,}"))
    return E("section", heading, E("ol", {"class": "bars"}, *items))


def _bar(shelf: Shelf, name: str, count: int, most: int, root: str) -> HtmlElement:
    """Return a link to a list, with its number of articles and a bar."""
    shown = {"language": language_name(name), "day": f"{date.fromisoformat(name):%a} {name}" if shelf == "day" else ""}
    link = E(
        "a", {"href": f"{root}{page_path(shelf_folder(shelf, name), None)}", "dir": "auto"}, shown.get(shelf) or name
    )
    bar = E("meter", {"value": str(count), "max": str(most), "aria-hidden": "true"})
    return E("li", link, E("span", {"class": "number"}, f"{count:,}"), bar)


def all_days(catalogue: Catalogue) -> str:
    """Return the list of all days, newest first, by months."""
    found = catalogue.shelves("day")[::-1]
    most = max((count for _, count, _ in found), default=1)
    sections = []
    for month, days in groupby(found, key=lambda each: each[0][:7]):
        items = [_bar("day", day, count, most, "") for day, count, _ in days]
        name = f"{date.fromisoformat(f'{month}-01'):%B %Y}"
        sections.append(E("section", E("h2", name), E("ol", {"class": "bars columns"}, *items)))
    return _overview("Days", DAYS, counted(len(found), "day"), sections)


def all_languages(catalogue: Catalogue) -> str:
    """Return the list of all languages, by their number of articles."""
    found = sorted(catalogue.shelves("language"), key=lambda each: (-each[1], each[0]))
    most = max((count for _, count, _ in found), default=1)
    items = [_bar("language", name, count, most, "") for name, count, _ in found]
    return _overview(
        "Languages", LANGUAGES, counted(len(found), "language"), [E("ol", {"class": "bars columns"}, *items)]
    )


def all_sources(catalogue: Catalogue, states: Mapping[str, str], *, has_workers: bool) -> str:
    """Return the list of all sources. `states` has the state of each source's last run."""
    found = catalogue.shelves("source")
    titles = ("source", "articles", "newest", "last run")
    head = E("thead", E("tr", *(E("th", {"scope": "col"}, title) for title in titles)))
    lines = [_source(name, count, newest, states.get(name, "")) for name, count, newest in found]
    health = E("p", E("a", {"href": HEALTH}, "Health of the sources"), ": alarms, failures and figures of every run")
    if has_workers:
        health.append(E("span", ". ", E("a", {"href": WORKERS}, "Workers"), ": due sources, and running crawls"))
    table = E("table", {"class": "sources"}, head, E("tbody", *lines))
    return _overview("Sources", SOURCES, counted(len(found), "source"), [health, table])


def _source(name: str, count: int, newest: str, state: str) -> HtmlElement:
    link = E("a", {"href": page_path(shelf_folder("source", name), None), "dir": "auto"}, name)
    badge = [E("span", {"class": f"state {state}"}, state)] if state else ["–"]
    return E(
        "tr",
        E("th", {"scope": "row"}, link),
        E("td", {"class": "number"}, f"{count:,}"),
        E("td", newest),
        E("td", *badge),
    )


def all_stories(catalogue: Catalogue, stories: Sequence[Story], page: int | None) -> str | None:
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


def _stories(catalogue: Catalogue, stories: Sequence[Story], root: str) -> list[HtmlElement]:
    return [item for story in stories if (item := _story(catalogue, story, root)) is not None]


def _story(catalogue: Catalogue, story: Story, root: str) -> HtmlElement | None:
    id, articles, sources, latest = story
    first = next(iter(catalogue.on("story", id, 0, 1)), None)
    if first is None:
        return None
    headline = E("a", {"class": "headline", "href": f"{root}{article_path(first.id)}", "dir": "auto"}, first.title)
    if first.language != "und":
        headline.set("lang", first.language)
    address = f"{root}{page_path(shelf_folder('story', id), None)}"
    facts = f"{counted(articles, 'article')} in {counted(sources, 'source')}"
    return E("li", headline, E("span", {"class": "meta"}, E("a", {"href": address}, facts), E("span", latest[:10])))


def _overview(title: str, path: str, facts: str, parts: Sequence[HtmlElement]) -> str:
    head = E("header", E("h1", title), E("p", {"class": "soft"}, facts))
    return sheet(title, [head, *parts], "room", place=Place(path))
