"""Build the demo newspaper: every path, with its content type and body."""

from __future__ import annotations

import base64
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from html import escape
from typing import Any

from seeds.demo import feeds
from seeds.demo.rendering import Design, body_html, clutter_lines, json_ld, load_designs, teaser
from seeds.demo.stories import DEMO, Language, Story, load_languages, load_stories, related

Pages = dict[str, tuple[str, bytes]]  # path -> content type, body

CARDS = 4  # teasers below an article
SIDEBAR_TEASERS = 5
NEWS_SITEMAP_ENTRIES = 12  # only the newest articles, as in real news sitemaps
FEED_ENTRIES = 20
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
PDF_PATH = "/documents/harbour-budget-2025.pdf"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
PDF += b"trailer<</Root 1 0 R>>\n%%EOF\n"


def slug(name: str) -> str:
    """Return a name as a slug: its ASCII letters in lower case, with hyphens between the words."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"\W+", "-", ascii_name.lower()).strip("-")


@dataclass(frozen=True)
class Site:
    """The newspaper at one base URL: its data, and the pages rendered from it."""

    base_url: str  # without a slash at the end
    stories: list[Story] = field(default_factory=load_stories)
    languages: dict[str, Language] = field(default_factory=load_languages)
    designs: dict[str, Design] = field(default_factory=load_designs)

    def path(self, story: Story, design: str | None = None) -> str:
        """Return the path of a story, in its own design or in another such as "amp"."""
        values = {
            "edition": self.languages[story.language].path_prefix,
            "section": story.section,
            "slug": story.slug,
            "number": story.number,
            "date": f"{story.published:%Y/%m/%d}",
        }
        return self.designs[design or story.design].fill("address", values).strip()

    def url(self, story: Story) -> str:
        """Return the absolute address of a story."""
        return self.base_url + self.path(story)

    def entries(self, stories: list[Story]) -> list[feeds.Entry]:
        """Pair stories with their addresses, for feeds and sitemaps."""
        return [(self.url(story), story) for story in stories]

    def rows(self, story: Story) -> dict[str, list[dict[str, str]]]:
        """Return the rows for each part of a design that a story's page can repeat or leave out."""
        language = self.languages[story.language]
        prefix = language.path_prefix
        cards = related(story, self.stories, CARDS)
        sidebar = related(story, self.stories, CARDS + SIDEBAR_TEASERS)[CARDS:]
        return {
            "nav_item": [self._link(label, f"{prefix}/{key}/") for key, label in language.sections.items()],
            "card": [self._card(other) for other in cards],
            "sidebar_item": [self._card(other) for other in sidebar],
            "tag": [self._link(tag, f"{prefix}/tag/{slug(tag)}") for tag in story.tags],
            "byline": [self._link(name, f"{prefix}/author/{slug(name)}") for name in story.authors],
            "dek": [{}] if story.dek else [],
            "author_box": [{}] if story.authors else [],
            "paywall": [] if story.free else [{}],
            "syndication": [{}] if story.syndicated_from else [],
            "amp_link": [{"amp_url": self.base_url + self.path(story, "amp")}] if story.amp else [],
        }

    def read_also(self, story: Story) -> Story:
        """Return the story that a "read also" link between the paragraphs recommends."""
        return related(story, self.stories, CARDS + SIDEBAR_TEASERS)[-1]

    def story_html(self, story: Story, design: Design) -> str:
        """Return the page of a story in a design."""
        values = self._story_values(story)
        for part, rows in self.rows(story).items():
            values[f"{part}_html"] = design.fill_all(part, rows, values)
        values["body_html"] = body_html(design, story.pieces, values)
        return design.fill("page", values)

    def listing_html(self, title: str, language: Language, stories: list[Story], extra: str = "") -> str:
        """Return a page of teasers: a front page, section, tag page or author page."""
        design = self.designs["listing"]
        values = {
            **self._edition_values(language),
            "title": escape(title),
            "extra_html": extra,
        }
        sections = [self._link(name, f"{language.path_prefix}/{key}/") for key, name in language.sections.items()]
        editions = [self._link(other.site_name, f"{other.path_prefix}/") for other in self.languages.values()]
        values["nav_item_html"] = design.fill_all("nav_item", sections, values)
        values["edition_item_html"] = design.fill_all("edition_item", editions, values)
        values["teaser_html"] = design.fill_all("teaser", [self._card(story) for story in stories], values)
        return design.fill("page", values)

    def notice_html(self, title: str, body: str) -> str:
        """Return a page without teasers or article: a login, a consent wall or an error."""
        values = {**self._edition_values(self.languages["en"]), "title": escape(title), "body_html": body}
        return self.designs["notice"].fill("page", values)

    def _edition_values(self, language: Language) -> dict[str, str]:
        values = {
            "base": self.base_url,
            "home": self.base_url + language.path_prefix + "/",
            "edition": language.path_prefix,
            "site_name": escape(language.site_name),
            "language": language.code,
        }
        lines = {key: escape(line) for key, line in language.clutter.items() if "$" not in line}
        return {**lines, **values}

    def _story_values(self, story: Story) -> dict[str, str]:
        language = self.languages[story.language]
        url = self.url(story)
        read_also = self.read_also(story)
        texts = clutter_lines(story, language) | {
            "url": url,
            "number": story.number,
            "title": story.title,
            "dek_text": story.dek or "",
            "description": story.dek or story.lead,
            "section": story.section,
            "section_name": language.sections[story.section],
            "authors": ", ".join(story.authors),
            "published": story.published.isoformat(),
            "modified": (story.modified or story.published).isoformat(),
            "date_text": language.date_text(story.published),
            "keywords": ", ".join(story.tags),
            "image_url": f"{self.base_url}/media/{story.slug}.png",
            "syndicated_name": story.syndicated_from or "",
            "read_also_title": read_also.title,
            "read_also_url": self.path(read_also),
        }
        values = self._edition_values(language) | {key: escape(text) for key, text in texts.items()}
        values["json_ld"] = json_ld(story, language, self.base_url, url)
        return values

    def _link(self, label: str, path: str) -> dict[str, str]:
        return {"label": escape(label), "link": escape(path)}

    def _card(self, story: Story) -> dict[str, str]:
        label = self.languages[story.language].sections[story.section]
        return {
            **self._link(label, self.path(story)),
            "card_title": escape(story.title),
            "teaser_text": escape(teaser(story)),
            "card_image": f"/media/{story.slug}.png",
        }


