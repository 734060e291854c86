"""robots.txt and tdmrep.json state rights for addresses of a site."""

import pytest

from cleaners.rights.site import SiteRights, read_robots
from cleaners.rights.tdmrep import read_rules

BASE = "https://www.example.org"


def robots(text: str, path: str = "/news/a", agent: str = "newsgalley") -> list[tuple[str, str, list[str]]]:
    found = read_robots(text.encode(), agent).statements(BASE + path)
    assert all(each["scope"] == "site" and each["where"] == "robots.txt" for each in found)
    return [(each["kind"], each["value"], each["agents"]) for each in found]


def test_a_robots_txt_without_a_word_on_rights_states_nothing() -> None:
    assert robots("User-agent: *\nDisallow: /private/\nUser-agent: Googlebot\nAllow: /\nSitemap: /map.xml") == []


@pytest.mark.parametrize(
    ("rules", "path", "value"),
    [
        ("Disallow: /", "/news/a", "disallow"),
        ("Disallow:", "/news/a", "allow"),
        ("Disallow: /shop/", "/news/a", "allow"),
        ("Disallow: /\nAllow: /news/", "/news/a", "allow"),
        ("Allow: /\nDisallow: /news", "/news/a", "disallow"),
        ("Disallow: /*/a$", "/news/a", "disallow"),
        ("Disallow: /*/a$", "/news/ab", "allow"),
        ("Disallow: /caf%C3%A9", "/café/1", "disallow"),
    ],
)
def test_rules_for_ai_agents_hold_for_the_paths_that_they_name(rules: str, path: str, value: str) -> None:
    assert robots(f"User-agent: GPTBot\nUser-agent: ccbot/2.0 # two\n{rules}", path) == [
        ("ai_agents", value, ["CCBot", "GPTBot"])
    ]


def test_agents_that_are_refused_and_allowed_are_two_statements() -> None:
    text = "User-agent: Google-Extended\nDisallow: /\n\nUser-agent: ChatGPT-User\nAllow: /\nUser-agent: *\nAllow: /"
    assert robots(text) == [("ai_agents", "disallow", ["Google-Extended"]), ("ai_agents", "allow", ["ChatGPT-User"])]


def test_signals_of_the_group_that_names_us_replace_those_for_all() -> None:
    text = "User-agent: *\nContent-Signal: ai-train=no\nUser-agent: newsgalley\nContent-signal: search=yes,ai-train=yes"
    assert robots(text) == [("content_signal", "search=yes", []), ("content_signal", "ai-train=yes", [])]
    assert robots(text, agent="other") == [("content_signal", "ai-train=no", [])]


def test_the_longest_path_decides_on_usage() -> None:
    text = "User-Agent: *\nContent-Usage: train-ai=y\nContent-Usage: /news/ train-ai=n, search=y\nAllow: /"
    assert robots(text) == [("content_usage", "train-ai=n", []), ("content_usage", "search=y", [])]
    assert robots(text, "/about") == [("content_usage", "train-ai=y", [])]


def test_a_licence_belongs_to_no_group_and_does_not_end_a_list_of_agents() -> None:
    text = "User-agent: GPTBot\nLicense: https://www.example.org/rsl.xml\nUser-agent: CCBot\nDisallow: /"
    assert robots(text) == [
        ("ai_agents", "disallow", ["CCBot", "GPTBot"]),
        ("rsl", "https://www.example.org/rsl.xml", []),
    ]


def tdmrep(body: str, path: str = "/news/a") -> list[tuple[str, str]]:
    site = SiteRights(tdm_rules=read_rules(body.encode()))
    return [(each["kind"], each["value"]) for each in site.statements(BASE + path)]


def test_the_first_rule_that_matches_wins() -> None:
    body = """[{"location": "/news/*.html$", "tdm-reservation": 0},
               {"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://www.example.org/tdm"},
               {"location": "/", "tdm-reservation": "0"}]"""
    assert tdmrep(body, "/news/a.html") == [("tdm_reservation", "0")]
    assert tdmrep(body) == [("tdm_reservation", "1"), ("tdm_policy", "https://www.example.org/tdm")]
    assert tdmrep(body, "/sport") == [("tdm_reservation", "0")]


@pytest.mark.parametrize(
    "body",
    ["", "<html>", '{"location": "/", "tdm-reservation": 1}', "[1, null, []]", '[{"location": 5}]', "[" * 100_000,
     '[{"location": "/", "tdm-reservation": 2}]', '[{"location": "/", "tdm-reservation": true}]',
     '[{"tdm-reservation": 1}]', '[{"location": "/sport/", "tdm-reservation": 1}]'],
)  # fmt: skip
def test_a_file_that_is_not_valid_or_names_no_such_path_states_nothing(body: str) -> None:
    assert tdmrep(body) == []


def test_hostile_files_take_bounded_time_and_room() -> None:
    agents = "".join(f"User-agent: GPTBot\nDisallow: /{'*a' * 900}{number}$\n" for number in range(2_000))
    read_robots(agents.encode(), "newsgalley").statements(f"{BASE}/{'a' * 2_000}")
    usage = "User-agent: *\n" + "Content-Usage: train-ai=n\nContent-Signal: ai-train=no\n" * 100_000
    assert len(read_robots(usage.encode()).statements(BASE)) == 2
