"""The record of a cleaned page has the rights that its markup and its notice state."""

import pytest

from cleaners.article import Article
from cleaners.cleaning import clean_page
from cleaners.page import Page
from cleaners.rights.statement import MAX_STATEMENTS, MAX_VALUE_CHARS
from tests.support.paper import article_html

URL = "https://www.example.org/2026/03/harbour"


def article(head: str = "", below: str = "", **kwargs: object) -> Article:
    html = article_html("Harbour wall", head=head).replace("</body>", f"{below}</body>")
    return clean_page(Page(body=html, url=URL, **kwargs))  # type: ignore[arg-type]


def stated(head: str = "", below: str = "") -> list[tuple[str, str, str]]:
    statements = article(head, below).rights["statements"]
    return [(each["kind"], each["value"], each["where"]) for each in statements]


def test_a_page_that_states_nothing_has_an_empty_list() -> None:
    assert article('<meta name="robots" content="index, follow, max-image-preview:large">').rights == {
        "status": "unknown",
        "statements": [],
    }


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="tdm-reservation" content="1">', [("tdm_reservation", "1", "meta:tdm-reservation")]),
        (
            '<meta name="TDM-Reservation" content="1"><meta name="tdm-policy" content="/tdm.json">',
            [
                ("tdm_reservation", "1", "meta:tdm-reservation"),
                ("tdm_policy", "https://www.example.org/tdm.json", "meta:tdm-reservation"),
            ],
        ),
        ('<meta name="robots" content="noai, max-snippet:-1">',
         [("robots", "noai", "meta:robots"), ("robots", "max-snippet:-1", "meta:robots")]),
        ('<meta name="googlebot" content="nosnippet">', [("robots", "nosnippet", "meta:googlebot")]),
        ('<link rel="license" type="application/rsl+xml" href="/rsl.xml">',
         [("rsl", "https://www.example.org/rsl.xml", "link:license")]),
        ('<script type="application/rsl+xml"><rsl></rsl></script>', [("rsl", "inline", "script:rsl")]),
        ('<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
         [("licence", "https://creativecommons.org/licenses/by/4.0/", "link:license")]),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour wall",'
            '"license": {"@type": "CreativeWork", "url": "https://www.example.org/l"},'
            '"acquireLicensePage": "https://www.example.org/buy", "copyrightYear": 2026,'
            '"copyrightHolder": {"@type": "Organization", "name": "Harbour Press"}}</script>',
            [
                ("licence", "https://www.example.org/l", "json-ld:license"),
                ("usage_terms", "https://www.example.org/buy", "json-ld:acquireLicensePage"),
                ("copyright_holder", "Harbour Press", "json-ld:copyrightHolder"),
                ("copyright_year", "2026", "json-ld:copyrightYear"),
            ],
        ),
        (
            '<meta name="copyright" content="Harbour Press 2026">',
            [
                ("copyright_notice", "Harbour Press 2026", "meta:copyright"),
                ("copyright_year", "2026", "meta:copyright"),
                ("copyright_holder", "Harbour Press", "meta:copyright"),
            ],
        ),
    ],
)  # fmt: skip
def test_the_head_states_rights(head: str, expected: list[tuple[str, str, str]]) -> None:
    assert stated(head) == expected


@pytest.mark.parametrize(
    ("line", "holder", "year"),
    [
        ("© 2026 The Harbour Times Ltd. All rights reserved.", "The Harbour Times Ltd", "2026"),
        ("Copyright © 1998–2026 Hafenbote GmbH & Co. KG | Impressum", "Hafenbote GmbH & Co. KG", "2026"),
        ("© Le Phare du Nord 2025 - Tous droits réservés", "Le Phare du Nord", "2025"),
        ("(c) 2024 El Faro", "El Faro", "2024"),
        ("© 港灣日報 2026", "港灣日報", "2026"),
        ("Маяк © 2026", "Маяк", "2026"),
        (
            "Copyright © Harbour Wire 2017-2026. Für die Nutzung ist ein Abonnement erforderlich.",
            "Harbour Wire",
            "2026",
        ),
        ("(c) by Harbour Press, 2026", "Harbour Press", "2026"),
    ],
)
def test_the_notice_below_the_article_names_year_and_holder(line: str, holder: str, year: str) -> None:
    assert stated(below=f"<footer><p>{line}</p></footer>") == [
        ("copyright_notice", line, "page:notice"),
        ("copyright_year", year, "page:notice"),
        ("copyright_holder", holder, "page:notice"),
    ]


@pytest.mark.parametrize(
    "line",
    ["© 2026 a Harbour Press company", "© 2026 | Made with love by Ada", "© 2026 Creative Commons BY", "© 2026"],
)
def test_a_notice_may_name_no_holder(line: str) -> None:
    assert [kind for kind, _, _ in stated(below=f"<footer><p>{line}</p></footer>")] == [
        "copyright_notice",
        "copyright_year",
    ]


@pytest.mark.parametrize(
    "below",
    [
        "<footer><p>Copyright questions go to the desk.</p></footer>",
        "<footer><p>Read more: the copyright reform, explained in plain words for everybody</p></footer>",
        f"<footer><p>© 2026 {'a long text about many things ' * 30}</p></footer>",
    ],
)
def test_a_line_without_year_or_with_a_whole_text_is_not_a_notice(below: str) -> None:
    assert stated(below=below) == []


def test_a_licence_in_the_footer_is_that_of_the_page_and_one_at_a_picture_is_not() -> None:
    link = '<a{} href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>'
    assert article(below=f"<footer>{link.format('')}</footer>").rights["status"] == "open"
    picture = article(below=f"<figure><img src=/a.jpg><figcaption>{link.format(' rel=license')}</figcaption></figure>")
    assert [each["scope"] for each in picture.rights["statements"]] == ["part"]
    assert picture.rights["status"] == "unknown"
    assert stated(below=f"<p>A story about {link.format('')} licences</p>") == []


def test_statements_of_headers_and_site_are_added() -> None:
    site = article(
        headers=(("X-Robots-Tag", "noai"),),
        site_rights=(
            {"kind": "rsl", "value": "https://r.example/", "where": "robots.txt", "scope": "site", "agents": []},
        ),
    ).rights
    assert [each["kind"] for each in site["statements"]] == ["robots", "rsl"]
    assert site["status"] == "reserved"


def test_a_page_saved_as_text_may_state_its_notice() -> None:
    text = "\n\n".join(["Harbour wall", *[f"The wall of the harbour is repaired, part {n}. " * 6 for n in range(6)]])
    page = Page(body=f"{text}\n\n© 2026 Harbour Press\n", kind="text", url=URL)
    assert clean_page(page).rights["status"] == "unknown"


def test_hostile_pages_are_bounded() -> None:
    links = "".join(f'<a rel="license" href="/{number}">x</a>' for number in range(3_000))
    metas = f'<meta name="robots" content="{"noai," * 50_000}">' + f'<meta name="copyright" content="{"©" * 90_000}">'
    statements = article(metas, links).rights["statements"]
    assert len(statements) == MAX_STATEMENTS
    assert all(len(each["value"]) <= MAX_VALUE_CHARS for each in statements)
