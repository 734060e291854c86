from __future__ import annotations

import pytest

from cleaners.page_number import added_number

HOST = "https://www.example.org"


@pytest.mark.parametrize(
    ("url", "address", "number"),
    [
        ("/story", "/story/2", 2),
        ("/story/", "/story/page/2/", 2),
        ("/story", "/story/seite-2", 2),
        ("/story.html", "/story/2.html", 2),
        ("/2026/11/27/c_12345.htm", "/2026/11/27/c_12345_2.htm", 2),
        ("/n/c-12345-1.html", "/n/c-12345-2.html", 2),
        ("/n/page9", "/n/page10", 10),
        ("/n/page19/", "/n/page20/", 20),
        ("/story", "/story?page=2", 2),
        ("/story?id=22", "/story?id=22&page=2", 2),
        ("/story?id=22", "/story?page=2&id=22", 2),
        ("/list?page=1&size=20", "/list?page=2&size=20", 2),
        ("/news?topic=a", "/news/page/2?topic=a", 2),
        ("/", "/?offset=40", 40),
    ],
)
def test_the_number_of_a_further_page_is_returned(url: str, address: str, number: int) -> None:
    assert added_number(HOST + url, HOST + address) == number


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("/story", "/story"),
        ("/story", "/other/2"),
        ("/story/2", "/story"),
        ("/story/3", "/story/2"),
        ("/2026/11/story", "/2026/12/story-2"),
        ("/story", "/story/2/3"),
        ("/story", "/story/abcdefghijklmnop/2"),
        ("/story", "/story/2026112702"),
    ],
)
def test_addresses_of_other_pages_have_no_number(url: str, address: str) -> None:
    assert added_number(HOST + url, HOST + address) is None


def test_an_address_on_another_host_has_no_number() -> None:
    assert added_number(f"{HOST}/story", "https://example.com/story/2") is None
