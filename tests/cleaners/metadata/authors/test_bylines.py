"""Authors, read from whole pages."""

import pytest

from cleaners.metadata import Author
from tests.cleaners.metadata.pages import author_names, ld, meta, read


def test_authors_are_read_from_a_visible_byline_without_markup() -> None:
    body = "<h1>The bridge</h1><div class='Byline'>By <a>Ada Berg</a> and <a>Bo Lind</a></div>"
    assert [a.name for a in read(body=body).authors] == ["Ada Berg", "Bo Lind"]


def test_bylines_of_comments_and_sidebars_are_left_out() -> None:
    aside = "<aside><p class='author'>Ada Berg</p></aside>"
    comment = "<div class='comments'><b class='author'>Bo Lind</b></div>"
    assert read(body=f"<h1>The bridge</h1>{aside}{comment}").authors == []


def test_an_organisation_is_the_author_if_no_person_is_credited() -> None:
    assert read(ld(author={"@type": "Organization", "name": "Reuters"})).authors == [Author("Reuters")]


def test_a_byline_of_names_completes_the_authors_of_the_markup() -> None:
    byline = "<div class='byline'><a>Ada Berg</a>, <a>Bo Lind</a></div>"
    result = read(ld(), f"<h1>The bridge opens</h1>{byline}")
    assert result.authors == [Author("Ada Berg", "https://www.daily.example/authors/ada"), Author("Bo Lind")]
    more = byline.replace("</div>", "<p>Read on</p></div>")
    assert author_names(read(ld(), f"<h1>The bridge opens</h1>{more}")) == ["Ada Berg"]


def test_a_labelled_full_name_replaces_an_account_name() -> None:
    head, body = meta(author="aberg7"), "<h1>The bridge opens</h1><p>By <a>Ada Berg</a></p><p>Text.</p>"
    assert author_names(read(head, body)) == ["Ada Berg"]
    assert author_names(read(head)) == ["aberg7"]


@pytest.mark.parametrize(("name", "expected"), [("Ada Berg", "Ada Berg"), ("Bo Lind", "aberg")])
def test_a_name_that_the_account_repeats_replaces_it(name: str, expected: str) -> None:
    link = f"<h1>The bridge opens</h1><a rel='author' href='/aberg'>{name}</a>"
    assert author_names(read(meta(author="aberg"), link)) == [expected]


@pytest.mark.parametrize("team", ["Harbour staff and agencies", "Redacción Digital", "Courier Newsroom"])
def test_a_newsroom_keeps_its_whole_name(team: str) -> None:
    assert author_names(read(meta(author=team))) == [team]
    assert author_names(read(body=f"<h1>The bridge opens</h1><p>By {team}</p>{STORY}")) == [team]


@pytest.mark.parametrize("heading", ["About the author", "Zur Autorin"])
def test_a_box_about_the_author_names_the_author(heading: str) -> None:
    box = f"<div class='author-box'><h3>{heading}</h3><b>Ada Berg</b><p>She writes about bridges.</p></div>"
    assert author_names(read(body=f"<h1>The bridge opens</h1>{STORY}{box}")) == ["Ada Berg"]


def test_only_a_labelled_name_replaces_a_credited_organisation() -> None:
    head = ld(author={"@type": "Organization", "name": "The Daily"})
    assert author_names(read(head, "<h1>The bridge opens</h1><p>By Ada Berg</p>")) == ["Ada Berg"]
    assert author_names(read(head, "<h1>The bridge opens</h1><p class='author'>Bo Lind <b>More stories</b></p>")) == [
        "The Daily"
    ]


def test_an_agency_in_the_byline_takes_precedence_over_the_site() -> None:
    head = ld(author={"@type": "Organization", "name": "The Daily"})
    assert author_names(read(head, "<h1>The bridge opens</h1><p>By Reuters</p>")) == ["Reuters"]


def test_a_publisher_who_is_a_person_is_an_author_too() -> None:
    person = {"@type": ["Person", "Organization"], "name": "Ada Berg"}
    assert author_names(read(ld(author={"@type": "Person", "name": "Ada Berg"}, publisher=person))) == ["Ada Berg"]


def test_links_to_authors_pages_below_the_heading_are_a_byline() -> None:
    links = (
        "<div><a href='/author/ada'>Ada Berg</a> <a href='/author/bo'>Bo Lind</a> <a href='/tag/x'>Old Town</a></div>"
    )
    teaser = "<section><div><a href='/author/cy'>Cy Moe</a></div></section>"
    assert author_names(read(body=f"<main><h1>The bridge opens</h1>{links}<p>Text.</p>{teaser}</main>")) == [
        "Ada Berg",
        "Bo Lind",
    ]


