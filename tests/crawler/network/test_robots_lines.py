import pytest

from crawler.network.robots_lines import robots_lines


@pytest.mark.parametrize("gap", [" ", "   ", "\\n", "\\r\\n", "\t", " \\n "])
def test_directives_on_one_line_are_several_lines(gap: str) -> None:
    rules = ["User-agent: *", "Disallow: /a b/", "allow : /c", "Sitemap: https://example.org/s.xml"]
    assert [line.strip() for line in robots_lines(gap.join(rules))] == rules


def test_an_empty_rule_ends_where_the_next_begins() -> None:
    assert robots_lines("User-agent: * Disallow: User-agent: b Disallow: /") == [
        "User-agent: *",
        "Disallow:",
        "User-agent: b",
        "Disallow: /",
    ]


@pytest.mark.parametrize(
    "line",
    ["# see User-agent: * Disallow: /", "Disallow: /a # Sitemap: /x Allow: /", "Disallow: /allow:/b", "Disallow: /a"],
)
def test_other_lines_are_kept(line: str) -> None:
    assert robots_lines(f"{line}\r\nAllow: /\n") == [line, "Allow: /"]


def test_a_long_line_takes_bounded_time() -> None:
    assert len(robots_lines("Disallow: " + " " * 100_000 + "x Disallow:" * 20_000)) == 20_001
