"""Metadata from microdata and RDFa of whole pages."""

import pytest

from tests.cleaners.metadata.pages import author_names, read


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
    result = read(body=body)
    evidence = result.date_evidence
    assert (result.date_published, author_names(result)) == ("2024-05-01", ["Ada Berg"])
    assert evidence is not None
    assert evidence.found_in == "microdata:datePublished"


def test_microdata_of_other_items_is_left_out() -> None:
    body = """
    <article itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">The bridge opens</h1>
    <p itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Ada Berg</b>, reporter</p>
    <meta itemprop="datePublished" content="2024-05-01">
    <div itemscope itemtype="http://schema.org/Comment"><i itemprop="author">Troll One</i></div></article>
    """
    result = read(body=body)
    assert ([a.name for a in result.authors], result.date_published) == (["Ada Berg"], "2024-05-01")


def test_the_date_of_an_item_by_drupal_is_read() -> None:
    date = "<span property='dc:date' content='2024-05-01T09:41:00+01:00'>1 May 2024</span>"
    result = read(body=f"<div typeof='sioc:Item foaf:Document'><h1>T</h1>{date}</div>", url="")
    assert result.date_published == "2024-05-01T09:41:00+01:00"


def test_the_publisher_of_the_article_names_the_site_if_nothing_else_does() -> None:
    publisher = "<span itemprop='publisher' itemscope><meta itemprop='name' content='The Echo'></span>"
    article = f"<div itemscope itemtype='NewsArticle'><h1 itemprop='headline'>T</h1>{publisher}</div>"
    assert read(body=article).site_name == "The Echo"
    assert read("<meta property='og:site_name' content='The Courier'>", article).site_name == "The Courier"
