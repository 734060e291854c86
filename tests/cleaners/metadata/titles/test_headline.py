import pytest

from cleaners.metadata.titles.headline import Headlines, choose
from cleaners.metadata.titles.site_names import host_names

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
        "The Daily Example | The bridge opens at last",
        "The bridge opens at last › The Daily Example",
        "The bridge opens at last ● Example",
        "The bridge opens at last ― The Daily Example",
        "The bridge opens at last │ Example",
        "The bridge opens at last / The Daily Example",
        "The bridge opens at last --- The Daily Example",
        "The bridge opens at last ⟩ The Daily Example",
        "The bridge opens at last ✦ Example",
        "The bridge opens at last <> Example",
        "The bridge opens at last ⸺ The Daily Example",
        "Opinion | The bridge opens at last",
        "Opinion | The bridge opens at last | The Daily Example",
        "The bridge opens at last",
    ],
)
def test_the_site_is_cut_off(title: str) -> None:
    assert choose(Headlines(title_element=title), SITE, is_news=False) == "The bridge opens at last"


@pytest.mark.parametrize(
    "title",
    [
        "Berlin: a bridge opens",
        "Love - and a bridge",
        "Love & Zeitung",
        "Rock ♥ Berlin",
        "A bridge, a town: what now?",
        "Spider-Man is back",
    ],
)
def test_separators_inside_a_headline_are_kept(title: str) -> None:
    assert choose(Headlines(open_graph=title), {"Berliner Zeitung"}, is_news=True) == title


@pytest.mark.parametrize(
    ("title", "names", "headline"),
    [
        ("大桥终于通车_新闻_海港日报", {"海港日报"}, "大桥终于通车"),
        ("Most otwarty, kierowcy czekali_Kurier Noteci", {"Kurier Noteci"}, "Most otwarty, kierowcy czekali"),
        ("پل کارون بازگشایی شد_کارون پرس", {"کارون پرس"}, "پل کارون بازگشایی شد"),
        ("How to name a variable in snake_case", set(), "How to name a variable in snake_case"),
        ("What MAX_VALUE means in the code of banks", set(), "What MAX_VALUE means in the code of banks"),
        ("Most otwarty? | Zdrowy.info - żyj zdrowo bez chorób!", {"zdrowy.info"}, "Most otwarty?"),
        ("大桥终于通车-海港日报", {"海港日报"}, "大桥终于通车"),
        ("大桥终于开通-《海港网》", set(), "大桥终于开通"),
        ("橋がついに開通 ・ 港新聞", {"港新聞"}, "橋がついに開通"),
        ("Kommentar | Wer bezahlt die neue Brücke?", set(), "Wer bezahlt die neue Brücke?"),
        ("Мнение | Кто заплатит за новый мост?", set(), "Кто заплатит за новый мост?"),
    ],
)
def test_site_and_section_are_cut_off_in_other_languages(title: str, names: set[str], headline: str) -> None:
    assert choose(Headlines(title_element=title), names, is_news=False) == headline


def test_an_unknown_suffix_is_cut_off_if_the_heading_lacks_it() -> None:
    headlines = Headlines(headings=["The bridge opens"], open_graph="The bridge opens - Latest")
    assert choose(headlines, SITE, is_news=True) == "The bridge opens"


def test_the_heading_that_matches_the_title_is_chosen_and_not_the_logo() -> None:
    headlines = Headlines(
        headings=["The Daily Example", "The bridge opens at last"], title_element="The bridge opens | Example"
    )
    assert choose(headlines, SITE, is_news=False) == "The bridge opens at last"


def test_a_kicker_in_the_heading_is_cut_off() -> None:
    headlines = Headlines(headings=["Traffic The bridge opens"], open_graph="The bridge opens")
    assert choose(headlines, SITE, is_news=False) == "The bridge opens"


def test_different_kickers_before_one_headline_are_cut_off() -> None:
    headlines = Headlines(
        headings=["Harbour - The bridge opens at last"], open_graph="New roads: The bridge opens at last"
    )
    assert choose(headlines, SITE, is_news=False) == "The bridge opens at last"


@pytest.mark.parametrize(
    "headlines",
    [
        Headlines(["Anna's Diary", "A walk"], title_element="A walk | Anna's Diary"),
        Headlines(["Anna's Diary"], open_graph="A walk", title_element="A walk – Anna's Diary"),
        Headlines(["Anna's Diary", "Day 1"], open_graph="A walk", title_element="Anna's Diary: A walk"),
    ],
)
def test_a_heading_that_the_title_has_beside_the_headline_is_the_site_name(headlines: Headlines) -> None:
    assert choose(headlines, (), is_news=False) == "A walk"


def test_a_heading_with_one_word_of_the_headline_is_not_chosen() -> None:
    headlines = Headlines(["notes.md", "Bridges"], open_graph="How we built ships, bridges, roads and three harbours")
    assert choose(headlines, (), is_news=False) == "How we built ships, bridges, roads and three harbours"


def test_a_heading_that_begins_with_the_site_name_is_kept_whole() -> None:
    headlines = Headlines(["Example Online: The bridge opens"], open_graph="Example Online: The bridge opens")
    assert choose(headlines, {"Example Online"}, is_news=True) == "Example Online: The bridge opens"


def test_on_news_pages_a_heading_confirmed_by_json_ld_alone_takes_precedence() -> None:
    headlines = Headlines(
        ["The bridge opens at last"], "The bridge opens at last", "Bridge finally open", None, "Bridge!"
    )
    assert choose(headlines, SITE, is_news=True) == "The bridge opens at last"


