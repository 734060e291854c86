import pytest

from crawler.network.robots import MAX_BYTES, BoundedRobotParser, bound_robots

US = "newsgalley"


def parser(text: str) -> BoundedRobotParser:
    found = BoundedRobotParser.__new__(BoundedRobotParser)
    super(BoundedRobotParser, found).__init__(bound_robots(text.encode(), US).encode(), None)
    return found


def allows(text: str | bytes, path: str) -> bool:
    body = text if isinstance(text, bytes) else text.encode()
    return BoundedRobotParser(body, None).allowed(f"https://example.org{path}", US)


@pytest.mark.parametrize(
    "name", [US, "Newsgalley", "NEWSGALLEY/2.0", "newsgalley (+https://a.example)", "*newsgalley*"]
)
def test_a_name_with_our_product_token_is_ours(name: str) -> None:
    text = bound_robots(f"User-agent: {name}\nDisallow: /private\n".encode(), US)
    assert text.startswith(f"User-agent: {US}\n")


@pytest.mark.parametrize("name", ["newsgalley-images", "newsgalleybot", "newsgalley_video/1", "news", "my-newsgalley"])
def test_a_longer_or_shorter_name_is_that_of_another_crawler(name: str) -> None:
    text = bound_robots(f"User-agent: {name}\nDisallow: /\n".encode(), US)
    assert text.startswith("User-agent: another\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_rules_of_a_file_in_another_encoding_are_kept(encoding: str) -> None:
    body = "User-agent: *\r\nDisallow: /private\r\n".encode(encoding)
    assert not allows(body, "/private/story")
    assert allows(body, "/story")


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
