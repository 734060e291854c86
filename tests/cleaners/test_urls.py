import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaners import urls
from cleaners.urls import article_id, is_same_site, link_id, normalise, path_of, registered_domain, resolve, url_key


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://WWW.Example.COM", "https://www.example.com/"),
        ("https://example.com:443/a", "https://example.com/a"),
        ("http://example.com:8080/a", "http://example.com:8080/a"),
        ("http://user:secret@example.com/a", "http://example.com/a"),
        ("http://example.com/a#top", "http://example.com/a"),
        ("  http://example.com/a\n b ", "http://example.com/a%20b"),
        ("http://example.com/a/./b/../c", "http://example.com/a/c"),
        ("http://example.com/%7ejo/%c3%a4?q=%e4", "http://example.com/~jo/%C3%A4?q=%E4"),
        ("http://example.com/100%", "http://example.com/100%25"),
        ("http://straße.example/ä", "http://xn--strae-oqa.example/%C3%A4"),
        ("http://example.com./a", "http://example.com/a"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("https://example.com/a;jsessionid=0A1B?x=1", "https://example.com/a?x=1"),
    ],
)
def test_normalise_gives_one_form_for_fetching(url, expected):
    assert normalise(url) == expected


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("..\\2026\\a", "http://example.com/2026/a"),
        ("\\news\\a", "http://example.com/news/a"),
        ("\\\\other.example\\a", "http://other.example/a"),
        ("http:\\\\other.example\\a?b\\c", "http://other.example/a?b%5Cc"),
        ("http:/other.example/a", "http://other.example/a"),
        ("HTTPS:other.example/a", "https://other.example/a"),
        ("http:////other.example/a", "http://other.example/a"),
        ("///other.example/a", "http://other.example/a"),
        ("http:/example.com/a", "http://example.com/a"),
        ("http:/news/a", "http://example.com/news/a"),
        ("http:a.html", "http://example.com/news/a.html"),
        ("/a?x=\\y#\\z", "http://example.com/a?x=%5Cy"),
        ("//other.example//a", "http://other.example//a"),
        ("javascript:a('\\n')", None),
        ("mailto:a\\b@example.com", None),
        ("http:///", None),
    ],
)
def test_slashes_are_read_as_browsers_read_them(reference, expected):
    assert resolve("http://example.com/news/", reference) == expected


@pytest.mark.parametrize(
    "url",
    ["", "/a", "//example.com/a", "ftp://example.com/", "javascript:void(0)", "http://", "http://exa mple.com/", "http://[x]/",
     "http://a..b/", "http://example.com:99999/", "http://\ud800.example/"],
)  # fmt: skip
def test_other_than_absolute_http_urls_raise_a_value_error(url):
    with pytest.raises(ValueError):  # noqa: PT011 - urlsplit and idna have messages of their own
        normalise(url)


@pytest.mark.parametrize(
    "variant",
    [
        "http://example.com/news/story",
        "https://www.example.com/news/story/",
        "https://m.example.com/news/story",
        "https://amp.example.com/news/story",
        "https://example.com/news/story/amp",
        "https://example.com/news/story/amp/",
        "https://example.com/amp/news/story",
        "https://example.com/news/story?amp=1",
        "https://example.com/news/story?amp",
        "https://example.com/news/story?outputType=amp",
        "https://example.com/news/story?print=1",
        "https://example.com/news/story?view=print",
        "https://example.com/news/story?printable=yes",
        "https://example.com/print/news/story",
        "https://example.com/news/story/print",
        "https://example.com/news/story/print.html",
        "https://example.com/news/story/index.html",
        "https://example.com//news/story#comments",
        "https://example.com/news/story?utm_source=feed",
        "https://example.com/(S(tq5vkb45xq1p2h45))/news/story",
        "https://example.com/(A(aaaaaaaaaa)S(bbbbbbbbbb))/news/story/",
    ],
)
def test_variants_of_an_address_share_a_key(variant):
    assert url_key(variant) == "example.com/news/story"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://example.com/story.amp.html", "https://example.com/story.html"),
        ("https://example.com/?b=2&a=1", "https://example.com/?a=1&b=2"),
        ("https://example.com/index.php?id=1", "https://example.com/?id=1"),
    ],
)
def test_equal_addresses_share_a_key(a, b):
    assert url_key(a) == url_key(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://example.com/story?id=123", "https://example.com/story?id=124"),
        ("https://example.com/?p=12", "https://example.com/?p=13"),
        ("https://example.com/camp", "https://example.com/c"),
        ("https://example.com/Ab", "https://example.com/ab"),
        ("https://example.com/print", "https://example.com/"),
        ("https://example.com/print-media/a", "https://example.com/a"),
        ("https://example.com/2026/print/a", "https://example.com/2026/a"),
        ("https://example.com/a?print=17", "https://example.com/a"),
        ("https://example.com/a?view=2", "https://example.com/a"),
        ("https://www2.example.com/a", "https://example.com/a"),
        ("https://m.com/a", "https://com/a"),
        ("https://example.com/(S(x))/a", "https://example.com/a"),
        ("https://example.com/(part(one-of-three))/a", "https://example.com/a"),
    ],
)
def test_different_addresses_have_different_keys(a, b):
    assert url_key(a) != url_key(b)


