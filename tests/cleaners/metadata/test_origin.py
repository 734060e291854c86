"""Canonical addresses and syndication, read from whole pages."""

import pytest

from tests.cleaners.metadata.pages import URL, ld, meta, read


def test_another_publisher_s_canonical_address_means_syndication() -> None:
    result = read('<link rel="canonical" href="https://other.example/bridge">')
    assert result.syndicated_from is not None
    assert (result.syndicated_from.name, result.syndicated_from.evidence) == ("other.example", "link:canonical")


@pytest.mark.parametrize("author", ["Reuters", "Ada Berg and Bo Lind, dpa", "Associated Press in Oslo", "Agencia EFE"])
def test_an_agency_in_the_byline_means_syndication(author: str) -> None:
    result = read(ld(author={"@type": "Person", "name": author})).syndicated_from
    assert result is not None
    assert (result.name in author, result.url, result.evidence) == (True, None, "byline")


def test_an_agency_means_syndication_in_a_line_of_its_own_but_not_in_a_photo_credit() -> None:
    page = "<h1>The bridge opens</h1><p>3 March 2026</p>{}<p>The county opened the bridge on Friday.</p>"
    result = read(body=page.format("<p>Associated Press</p>")).syndicated_from
    assert result is not None
    assert result.name == "Associated Press"
    assert read(body=page.format("<p><i>Photo:</i> <b>Reuters</b></p>")).syndicated_from is None


def test_an_agency_s_own_page_is_not_syndicated() -> None:
    head = ld(author={"@type": "Organization", "name": "Reuters"}, publisher={"name": "Reuters"})
    assert read(head).syndicated_from is None


@pytest.mark.parametrize("canonical", [URL, "https://amp.daily.example/bridge", "https://www.daily.test/bridge"])
def test_an_address_of_the_same_publisher_is_not_syndication(canonical: str) -> None:
    assert read(f'<link rel="canonical" href="{canonical}">').syndicated_from is None


def test_a_canonical_address_of_the_front_page_is_ignored() -> None:
    assert read('<link rel="canonical" href="https://www.daily.example/">').canonical_url is None


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("@the_daily", "The Daily"),
        ("https://www.daily.example/", "The Daily"),
        ("www.daily.example", "The Daily"),
        ("12", "The Daily"),
        ("Küstenblatt", "Küstenblatt"),
        ("港新聞", "港新聞"),
    ],
)
def test_the_site_s_name_is_a_name(declared: str, name: str) -> None:
    assert read(ld() + meta(og__site_name=declared)).site_name == name


def test_a_host_name_is_better_than_none() -> None:
    assert read(meta(og__site_name="daily.example")).site_name == "daily.example"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Harbour Echo - News of the coast since 1963", "Harbour Echo"),
        ("Boats, tides and weather | Harbour Echo", "Harbour Echo"),
        ("Harbour Echo – Seehafen Verlag und Druck GmbH", "Harbour Echo"),
        ("The Echo - News of the coast", "The Echo - News of the coast"),
        ("Rock - Paper", "Rock - Paper"),
    ],
)
def test_a_tagline_is_not_part_of_the_name_of_the_site(name: str, shown: str) -> None:
    assert read(meta(og__site_name=name), url="https://www.harbour-echo.example/a").site_name == shown


@pytest.mark.parametrize(
    "shown",
    [
        "<a href='/'>Küstenbote</a>",
        "<footer>© 2026 Küstenbote. Alle Rechte vorbehalten.</footer>",
        "<footer><p>Copyright © 2019-2026 Küstenbote, Hafenstadt</p></footer>",
    ],
)
def test_a_site_name_that_only_the_page_shows_is_cut_off_the_title(shown: str) -> None:
    head = "<title>Der Wärter geht – Küstenbote</title>"
    assert read(head, f"<p>Text.</p>{shown}", "https://kb.example/1").title == "Der Wärter geht"


def test_a_part_of_the_headline_is_not_a_site_name() -> None:
    head = "<title>Küste – ein Wärter geht</title>"
    footer = "<footer>© 2026 Küste und Meer Verlag</footer>"
    assert read(head, f"<p>Text.</p>{footer}", "https://kb.example/1").title == "Küste – ein Wärter geht"


@pytest.mark.parametrize("default", ["Home", "Just another WordPress site", "Startseite", "@thedaily", "daily.example"])
def test_a_template_s_default_is_not_the_name_of_a_site(default: str) -> None:
    assert read(meta(og__site_name=default) + ld()).site_name == "The Daily"


def test_the_headline_is_not_the_name_of_the_site() -> None:
    head = "<title>The bridge opens | The Daily</title>" + meta(og__site_name="The bridge opens")
    assert read(head, "<h1>The bridge opens</h1>").site_name == "The Daily"


def test_a_name_that_is_also_a_heading_is_the_name_of_the_site() -> None:
    head = "<title>The bridge opens | The Daily</title>" + meta(og__site_name="The Daily")
    assert read(head, "<h1>The Daily</h1><h2>The bridge opens</h2>").site_name == "The Daily"


def test_the_web_site_of_json_ld_has_the_name() -> None:
    site = '<script type="application/ld+json">{"@type": "WebSite", "name": "Harbour Notes"}</script>'
    assert read(site + ld(publisher={"@type": "Person", "name": "Ada Berg"})).site_name == "Harbour Notes"


