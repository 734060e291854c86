"""Who wrote an article, by what whole pages say."""

from cleaners.metadata import Author
from tests.cleaners.metadata.pages import ld, meta, names, read


def test_a_visible_byline_is_the_last_place_for_authors() -> None:
    body = "<h1>The bridge</h1><div class='Byline'>By <a>Ada Berg</a> and <a>Bo Lind</a></div>"
    assert [a.name for a in read(body=body).authors] == ["Ada Berg", "Bo Lind"]


def test_bylines_of_comments_and_sidebars_are_not_the_article_s() -> None:
    aside = "<aside><p class='author'>Ada Berg</p></aside>"
    comment = "<div class='comments'><b class='author'>Bo Lind</b></div>"
    assert read(body=f"<h1>The bridge</h1>{aside}{comment}").authors == []


def test_an_organisation_is_credited_where_no_person_is() -> None:
    assert read(ld(author={"@type": "Organization", "name": "Reuters"})).authors == [Author("Reuters")]


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