def test_a_host_prefix_that_is_part_of_the_domain_is_kept():
    assert url_key("https://www.gov.uk/news") == "www.gov.uk/news"


def test_article_id_is_the_hash_of_the_key():
    assert article_id("https://www.example.com/a/") == hashlib.sha256(b"example.com/a").hexdigest()


def test_a_malformed_url_is_its_own_key():
    assert url_key(" no address ") == "no address"
    assert len(article_id("\ud800")) == 64


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("https://one.blogspot.com/", "one.blogspot.com"),
        ("https://www.paper.example/", "paper.example"),
        ("https://co.uk/", None),
        ("http://127.0.0.1:8000/", None),
        ("http://[::1]/", None),
        ("http://localhost/", None),
        ("rubbish", None),
    ],
)
def test_registered_domain_is_found(url, domain):
    assert registered_domain(url) == domain


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://sport.example.de/a", "http://www.example.de/", True),
        ("https://example.de/", "https://example.at/", False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:9000/", True),
        ("http://127.0.0.1/a", "http://127.0.0.2/", False),
        ("http://localhost:1/a", "http://localhost:2/", True),
        ("https://one.blogspot.com/", "https://two.blogspot.com/", False),
        ("", "", False),
    ],
)
def test_urls_of_one_domain_or_host_are_one_site(a, b, same):
    assert is_same_site(a, b) is same


def test_resolve_returns_an_absolute_address_or_none():
    assert resolve("https://example.com/a/b", " ../c?x=1#d ") == "https://example.com/c?x=1"
    assert resolve("https://example.com/a", "mailto:a@example.com") is None
    assert resolve("https://example.com/a", "http://[bad") is None


@given(st.text(), st.text())
def test_malformed_urls_never_raise(a, b):
    url_key(a)
    article_id(a)
    registered_domain(a)
    is_same_site(a, b)
    resolve("https://example.com/", a)
    resolve(b, a)


@given(st.text(min_size=1))
def test_normalising_twice_changes_nothing(path):
    once = resolve("https://example.com/", path)
    if once is not None:
        assert normalise(once) == once
        assert url_key(once) == url_key(url_key_as_address(once))


def url_key_as_address(url: str) -> str:
    return "https://" + url_key(url)


@given(
    st.text("ab", min_size=1, max_size=3),
    st.sampled_from(["", ":80", ":443", ":8080", ":61000", ":080", ":99999"]),
    st.text("aB1/.;:@!$&'()*+,=~_-%?#\\ \nä", max_size=12),
)
def test_the_shortcut_for_normal_addresses_changes_no_result(host, port, path):
    url = f"https://www.{host}.com{port}/{path}"
    quick = _answers(url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "_NORMAL_FORM", re.compile(r"(?!)"))
        assert _answers(url) == quick


def _answers(url):
    try:
        normal = normalise(url)
    except ValueError:
        normal = None
    link = resolve("https://other.example/", url), link_id("https://other.example/", url)
    return normal, *link, url_key(url), is_same_site(url, "https://www.a.com/"), path_of(url)


@pytest.mark.parametrize(
    "link", ["/a?b=1", "https://www.paper.example/a/", "//paper.example/ä", "mailto:a@b.example", "#"]
)
def test_a_link_has_the_id_of_its_address(link):
    address = resolve("https://paper.example/map", link)
    assert link_id("https://paper.example/map", link) == (article_id(address) if address else None)
