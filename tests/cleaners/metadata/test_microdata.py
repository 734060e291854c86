"""Microdata and RDFa of whole pages."""

import pytest

from tests.cleaners.metadata.pages import names, read


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
