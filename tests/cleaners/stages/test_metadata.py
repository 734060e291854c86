import json
import os
import re
import subprocess
import sys
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from lxml.html import document_fromstring, tostring

from cleaners.document import Document
from cleaners.metadata import Author, Image, Metadata
from cleaners.page import Page
from cleaners.stages.metadata import metadata

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
URL = "https://www.daily.example/politics/the-bridge-opens"
ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "The bridge opens",
    "mainEntityOfPage": URL,
    "datePublished": "2024-05-01T10:20:30+02:00",
    "dateModified": "2024-05-02T08:00:00+02:00",
    "author": [
        {"@type": "Person", "name": "Ada Berg", "url": "/authors/ada"},
        {"@type": "Organization", "name": "Daily"},
    ],
    "publisher": {"@type": "Organization", "name": "The Daily"},
    "image": {"@type": "ImageObject", "url": "/pictures/1.jpg", "caption": "The bridge", "creditText": "Bo Lind"},
    "articleSection": "Politics",
    "keywords": ["bridge", "river"],
    "inLanguage": "en-GB",
}


def read(head: str = "", body: str = "<p>Text.</p>", url: str = URL, lang: str = "en") -> Metadata:
    document = Document(Page(body="", url=url, fetched_at="2026-06-01T12:00:00Z"))
    document.tree = document_fromstring(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>")
    metadata(document)
    return document.metadata


def ld(**changes: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(ARTICLE | changes)}</script>'


def meta(**tags: str) -> str:
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in tags.items())


def test_a_json_ld_article_fills_the_record() -> None:
    found = read(ld())
    assert found.title == "The bridge opens"
    assert found.authors == [Author("Ada Berg", "https://www.daily.example/authors/ada")]
    assert (found.date_published, found.date_modified) == ("2024-05-01T10:20:30+02:00", "2024-05-02T08:00:00+02:00")
    assert found.images == [Image("https://www.daily.example/pictures/1.jpg", "The bridge", "Bo Lind")]
    assert (found.section, found.tags, found.site_name) == ("Politics", ["bridge", "river"], "The Daily")
    assert found.language == "en-GB"
    assert "NewsArticle" in found.page_types


def test_a_page_without_a_tree_keeps_empty_metadata() -> None:
    document = Document(Page(body=""))
    metadata(document)
    assert document.metadata == Metadata()


def test_a_page_that_says_nothing_has_nothing() -> None:
    found = read(url="", lang="")
    assert (found.title, found.authors, found.date_published, found.language, found.images) == (
        None,
        [],
        None,
        None,
        [],
    )


def test_a_marked_date_comes_before_the_address_and_the_time_element() -> None:
    found = read(
        meta(article__published_time="2024-05-01T10:20:30Z"),
        "<time datetime='2023-01-01'>x</time>",
        url="https://www.daily.example/2022/03/04/bridge",
    )
    assert found.date_published == "2024-05-01T10:20:30+00:00"
    assert found.date_evidence is not None
    assert found.date_evidence.found_in == "meta:article:published_time"


def test_a_time_element_comes_before_the_address() -> None:
    found = read(body="<time datetime='2023-01-02'>x</time>", url="https://www.daily.example/2022/03/04/bridge")
    assert found.date_published == "2023-01-02"


def test_the_address_is_used_where_the_page_has_no_date() -> None:
    found = read(url="https://www.daily.example/2022/03/04/bridge")
    assert found.date_evidence is not None
    assert (found.date_published, found.date_evidence.found_in) == ("2022-03-04", "url")


def test_a_more_exact_date_of_the_same_day_is_taken_and_another_day_is_a_conflict() -> None:
    head = ld(datePublished="2024-05-01") + meta(article__published_time="2024-05-01T10:20:30Z", pubdate="2024-04-30")
    found = read(head)
    assert found.date_published == "2024-05-01T10:20:30+00:00"
    assert found.date_evidence is not None
    assert found.date_evidence.conflict == "2024-04-30"


def test_a_date_of_tomorrow_and_later_is_not_believed() -> None:
    assert read(ld(datePublished="2027-01-01", dateModified="2027-01-01"), url="").date_published is None


def test_a_modification_before_the_publication_is_not_believed() -> None:
    assert read(ld(dateModified="2020-01-01")).date_modified is None


def test_a_date_line_below_the_heading_is_read_in_the_page_s_language() -> None:
    found = read(body="<h1>Die Brücke</h1><p>Stand: 3. März 2024, 9:15 Uhr</p><p>Text.</p>", lang="de", url="")
    assert found.date_published == "2024-03-03T09:15"


def test_a_date_after_the_word_updated_and_one_in_a_caption_are_not_the_publication() -> None:
    caption = "<p>The old bridge over the river on a calm and sunny day, 5 May 2024</p>"
    body = f"<h1>T</h1>{caption}<p>Updated</p><p>7 May 2024</p><p>3 May 2024</p>"
    assert read(body=body).date_published == "2024-05-03"


