import pytest

from cleaners.metadata.titles import Headlines, choose, host_names

SITE = {"The Daily Example", "Example"}


@pytest.mark.parametrize(
    "title",
    [
        "The bridge opens at last | The Daily Example",
        "The bridge opens at last - The Daily Example",
        "The bridge opens at last – Politics – The Daily Example",
        "The bridge opens at last | Politics | The Daily Example",
        "The Daily Example - The bridge opens at last",
        "The bridge opens at last：The Daily Example",
        "The bridge opens at last",
    ],
)
def test_the_site_is_cut_off(title: str) -> None:
    assert choose(Headlines(title_element=title), SITE, is_news=False) == "The bridge opens at last"


@pytest.mark.parametrize(
    "title", ["Berlin: a bridge opens", "Love - and a bridge", "A bridge, a town: what now?", "Spider-Man is back"]
)
def test_marks_inside_a_headline_stay(title: str) -> None:
    assert choose(Headlines(open_graph=title), {"Berliner Zeitung"}, is_news=True) == title


def test_an_unknown_suffix_is_cut_where_the_heading_shows_it() -> None:
    found = Headlines(headings=["The bridge opens"], open_graph="The bridge opens - Latest")
    assert choose(found, SITE, is_news=True) == "The bridge opens"


def test_the_heading_that_fits_is_taken_not_the_logo() -> None:
    found = Headlines(
        headings=["The Daily Example", "The bridge opens at last"], title_element="The bridge opens | Example"
    )
    assert choose(found, SITE, is_news=False) == "The bridge opens at last"


def test_a_kicker_inside_the_heading_is_left_out() -> None:
    found = Headlines(headings=["Traffic The bridge opens"], open_graph="The bridge opens")
    assert choose(found, SITE, is_news=False) == "The bridge opens"


def test_two_kickers_before_one_headline_are_left_out() -> None:
    found = Headlines(headings=["Harbour - The bridge opens at last"], open_graph="New roads: The bridge opens at last")
    assert choose(found, SITE, is_news=False) == "The bridge opens at last"


@pytest.mark.parametrize(
    "found",
    [
        Headlines(["Anna's Diary", "A walk"], title_element="A walk | Anna's Diary"),
        Headlines(["Anna's Diary"], open_graph="A walk", title_element="A walk – Anna's Diary"),
        Headlines(["Anna's Diary", "Day 1"], open_graph="A walk", title_element="Anna's Diary: A walk"),
    ],
)
def test_a_heading_that_the_title_has_beside_the_headline_is_the_site(found: Headlines) -> None:
    assert choose(found, (), is_news=False) == "A walk"


def test_a_heading_of_a_word_of_the_headline_is_not_the_heading() -> None:
    found = Headlines(["notes.md", "Bridges"], open_graph="How we built ships, bridges, roads and three harbours")
    assert choose(found, (), is_news=False) == "How we built ships, bridges, roads and three harbours"


def test_a_heading_is_not_cut_where_the_site_is_called_like_its_beginning() -> None:
    found = Headlines(["Example Online: The bridge opens"], open_graph="Example Online: The bridge opens")
    assert choose(found, {"Example Online"}, is_news=True) == "Example Online: The bridge opens"


def test_on_news_pages_the_heading_wins_where_json_ld_has_it_and_the_title_element_another() -> None:
    found = Headlines(["The bridge opens at last"], "The bridge opens at last", "Bridge finally open", None, "Bridge!")
    assert choose(found, SITE, is_news=True) == "The bridge opens at last"


def test_capitals_only_are_avoided_where_another_place_has_the_same_words() -> None:
    found = Headlines(["THE BRIDGE OPENS"], open_graph="The Bridge Opens | Example")
    assert choose(found, SITE, is_news=False) == "THE BRIDGE OPENS"
    found = Headlines(["THE BRIDGE OPENS"], open_graph="The Bridge Opens")
    assert choose(found, SITE, is_news=False) == "The Bridge Opens"


def test_a_news_page_is_called_what_its_editors_share_it_as() -> None:
    found = Headlines(headings=["The bridge opens at last"], open_graph="The new bridge opens at last")
    assert choose(found, SITE, is_news=True) == "The new bridge opens at last"
    assert choose(found, SITE, is_news=False) == "The bridge opens at last"


@pytest.mark.parametrize("cut", ["The Daily Example", "The bridge opens at la...", None])
def test_what_is_no_headline_is_passed_over(cut: str | None) -> None:
    found = Headlines(headings=["The bridge opens at last"], open_graph=cut)
    assert choose(found, SITE, is_news=True) == "The bridge opens at last"


def test_nothing_gives_nothing() -> None:
    assert choose(Headlines(), SITE, is_news=True) is None


def test_a_very_long_title_is_not_taken_apart() -> None:
    title = "a, " * 20_000
    assert choose(Headlines(title_element=title), SITE, is_news=True) == title


def test_host_names() -> None:
    assert {"example", "example.co.uk"} <= host_names("https://www.example.co.uk/a")
    assert host_names("http://[broken") == set()
