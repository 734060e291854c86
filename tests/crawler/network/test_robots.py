from crawler.network.robots import MAX_BYTES, BoundedRobotParser, bound_robots

US = "newsgalley"


def parser(text: str) -> BoundedRobotParser:
    found = BoundedRobotParser.__new__(BoundedRobotParser)
    super(BoundedRobotParser, found).__init__(bound_robots(text.encode(), US).encode(), None)
    return found


def test_our_group_the_default_group_and_sitemaps_are_kept() -> None:
    text = f"User-agent: {US}\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n\nUser-agent: Otherbot\nAllow: /"
    rules = parser(text)
    assert rules.allowed("https://example.org/story", US)
    assert not rules.allowed("https://example.org/private/story", US)
    assert not rules.allowed("https://example.org/story", "somebody")


def test_thousands_of_agents_before_thousands_of_rules_take_bounded_time() -> None:
    agents = "".join(f"User-agent: bot{number}\x0bUser-agent: *b{number}\n" for number in range(5_000))
    rules = "".join(f"Disallow: /{number}\n" for number in range(5_000))
    text = bound_robots((agents + rules).encode(), US)
    assert {line for line in text.splitlines() if line.startswith("User")} == {"User-agent: another"}


def test_a_huge_file_is_truncated_at_a_whole_line() -> None:
    line = b"Disallow: /archive/\n"
    text = bound_robots(line * (2 * MAX_BYTES // len(line)), US)
    assert len(text) <= MAX_BYTES
    assert set(text.splitlines()) == {"Disallow: /archive/"}


def test_random_bytes_allow_everything() -> None:
    assert parser("\x00\xff<html>").allowed("https://example.org/", US)