def test_a_reviewer_is_not_an_author() -> None:
    body = "<h1>T</h1><div class='byline'>Reviewed by <a rel='author'>Bo Lind</a></div>"
    assert author_names(read(body=body)) == []


def test_the_role_of_an_author_is_not_an_author() -> None:
    box = "<p>Ada Berg</p><p>3 March 2026</p><div class='author-description'>Licensed Bridge Builder</div>"
    assert author_names(read(body=f"<h1>The bridge opens</h1>{box}{STORY}")) == ["Ada Berg"]


def test_a_role_after_the_name_is_not_an_author() -> None:
    for role in ("Local Democracy Reporter", "Climate Change Correspondent", "Home Affairs Editor"):
        assert author_names(read(body=f"<h1>The bridge</h1><p>By Ada Berg, {role}</p>")) == ["Ada Berg"]
    assert author_names(read(body="<h1>The bridge</h1><p>By Ada Berg, Bo Lind</p>")) == ["Ada Berg", "Bo Lind"]


def test_links_to_authors_beside_other_stories_are_left_out() -> None:
    links = "<a rel='author' href='/a/1'>Ada Berg</a> und <span><a rel='author' href='/a/2'>Bo Lind</a></span>"
    byline = f"<div>Von {links}</div>"
    story = "<p>The keeper carried the lamp down the stairs, because the lift had stopped in the storm.</p>" * 6
    other = "<div><a href='/2'>Ice rink closes</a> <a rel='author' href='/a/3'>Cy Stone</a></div>"
    assert author_names(read(body=f"<h1>The lamp</h1><div>{byline}{story}</div>{other}")) == ["Ada Berg", "Bo Lind"]


STORY = "<p>The bridge opens on Monday, after two years.</p>"


def test_a_byline_replaces_a_person_whom_the_page_does_not_show() -> None:
    head, byline = meta(author="Cay Holm"), "<h1>The bridge opens</h1><p>By Ada Berg and Bo Lind</p>"
    assert author_names(read(head, byline + STORY)) == ["Ada Berg", "Bo Lind"]
    assert author_names(read(head, f"{byline}{STORY}<p>Cay Holm is our editor.</p>")) == ["Cay Holm"]


def test_a_credit_below_the_story_replaces_no_author() -> None:
    story = f"<h1>The bridge opens</h1><p>{'The bridge opens on Monday. ' * 12}</p><p>A post shared by Bo Lind</p>"
    assert author_names(read(meta(author="Cay Holm"), story)) == ["Cay Holm"]
    picture = "<h1>The bridge opens</h1><p>The bridge. Picture by Bo Lind</p><p>— Picture by Bo Lind</p>"
    assert author_names(read(meta(author="Cay Holm"), picture + STORY)) == ["Cay Holm"]


def test_names_with_and_without_a_title_are_one_person() -> None:
    byline = "<h1>The bridge opens</h1><p class='byline'>By <a>Dr. Ada Berg</a>, <a>Bo Lind</a></p>"
    assert author_names(read(meta(author="Ada Berg"), byline)) == ["Dr. Ada Berg", "Bo Lind"]


def test_a_label_after_the_author_is_not_a_name() -> None:
    byline = "<h1>The bridge opens</h1><p>By Harbour House <i>|</i> <b>Reading Time:</b> 7 minutes</p>"
    assert author_names(read(meta(site_name="Harbour House"), byline)) == ["Harbour House"]


def test_a_team_may_be_in_an_element_of_its_own() -> None:
    byline = "<h1>The bridge opens</h1><p>By</p> <p>The Harbour Team</p>"
    assert author_names(read(body=byline + STORY)) == ["The Harbour Team"]


def test_several_names_beside_a_date_are_authors() -> None:
    byline = "<h1>The bridge opens</h1><p>Ada Berg, Bo Lind</p><p>March 5, 2026</p>"
    assert author_names(read(body=byline + STORY)) == ["Ada Berg", "Bo Lind"]


def test_an_agency_alone_below_the_heading_is_credited_if_nobody_else_is() -> None:
    assert author_names(read(body=f"<h1>The bridge opens</h1><p>AFP</p>{STORY}")) == ["AFP"]
    assert author_names(read(meta(author="Ada Berg"), f"<h1>The bridge opens</h1><p>AFP</p>{STORY}")) == ["Ada Berg"]


