"""A site's canonical addresses show which query parameters change nothing."""

from __future__ import annotations

from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import Paper, source_file


def story(paper: Paper, path: str, query: str, canonical: str | None, title: str) -> str:
    head = f'<link rel="canonical" href="{paper.base}{canonical}">' if canonical else ""
    return paper.article(f"{path}?{query}", title, head=head)


def crawl(paper: Paper, scrapy: Scrapy, *links: str) -> list[str]:
    before = len(paper.asked)
    scrapy("crawl", "news", "-a", source_file(scrapy.folder, paper, feeds=[paper.feed("/rss.xml", *links)]))
    return [path for path in paper.paths()[before:] if path.startswith("/2026")]


def test_a_parameter_that_canonical_addresses_leave_out_makes_no_other_article(paper: Paper, scrapy: Scrapy) -> None:
    paths = [f"/2026/03/story-of-day-{n}" for n in range(3)]
    crawl(paper, scrapy, *(story(paper, path, f"visit={path[-1]}", path, f"Day {path[-1]}") for path in paths))
    paper.article("/2026/03/harbour-wall", "Harbour wall")
    links = [f"{paper.base}/2026/03/harbour-wall?visit={n}" for n in (71, 72)]
    assert crawl(paper, scrapy, *links, f"{paper.base}{paths[0]}?visit=9") == ["/2026/03/harbour-wall"]


def test_a_parameter_that_a_canonical_address_keeps_chooses_an_article(paper: Paper, scrapy: Scrapy) -> None:
    paths = [f"/2026/03/story-of-day-{n}" for n in range(3)]
    links = [story(paper, path, "nr=1", path, f"Day {path[-1]}") for path in paths]
    links.append(story(paper, "/2026/03/day-book", "nr=2", "/2026/03/day-book?nr=2", "Day book"))
    crawl(paper, scrapy, *links)
    query = story(paper, "/2026/03/harbour-wall", "nr=3", None, "Harbour wall")
    assert crawl(paper, scrapy, query) == ["/2026/03/harbour-wall?nr=3"]


def test_a_parameter_whose_values_show_different_texts_chooses_an_article(paper: Paper, scrapy: Scrapy) -> None:
    links = []
    for section in ("city", "sport", "culture"):
        path = f"/2026/{section}/story.php"  # all its stories claim the address without the number
        links += [story(paper, path, f"nr={n}", path, f"{section.title()} story number {n}") for n in (1, 2)]
    crawl(paper, scrapy, *links)
    third = story(paper, "/2026/city/story.php", "nr=3", "/2026/city/story.php", "A third story from the city")
    assert crawl(paper, scrapy, third) == ["/2026/city/story.php?nr=3"]