def test_the_name_of_the_web_app_comes_last() -> None:
    app = "<meta name='apple-mobile-web-app-title' content='Daily'>"
    assert (read(app).site_name, read(app + ld()).site_name) == ("Daily", "The Daily")


@pytest.mark.parametrize(
    "address", ["{{ canonical }}", "undefined", "http://localhost:3000/a/b", "/a/{id}", "/%7B%7Burl%7D%7D"]
)
def test_what_a_template_left_is_not_a_canonical_address(address: str) -> None:
    assert read(f"<link rel='canonical' href='{address}'>").canonical_url is None


def test_a_site_on_the_same_machine_may_name_its_canonical_address() -> None:
    for host in ("localhost:3000", "127.0.0.1:8765"):
        result = read(f"<link rel='canonical' href='http://{host}/a'>", url=f"http://{host}/a?visit=7")
        assert result.canonical_url == f"http://{host}/a"


@pytest.mark.parametrize("address", ["/politics/localhost-explained", "https://localhost.news.example/a/undefined"])
def test_words_of_templates_in_an_address_do_no_harm(address: str) -> None:
    assert read(f"<link rel='canonical' href='{address}'>").canonical_url is not None


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("The Echo | News, sport and weather", "The Echo"),
        ("Echo | Nachrichten und Sport", "Echo"),
        ("Echo | Oslo", "Echo | Oslo"),
        ("Radio Norte | Radio Sur", "Radio Norte | Radio Sur"),
    ],
)
def test_a_tagline_after_a_bar_is_cut_off_the_name_of_the_site(name: str, site: str) -> None:
    assert read(meta(og__site_name=name), url="").site_name == site


@pytest.mark.parametrize(
    ("url", "site"), [("https://www.harbourpost.example/a", "Harbour Post"), ("https://www.bridges.example/a", None)]
)
def test_the_footer_names_the_site_if_its_host_does_too(url: str, site: str | None) -> None:
    footer = "<footer>© 2019-2026 Harbour Post. All rights reserved</footer>"
    assert read(meta(og__site_name=url), f"<h1>T</h1>{footer}", url=url).site_name == site


def test_a_name_in_the_title_that_the_host_repeats_is_better_than_the_host() -> None:
    head = "<title>The bridge opens | Harbour Daily</title>" + meta(og__site_name="www.harbourdaily.example")
    assert read(head, "<h1>The bridge opens</h1><p>Text.</p>").site_name == "Harbour Daily"
    other = head.replace("Harbour Daily", "Island News")
    assert read(other, "<h1>The bridge opens</h1><p>Text.</p>").site_name == "www.harbourdaily.example"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Local - The Echo", "The Echo"),
        ("The Echo: news of the coast", "The Echo"),
        ("Tides - The Echo", "Tides - The Echo"),
        ("Local - The Post", "Local - The Post"),
        ("Dail - The Echo", "Dail - The Echo"),
    ],
)
def test_a_section_is_not_part_of_the_name_of_the_site(name: str, shown: str) -> None:
    head = f"<title>The bridge opens | Local | The Echo</title>{meta(og__site_name=name)}"
    assert read(head, "<a href='/local'>Local</a><a href='/about'>Dail</a><h1>The bridge opens</h1>").site_name == shown


@pytest.mark.parametrize(
    ("section", "address", "name"),
    [
        ("Security", "/security/", "Der Bote"),
        ("Politics", "/x/", "Der Bote"),
        ("Bote am Sonntag", "/", "Bote am Sonntag"),
        ("Rathaus", "/", "Rathaus"),
    ],
)
def test_the_name_of_a_section_is_not_that_of_the_site(section: str, address: str, name: str) -> None:
    head = "<title>Die Brücke ist offen | Der Bote</title>" + meta(og__site_name=section, application__name="Der Bote")
    head = head.replace("application:name", "application-name").replace('property="app', 'name="app')
    assert read(head, f"<a href='{address}'>{section}</a><h1>Die Brücke ist offen</h1>").site_name == name


@pytest.mark.parametrize(
    ("written", "shown", "name"),
    [
        ("harbourecho", "<title>The bridge opens | Harbour Echo</title>", "Harbour Echo"),
        ("harbourecho", "<a href='/'><img src='l.png' alt='Harbour Echo Logo'></a>", "Harbour Echo"),
        ("harbourecho", "<a href='https://www.harbourecho.example/'><svg><title>Harbour Echo</title></svg></a>",
         "Harbour Echo"),
        ("", "<a href='/' title='Harbour Echo – Homepage'>Start</a>", "Harbour Echo"),
        ("", "<a href='/'>The Daily Tide</a> <p>© 2024 The Daily Tide. All rights reserved.</p>", "The Daily Tide"),
        ("", "<a href='/'>Start here</a> <p>© 2024 The Daily Tide. All rights reserved.</p>", None),
        ("null", "<a href='/'>Start here</a>", None),
        ("经济--海港时报", "", "海港时报"),
        ("新闻频道_海港网", "", "海港网"),
        ("Harbour - Echo", "", "Harbour - Echo"),
    ],
)  # fmt: skip
def test_the_site_s_name_is_written_as_the_page_shows_it(written: str, shown: str, name: str | None) -> None:
    url = "https://www.harbourecho.example/a"
    head = meta(og__site_name=written) if written else ""
    assert read(head, f"{shown}<h1>The bridge opens</h1><p>Text.</p>", url=url).site_name == name
