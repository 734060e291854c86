"""Metadata from `meta` and `link` elements of whole pages."""

import pytest

from tests.cleaners.metadata.pages import URL, author_names, meta, read


def test_meta_tags_are_used_without_json_ld() -> None:
    result = read(
        meta(
            og__title="The bridge opens | The Daily",
            og__site_name="The Daily",
            author="By Ada Berg",
            og__type="article",
        )
        + meta(og__image="/1.jpg", article__section="Politics", article__tag="bridge", og__locale="en_GB")
        + '<link rel="canonical" href="/politics/the-bridge-opens">'
    )
    assert (result.title, [a.name for a in result.authors]) == ("The bridge opens", ["Ada Berg"])
    assert (result.section, result.tags, result.language) == ("Politics", ["bridge"], "en-GB")
    assert (result.canonical_url, result.page_types) == (URL, ["article"])


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
    result = read("".join(f'<meta name="{name}" content="{value}">' for name, value in values))
    assert (result.title, result.date_published, author_names(result)) == (
        "The bridge opens",
        "2024-05-01T10:20:30+00:00",
        ["Ada Berg"],
    )


@pytest.mark.parametrize("name", ["article_author", "articleAuthor", "article-author", "og:author", "ARTICLE:AUTHOR"])
def test_other_spellings_of_a_name_count(name: str) -> None:
    assert author_names(read(f'<meta name="{name}" content="Ada Berg">')) == ["Ada Berg"]


def test_the_usual_spelling_has_precedence() -> None:
    tags = meta(og__author="Bo Lind", author="Ada Berg", article__published__time="2024-05-01T10:20:30Z")
    result = read(tags)
    assert (author_names(result), result.date_published) == (["Ada Berg"], "2024-05-01T10:20:30+00:00")