def test_a_date_that_counts_back_is_the_day_before_fetching() -> None:
    found = read(body="<h1>T</h1><p class='timestamp'>2 days ago</p>")
    assert (found.date_published, found.date_evidence and found.date_evidence.found_in) == (
        "2026-05-30",
        "page:relative",
    )


def test_a_persian_date_below_the_heading_is_read() -> None:
    assert read(body="<h1>پل</h1><p>۱۲ اردیبهشت ۱۴۰۳</p>", lang="fa").date_published == "2024-05-01"


def test_related_articles_on_the_page_are_not_mistaken_for_it() -> None:
    other = ld(
        headline="Rain in the hills", mainEntityOfPage="https://www.daily.example/rain", datePublished="2020-01-01"
    )
    assert read(other + ld(), "<h1>The bridge opens</h1>").date_published == "2024-05-01T10:20:30+02:00"


def test_meta_tags_stand_in_where_there_is_no_json_ld() -> None:
    found = read(
        meta(
            og__title="The bridge opens | The Daily",
            og__site_name="The Daily",
            author="By Ada Berg",
            og__type="article",
        )
        + meta(og__image="/1.jpg", article__section="Politics", article__tag="bridge", og__locale="en_GB")
        + '<link rel="canonical" href="/politics/the-bridge-opens">'
    )
    assert (found.title, [a.name for a in found.authors]) == ("The bridge opens", ["Ada Berg"])
    assert (found.section, found.tags, found.language) == ("Politics", ["bridge"], "en-GB")
    assert (found.canonical_url, found.page_types) == (URL, ["article"])


@pytest.mark.parametrize(
    ("title", "date", "author"),
    [
        ("og:title", "article:published_time", "article:author"),
        ("dc.title", "dcterms.created", "dc.creator"),
        ("dcterms.title", "dcterms.issued", "dcterms.creator"),
        ("parsely-title", "parsely-pub-date", "parsely-author"),
        ("sailthru.title", "sailthru.date", "sailthru.author"),
        ("citation_title", "citation_publication_date", "citation_author"),
    ],
)
def test_each_vocabulary_of_meta_tags_is_read(title: str, date: str, author: str) -> None:
    values = ((title, "The bridge opens"), (date, "2024-05-01T10:20:30Z"), (author, "Ada Berg"))
    found = read("".join(f'<meta name="{name}" content="{value}">' for name, value in values))
    assert (found.title, found.date_published, names(found)) == (
        "The bridge opens",
        "2024-05-01T10:20:30+00:00",
        ["Ada Berg"],
    )


@pytest.mark.parametrize(
    "body",
    [
        "<article typeof='NewsArticle'><time property='datePublished' datetime='2024-05-01'></time>"
        "<div property='author' typeof='Person'><b property='name'>Ada Berg</b>, a writer</div></article>",
        "<div typeof='sioc:Item schema:Article'><span property='dc:date dc:created' content='2024-05-01'>x</span>"
        "<span property='dc:creator'>Ada Berg</span></div>",
    ],
)
def test_rdfa_is_read_like_microdata(body: str) -> None:
    found = read(body=body)
    evidence = found.date_evidence
    assert (found.date_published, names(found)) == ("2024-05-01", ["Ada Berg"])
    assert evidence is not None
    assert evidence.found_in == "microdata:datePublished"


def test_microdata_is_read_from_the_article_s_scope_only() -> None:
    body = """
    <article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">The bridge opens</h1>
    <p itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Ada Berg</b>, reporter</p>
    <meta itemprop="datePublished" content="2024-05-01">
    <div itemscope itemtype="http://schema.org/Comment"><i itemprop="author">Troll One</i></div></article>
    """
    found = read(body=body)
    assert ([a.name for a in found.authors], found.date_published) == (["Ada Berg"], "2024-05-01")


def test_a_visible_byline_is_the_last_place_for_authors() -> None:
    body = "<h1>The bridge</h1><div class='Byline'>By <a>Ada Berg</a> and <a>Bo Lind</a></div>"
    assert [a.name for a in read(body=body).authors] == ["Ada Berg", "Bo Lind"]


def test_bylines_of_comments_and_sidebars_are_not_the_article_s() -> None:
    aside = "<aside><p class='author'>Ada Berg</p></aside>"
    comment = "<div class='comments'><b class='author'>Bo Lind</b></div>"
    assert read(body=f"<h1>The bridge</h1>{aside}{comment}").authors == []


def test_an_organisation_is_credited_where_no_person_is() -> None:
    assert read(ld(author={"@type": "Organization", "name": "Reuters"})).authors == [Author("Reuters")]