def build_site(base_url: str) -> Pages:
    """Return every path of the newspaper at `base_url`, with the content type and body of its answer."""
    site = Site(base_url.rstrip("/"))
    pages = _article_pages(site) | _listing_pages(site) | _notice_pages(site) | _feed_pages(site)
    robots = f"User-agent: *\nDisallow: /internal/\nCrawl-delay: 0\n\nSitemap: {site.base_url}/sitemap.xml\n"
    pages["/robots.txt"] = ("text/plain; charset=utf-8", robots.encode())
    pages[PDF_PATH] = ("application/pdf", PDF)
    return pages


def _html(text: str) -> tuple[str, bytes]:
    return "text/html; charset=utf-8", text.encode()


def _article_pages(site: Site) -> Pages:
    pages: Pages = {}
    for story in site.stories:
        design = site.designs[story.design]
        html = site.story_html(story, design)
        pages[site.path(story)] = ("text/html", html.encode(design.encoding, "xmlcharrefreplace"))
        pages[f"/media/{story.slug}.png"] = ("image/png", PIXEL)
        if story.amp:
            pages[site.path(story, "amp")] = _html(site.story_html(story, site.designs["amp"]))
    return pages


def _listing_pages(site: Site) -> Pages:
    pages: Pages = {}
    for language in site.languages.values():
        extra = "".join(_notice_links(site)) if not language.path_prefix else ""
        for path, (title, listed) in _listings(site, language).items():
            is_front_page = path == f"{language.path_prefix}/"
            pages[path] = _html(site.listing_html(title, language, listed, extra if is_front_page else ""))
    return pages


def _listings(site: Site, language: Language) -> dict[str, tuple[str, list[Story]]]:
    """Return the title and the stories of each listing of a language by its path."""
    stories = [story for story in site.stories if story.language == language.code]
    listings = {f"{language.path_prefix}/": (language.site_name, stories)}
    for key, name in language.sections.items():
        listings[f"{language.path_prefix}/{key}/"] = (name, [s for s in stories if s.section == key])
    for tag in {tag for story in stories for tag in story.tags}:
        listings[f"{language.path_prefix}/tag/{slug(tag)}"] = (tag, [s for s in stories if tag in s.tags])
    for name in {name for story in stories for name in story.authors}:
        listings[f"{language.path_prefix}/author/{slug(name)}"] = (name, [s for s in stories if name in s.authors])
    return listings


def _notices() -> list[dict[str, Any]]:
    notices: list[dict[str, Any]] = tomllib.loads((DEMO / "notices.toml").read_text("utf-8"))["notice"]
    return notices


def _notice_pages(site: Site) -> Pages:
    notices = [notice for notice in _notices() if "body" in notice]
    return {notice["path"]: _html(site.notice_html(notice["title"], notice["body"])) for notice in notices}


def _notice_links(site: Site) -> list[str]:
    """Return the extra links of the front page: traps, a PDF, and other addresses of an article it already lists."""
    story = next(story for story in site.stories if story.amp)
    links = [(notice["link"], notice["path"]) for notice in _notices() if "link" in notice]
    links.append((story.title, site.path(story, "amp")))
    links.append((story.title, site.path(story) + "?utm_source=front&utm_medium=box&fbclid=Zx9"))
    links.append(("The harbour budget for 2025 as a document (PDF)", PDF_PATH))
    design = site.designs["listing"]
    return [design.fill("box_item", {"label": escape(label), "link": escape(path)}) for label, path in links]


def _feed_pages(site: Site) -> Pages:
    english = [story for story in site.stories if story.language == "en"]
    german_town = [story for story in site.stories if (story.language, story.section) == ("de", "stadt")]
    name, home = site.languages["en"].site_name, site.base_url + "/"
    sitemaps = [f"{site.base_url}/sitemap-news.xml", f"{site.base_url}/sitemap-articles.xml"]
    entries = site.entries(site.stories)
    xml = {
        "/sitemap.xml": feeds.sitemap_index(sitemaps),
        "/sitemap-news.xml": feeds.news_sitemap(entries[:NEWS_SITEMAP_ENTRIES], site.languages),
        "/sitemap-articles.xml": feeds.sitemap(entries),
    }
    pages = {path: ("application/xml", text.encode()) for path, text in xml.items()}
    rss = feeds.rss(name, home, site.entries(english)[:FEED_ENTRIES])
    comments = feeds.comments_rss(name, home, site.entries(english)[:3])
    atom = feeds.atom("Hafenkurier: Stadt", home + "de/stadt/", site.entries(german_town))
    pages["/rss.xml"] = ("application/rss+xml; charset=utf-8", rss.encode())
    pages["/comments/feed"] = ("application/rss+xml; charset=utf-8", comments.encode())
    pages["/de/stadt/atom.xml"] = ("application/atom+xml; charset=utf-8", atom.encode())
    return pages
