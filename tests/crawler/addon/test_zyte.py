"""The shared item of Scrapy projects, made from an article."""

from __future__ import annotations

import pytest

from cleaners import clean
from docs.generate.record import EXAMPLE

pytestmark = pytest.mark.usefixtures("zyte_common_items")


@pytest.fixture(scope="module")
def zyte_common_items() -> None:
    pytest.importorskip("zyte_common_items", reason="the extra `poet` is not installed")


def test_an_article_becomes_the_shared_item() -> None:
    from crawler.addon.zyte import to_zyte_article

    article = clean(EXAMPLE.read_bytes(), url="https://www.example.org/local/2026/harbour-bridge")
    item = to_zyte_article(article)
    assert (item.headline, item.articleBody, item.url) == (article.title, article.text, article.url)
    assert [author.name for author in item.authors] == [author.name for author in article.authors]
    assert item.datePublished == article.date_published_utc
    assert item.articleBodyHtml.startswith("<")
    assert item.metadata.probability == 1.0


def test_a_page_that_is_not_an_article_has_the_probability_0() -> None:
    from crawler.addon.zyte import to_zyte_article

    item = to_zyte_article(clean("<h1>Nothing</h1>", url="https://www.example.org/"))
    assert item.metadata.probability == 0.0
    assert item.articleBody is None