def test_a_title_in_capitals_is_replaced_if_another_place_has_mixed_case() -> None:
    headlines = Headlines(["THE BRIDGE OPENS"], open_graph="The Bridge Opens | Example")
    assert choose(headlines, SITE, is_news=False) == "THE BRIDGE OPENS"
    headlines = Headlines(["THE BRIDGE OPENS"], open_graph="The Bridge Opens")
    assert choose(headlines, SITE, is_news=False) == "The Bridge Opens"


def test_og_title_takes_precedence_on_news_pages_only() -> None:
    headlines = Headlines(headings=["The bridge opens at last"], open_graph="The new bridge opens at last")
    assert choose(headlines, SITE, is_news=True) == "The new bridge opens at last"
    assert choose(headlines, SITE, is_news=False) == "The bridge opens at last"


@pytest.mark.parametrize("open_graph", ["The Daily Example", "The bridge opens at la...", None])
def test_a_site_name_or_a_cut_off_title_is_not_chosen(open_graph: str | None) -> None:
    headlines = Headlines(headings=["The bridge opens at last"], open_graph=open_graph)
    assert choose(headlines, SITE, is_news=True) == "The bridge opens at last"


def test_a_page_without_titles_has_no_headline() -> None:
    assert choose(Headlines(), SITE, is_news=True) is None


def test_a_very_long_title_is_not_split() -> None:
    title = "a, " * 20_000
    assert choose(Headlines(title_element=title), SITE, is_news=True) == title


def test_host_names_are_the_labels_and_domains_of_a_host() -> None:
    assert {"example", "example.co.uk"} <= host_names("https://www.example.co.uk/a")
    assert host_names("http://[broken") == set()


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("The bridge opens at last – Example", "The bridge opens at last"),
        ("The bridge opens at last ✦ The Daily Example", "The bridge opens at last"),
        ("The bridge opens: Example", "The bridge opens: Example"),
        ("Berlin – Example", "Berlin – Example"),
        ("The bridge opens at last – a town rejoices", "The bridge opens at last – a town rejoices"),
    ],
)
def test_the_site_is_cut_off_a_heading(heading: str, title: str) -> None:
    assert choose(Headlines(headings=[heading], open_graph=heading), SITE, is_news=False) == title


def test_a_date_line_in_the_heading_is_not_part_of_the_title() -> None:
    title = "The bridge opens at last"
    markup = {"json_ld": title, "open_graph": title}
    with_date = Headlines(headings=[f"{title} Posted on 1 July 2024 by Ada"], **markup)
    assert choose(with_date, SITE, is_news=False) == title
    longer = f"{title} after nine years"
    assert choose(Headlines(headings=[longer], **markup), SITE, is_news=False) == longer


@pytest.mark.parametrize(
    ("title", "names", "headline"),
    [
        ("The bridge opens at last [The Daily Example]", SITE, "The bridge opens at last"),
        ("The bridge opens at last (The Daily Example)", SITE, "The bridge opens at last"),
        ("The bridge opens at last (again)", SITE, "The bridge opens at last (again)"),
        ("The Daily Example > News > The bridge opens at last", SITE, "The bridge opens at last"),
        ("大桥终于开通_新闻频道_海港网", set(), "大桥终于开通"),
        ("大桥终于开通-新闻-海港网", set(), "大桥终于开通"),
        ("大桥终于开通-《海港网》", set(), "大桥终于开通"),
        ("橋がついに開通 - 港ニュース", set(), "橋がついに開通"),
        ("海港-大桥终于开通", set(), "海港-大桥终于开通"),
    ],
)
def test_a_site_in_brackets_breadcrumbs_and_chinese_titles_is_cut_off(
    title: str, names: set[str], headline: str
) -> None:
    assert choose(Headlines(title_element=title), names, is_news=False) == headline


@pytest.mark.parametrize("title", ["Article", "Detail", "x"])
def test_a_bare_title_element_gives_way_to_the_only_heading(title: str) -> None:
    assert choose(Headlines(["The bridge opens at last"], title_element=title), SITE, is_news=False) == (
        "The bridge opens at last"
    )


def test_a_short_title_stays_beside_several_headings() -> None:
    headlines = Headlines(["All that you should know", "More from the harbour today"], title_element="Bridges")
    assert choose(headlines, SITE, is_news=False) == "Bridges"


def test_a_kicker_on_a_line_of_its_own_has_a_colon() -> None:
    headlines = Headlines(["New roads The bridge opens at last"], title_element="New roads: The bridge opens at last")
    assert choose(headlines, SITE, is_news=False) == "New roads: The bridge opens at last"


def test_a_headline_after_names_of_sections_is_found() -> None:
    headline = "Indebted hospitals are in a shocking state"
    headlines = Headlines([headline, "Budgets", "Health"], title_element=f"Health - Budgets - {headline}")
    assert choose(headlines, set(), is_news=False) == headline


def test_a_double_colon_is_a_bar() -> None:
    title = "The bridge opens at last :: Politics :: The Daily Example"
    assert choose(Headlines(title_element=title), SITE, is_news=False) == "The bridge opens at last"


def test_a_headline_that_ends_with_dots_is_kept_if_there_is_no_other() -> None:
    assert choose(Headlines(title_element="And then... | Example"), SITE, is_news=False) == "And then..."
