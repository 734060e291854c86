"""Response headers state rights for the page, or for named agents."""

import pytest

from cleaners.record import RightsStatementRecord
from cleaners.rights import headers

URL = "https://www.example.org/2026/03/harbour"


def read(*pairs: tuple[str, str]) -> list[tuple[str, str, list[str]]]:
    return [(each["kind"], each["value"], each["agents"]) for each in headers.read(pairs, URL)]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("TDM-Reservation", "1")], [("tdm_reservation", "1", [])]),
        (
            [("tdm-reservation", "1"), ("tdm-policy", "/policy.json")],
            [("tdm_reservation", "1", []), ("tdm_policy", "https://www.example.org/policy.json", [])],
        ),
        ([("tdm-reservation", "0"), ("tdm-policy", "https://x.example/p")], [("tdm_reservation", "0", [])]),
        ([("tdm-reservation", "yes")], []),
        ([("X-Robots-Tag", "noai, noimageai")], [("robots", "noai", []), ("robots", "noimageai", [])]),
        ([("X-Robots-Tag", "index, follow")], []),
        (
            [("X-Robots-Tag", "NOARCHIVE, max-snippet: 0")],
            [("robots", "noarchive", []), ("robots", "max-snippet:0", [])],
        ),
        (
            [("X-Robots-Tag", "googlebot: noarchive, nosnippet, otherbot: noai")],
            [
                ("robots", "noarchive", ["googlebot"]),
                ("robots", "nosnippet", ["googlebot"]),
                ("robots", "noai", ["otherbot"]),
            ],
        ),
        ([("X-Robots-Tag", "unavailable_after: 25 Jun 2030 15:00:00 PST, noai")], [("robots", "noai", [])]),
        (
            [("Content-Signal", "search=yes, ai-train=no, taste=yes")],
            [("content_signal", "search=yes", []), ("content_signal", "ai-train=no", [])],
        ),
        (
            [("Content-Usage", "train-ai=n;since=2026, search=y")],
            [("content_usage", "train-ai=n", []), ("content_usage", "search=y", [])],
        ),
        ([("Content-Usage", "train-ai=maybe")], []),
        (
            [("Link", '</style.css>; rel=preload, </rsl.xml>; rel="license"; type="application/rsl+xml"')],
            [("rsl", "https://www.example.org/rsl.xml", [])],
        ),
        (
            [("Link", "<https://creativecommons.org/licenses/by/4.0/>; rel=license")],
            [("licence", "https://creativecommons.org/licenses/by/4.0/", [])],
        ),
        ([("Link", "<javascript:alert(1)>; rel=license")], []),
        ([("Server", "noai"), ("Content-Type", "text/html")], []),
    ],
)
def test_headers_state_rights(pairs: list[tuple[str, str]], expected: list[tuple[str, str, list[str]]]) -> None:
    assert read(*pairs) == expected


def test_each_statement_says_where_it_was_found() -> None:
    found: list[RightsStatementRecord] = headers.read([("Content-Signal", "ai-train=no")], URL)
    assert [(each["where"], each["scope"]) for each in found] == [("header:content-signal", "page")]


def test_hostile_headers_are_bounded() -> None:
    many = [("x-robots-tag", "noai," * 100_000)] * 1_000 + [("link", "<a>;" * 100_000)] * 100
    assert len(headers.read(many, URL)) <= headers.MAX_HEADERS * 50
    assert all(len(value) <= headers.MAX_CHARS for _, value in headers.of_rights(many))