def names(found: Metadata) -> list[str]:
    return [author.name for author in found.authors]


def test_a_byline_that_names_more_people_than_the_markup_completes_it() -> None:
    byline = "<div class='byline'><a>Ada Berg</a>, <a>Bo Lind</a></div>"
    found = read(ld(), f"<h1>The bridge opens</h1>{byline}")
    assert found.authors == [Author("Ada Berg", "https://www.daily.example/authors/ada"), Author("Bo Lind")]
    more = byline.replace("</div>", "<p>Read on</p></div>")
    assert names(read(ld(), f"<h1>The bridge opens</h1>{more}")) == ["Ada Berg"]


def test_an_account_name_gives_way_to_a_labelled_full_name() -> None:
    head, body = meta(author="aberg7"), "<h1>The bridge opens</h1><p>By <a>Ada Berg</a></p><p>Text.</p>"
    assert names(read(head, body)) == ["Ada Berg"]
    assert names(read(head)) == ["aberg7"]


def test_a_credited_organisation_gives_way_to_a_labelled_name_only() -> None:
    head = ld(author={"@type": "Organization", "name": "The Daily"})
    assert names(read(head, "<h1>The bridge opens</h1><p>By Ada Berg</p>")) == ["Ada Berg"]
    assert names(read(head, "<h1>The bridge opens</h1><p class='author'>Bo Lind <b>More stories</b></p>")) == [
        "The Daily"
    ]


def test_an_agency_in_the_byline_comes_before_the_site_itself() -> None:
    head = ld(author={"@type": "Organization", "name": "The Daily"})
    assert names(read(head, "<h1>The bridge opens</h1><p>By Reuters</p>")) == ["Reuters"]


def test_a_publisher_who_is_a_person_is_an_author_too() -> None:
    person = {"@type": ["Person", "Organization"], "name": "Ada Berg"}
    assert names(read(ld(author={"@type": "Person", "name": "Ada Berg"}, publisher=person))) == ["Ada Berg"]


def test_the_name_of_a_mail_address_is_looked_for_below_the_heading() -> None:
    body = "<h1>The bridge opens</h1><p>Oslo Harbour</p><p>Ada Berg</p>"
    assert names(read(meta(author="a.berg@daily.example"), body)) == ["Ada Berg"]


def test_links_to_authors_pages_below_the_heading_are_a_byline() -> None:
    links = (
        "<div><a href='/author/ada'>Ada Berg</a> <a href='/author/bo'>Bo Lind</a> <a href='/tag/x'>Old Town</a></div>"
    )
    teaser = "<section><div><a href='/author/cy'>Cy Moe</a></div></section>"
    assert names(read(body=f"<main><h1>The bridge opens</h1>{links}<p>Text.</p>{teaser}</main>")) == [
        "Ada Berg",
        "Bo Lind",
    ]


def test_who_reviewed_the_article_is_not_its_author() -> None:
    body = "<h1>T</h1><div class='byline'>Reviewed by <a rel='author'>Bo Lind</a></div>"
    assert names(read(body=body)) == []


def test_a_marked_dek_is_the_subtitle_and_a_description_is_none() -> None:
    dek = "<h1>The bridge</h1><p class='article__dek'>After nine years the town can cross.</p>"
    assert read(body=dek).subtitle == "After nine years the town can cross."
    assert read(meta(description="After nine years the town can cross.")).subtitle is None


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (ld(isAccessibleForFree=False), False),
        (ld(isAccessibleForFree="True"), True),
        (ld(isAccessibleForFree=True, hasPart={"isAccessibleForFree": "False"}), False),
        (meta(article__content_tier="metered"), False),
        (meta(article__content_tier="free"), True),
        ("", None),
    ],
)
def test_whether_it_is_free(head: str, free: bool | None) -> None:
    assert read(head).is_accessible_for_free is free


def test_another_publisher_s_canonical_address_means_syndication() -> None:
    found = read('<link rel="canonical" href="https://other.example/bridge">')
    assert found.syndicated_from is not None
    assert (found.syndicated_from.name, found.syndicated_from.evidence) == ("other.example", "link:canonical")


def test_a_picture_stands_once_in_whatever_sizes_and_a_logo_not_at_all() -> None:
    head = ld(image=["/p/bridge-1200x675.jpg", "/logo.png"]) + meta(og__image="/p/bridge-600x400.jpg")
    figure = (
        "<figure><img src='/grey-placeholder.png' data-src='/p/bridge.jpg'><figcaption>The bridge</figcaption></figure>"
    )
    assert read(head, figure).images == [Image("https://www.daily.example/p/bridge-1200x675.jpg", "The bridge")]


def test_figures_of_cards_and_sidebars_are_left_out() -> None:
    figure = "<figure><img src='/2.jpg'><figcaption>Another story</figcaption></figure>"
    assert read(body=f"<h1>T</h1><aside>{figure}</aside><div class='related'>{figure}</div>").images == []


