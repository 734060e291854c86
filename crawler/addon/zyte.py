"""Convert articles to `zyte_common_items.Article`, an item class that many Scrapy projects share."""

from __future__ import annotations

from cleaners.article import Article
from cleaners.output.html import to_html

try:
    import zyte_common_items as zyte
except ModuleNotFoundError:
    raise ModuleNotFoundError("zyte-common-items is missing: pip install 'newsgalley[poet]'.") from None


def to_zyte_article(article: Article) -> zyte.Article:
    """Return an article as the shared item. Its probability is 0 for a page that is not an article, else 1."""
    images = [zyte.Image(url=image.url) for image in article.images if image.url]
    evidence = article.date_evidence
    return zyte.Article(
        url=article.url or "",
        canonicalUrl=article.canonical_url,
        headline=article.title,
        datePublished=article.date_published_utc or _midnight(article.date_published),
        datePublishedRaw=evidence.raw if evidence else None,
        dateModified=_midnight(article.date_modified),
        authors=[zyte.Author(name=author.name, url=author.url) for author in article.authors] or None,
        inLanguage=(article.language or "").partition("-")[0] or None,
        mainImage=images[0] if images else None,
        images=images or None,
        description=article.description,
        articleBody=article.text or None,
        articleBodyHtml=to_html(article.to_record()) or None,
        breadcrumbs=[zyte.Breadcrumb(name=article.section)] if article.section else None,
        metadata=zyte.ArticleMetadata(dateDownloaded=article.fetched_at, probability=0.0 if article.dropped else 1.0),
    )


def _midnight(date: str | None) -> str | None:
    """Return a date with a time, which the item needs: a day becomes its midnight, without an offset."""
    return f"{date}T00:00:00" if date and len(date) == len("2026-01-31") else date