def test_each_name_above_a_role_is_an_author() -> None:
    byline = "<h1>The bridge opens</h1><p>Ada Berg</p><p>Reporter</p><p>Bo Lind</p><p>Reporter</p>"
    assert author_names(read(body=byline + STORY)) == ["Ada Berg", "Bo Lind"]


def test_a_photographer_in_a_list_of_the_markup_is_not_an_author() -> None:
    assert author_names(read(meta(author="Ada Berg (Text), Bo Lind (Fotos)"))) == ["Ada Berg"]


def test_short_labels_count_in_their_own_language() -> None:
    byline = "<h1>The bridge opens</h1><p>de Ioana Pop</p><p>2026-03-05</p>"
    assert author_names(read(body=byline + STORY, lang="ro")) == ["Ioana Pop"]


def test_conjunctions_of_names_in_capitals_divide_them() -> None:
    byline = "<h1>The bridge opens</h1><p class='byline'>ADA BERG AND BO LIND</p>"
    assert author_names(read(body=byline + STORY)) == ["ADA BERG", "BO LIND"]


def test_a_place_after_a_name_without_capitals_is_left_out() -> None:
    byline = "<h1>הגשר נפתח</h1><p>דנה ברגר, חיפה | 18.11.2025</p>"
    assert author_names(read(body=byline + STORY, lang="he")) == ["דנה ברגר"]


@pytest.mark.parametrize("label", ["Presented by", "Voiced by", "Powered by", "Medically reviewed by", "Video by"])
def test_people_in_other_roles_replace_no_author(label: str) -> None:
    lines = f"<h1>The bridge opens</h1><p>{label} Bo Lind</p><p>3 March 2026</p>"
    assert author_names(read(meta(author="Ada Berg"), lines + STORY)) == ["Ada Berg"]
    assert author_names(read(body=lines + STORY)) == []


def test_places_that_agree_outweigh_one_that_differs() -> None:
    head = ld(author={"@type": "Person", "name": "Cay Holm"}) + meta(author="Ada Berg")
    byline = "<h1>The bridge opens</h1><p>By Ada Berg</p>"
    assert author_names(read(head, byline + STORY)) == ["Ada Berg"]
    assert author_names(read(head, "<h1>The bridge opens</h1>" + STORY)) == ["Cay Holm"]


def test_a_labelled_line_of_names_completes_the_authors_of_the_markup() -> None:
    head = meta(author="Ada Berg")
    assert author_names(read(head, f"<h1>The bridge opens</h1><p>By Ada Berg and Bo Lind</p>{STORY}")) == [
        "Ada Berg",
        "Bo Lind",
    ]


@pytest.mark.parametrize("entry", ["<li>{}</li>", "<div>{}</div>"])
def test_the_author_of_another_story_is_not_that_of_this_one(entry: str) -> None:
    teaser = entry.format("<a href='/b'>The storm drains are to be cleared</a> by Bo Lind")
    assert author_names(read(meta(author="Ada Berg"), f"<h1>The bridge opens</h1>{STORY}{teaser}")) == ["Ada Berg"]
    assert author_names(read(body=f"<h1>The bridge opens</h1>{STORY}{teaser}")) == []


@pytest.mark.parametrize("address", ["mailto:ada@daily.example", "/u/ada-berg", "/yazar/ada-berg"])
def test_a_link_to_a_mailbox_or_to_a_page_of_that_name_names_a_person(address: str) -> None:
    link = f"<h1>The bridge opens</h1><p><a href='{address}'>Ada Berg</a></p><p>3 March 2026</p>"
    assert author_names(read(body=link + STORY)) == ["Ada Berg"]


def test_a_person_among_the_tags_is_not_the_author() -> None:
    tags = "<a href='/topic/ada-berg'>Ada Berg</a><a href='/topic/boats'>Boats</a>"
    assert author_names(read(body=f"<h1>The bridge opens</h1><p>3 March 2026</p>{tags}{STORY}")) == []


@pytest.mark.parametrize("line", ["The Daily avec AFP", "Redacción / AFP", "AFP, 3 March 2026"])
def test_an_agency_after_the_newsroom_is_credited(line: str) -> None:
    page = f"<h1>The bridge opens</h1><p>{line}</p>{STORY}"
    assert author_names(read(meta(og__site_name="The Daily"), page)) == ["AFP"]