@pytest.mark.parametrize("author", ["Reuters", "Ada Berg and Bo Lind, dpa", "Associated Press in Oslo"])
def test_an_agency_in_the_byline_means_syndication(author: str) -> None:
    found = read(ld(author={"@type": "Person", "name": author})).syndicated_from
    assert found is not None
    assert (found.name in author, found.url, found.evidence) == (True, None, "byline")


def test_an_agency_s_own_page_is_not_syndicated() -> None:
    head = ld(author={"@type": "Organization", "name": "Reuters"}, publisher={"name": "Reuters"})
    assert read(head).syndicated_from is None


def test_the_section_is_found_in_the_breadcrumb() -> None:
    steps = [
        {"@type": "ListItem", "position": 1, "name": "Home"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "/city", "name": "City"}},
        {"@type": "ListItem", "position": 3, "name": "The bridge opens at last"},
    ]
    trail = json.dumps({"@type": "BreadcrumbList", "itemListElement": steps})
    head = ld(articleSection=None, headline="The bridge opens at last")
    assert read(f'{head}<script type="application/ld+json">{trail}</script>').section == "City"
    assert read(ld(articleSection=None)).section is None


def test_tags_are_without_the_site_and_its_numbers() -> None:
    tags = ["The Daily", "bridge", "8f507083-bac4-423a-9015-2eb31e1bce50", "Bridge", "News", "123456", "2024"]
    assert read(ld(keywords=tags)).tags == ["bridge", "2024"]
    assert read(meta(keywords="bridge، river; town")).tags == ["bridge", "river", "town"]


def test_the_site_s_name_is_read_off_the_title_where_nothing_else_has_it() -> None:
    assert read("<title>The bridge opens | The Daily</title>", "<h1>The bridge opens</h1>").site_name == "The Daily"
    assert read("<title>The bridge opens</title>", "<h1>The bridge opens</h1>").site_name is None


@pytest.mark.parametrize("own", [URL, "https://amp.daily.example/bridge", "https://www.daily.test/bridge"])
def test_the_same_publisher_s_address_means_none(own: str) -> None:
    assert read(f'<link rel="canonical" href="{own}">').syndicated_from is None


def test_a_canonical_address_of_the_front_page_is_not_believed() -> None:
    assert read('<link rel="canonical" href="https://www.daily.example/">').canonical_url is None


def test_figures_give_captions_and_credits() -> None:
    caption = "<figcaption>The mayor <span class='credit'>Photo: Bo Lind</span></figcaption>"
    assert read(body=f"<figure><img src='/2.jpg'>{caption}</figure>").images == [
        Image("https://www.daily.example/2.jpg", "The mayor", "Bo Lind")
    ]


@pytest.mark.parametrize(
    "value",
    ["http://[broken", "javascript:void(0)", "\x00", "null", "9" * 10_000, "<b>", "&amp;amp;amp;", "a, " * 5_000],
)
def test_rubbish_in_any_field_does_not_fail(value: str) -> None:
    fields = {key: value for key in ARTICLE if not key.startswith("@")}
    nested = ld(**{key: [{"@id": value, "name": {"name": [value]}}, None, 5] for key in fields})
    found = read(ld(**fields) + nested)
    assert found.syndicated_from is None


@pytest.mark.parametrize(
    "body",
    [
        "<div class='author byline date'>" * 2_000 + "x",
        "<p class='author'>By Ada Berg</p>" * 20_000,
        "<time datetime='x'></time>" * 20_000,
        "<h1>" + "word " * 200_000 + "</h1>",
        "".join(f"<i class='author-{i} date-{i} dek-{i}'>x</i>" for i in range(20_000)),
    ],
)
def test_large_and_deep_pages_cost_little(body: str) -> None:
    read("")  # libraries and locale data are loaded
    begun = process_time()
    read("", body)
    assert process_time() - begun < 5


def test_the_tree_is_left_as_it_was() -> None:
    document = Document(Page(body="", url=URL))
    document.tree = document_fromstring("<html><body><script>x</script><p class='author'>Text.</p></body></html>")
    before = tostring(document.tree)
    metadata(document)
    assert tostring(document.tree) == before


@pytest.mark.skipif(
    not (SHARED / "data" / "fundus-dev").exists(),
    reason="../shared is absent: it would show the scores of titles, dates and authors on 125 news pages",
)
def test_real_news_pages_reach_the_floors() -> None:
    command = [sys.executable, "benchmarks/metadata.py", "fundus-dev"]
    shown = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True
    )
    title, date, authors = (float(score) for score in re.findall(rb"(?:title|date|authors) (0\.\d+)", shown.stdout))
    assert (title >= 0.85, date >= 0.95, authors >= 0.85) == (True, True, True)
