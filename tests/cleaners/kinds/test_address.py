from __future__ import annotations

import pytest

from cleaners.kinds.address import kinds_of_address


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "front_page"),
        ("/", "front_page"),
        ("/de/", "front_page"),
        ("/index.html?utm_source=mail", "front_page"),
        ("/tag/harbour", "tag_page"),
        ("/tag/harbour/page/3/", "tag_page"),
        ("/en/topics/ports", "tag_page"),
        ("/autor/jutta-brandner-112", "author_page"),
        ("/profile/4711/ida", "author_page"),
        ("/category/politics/", "section"),
        ("/2026/03/", "section"),
        ("/?s=harbour", "search"),
        ("/suche/?q=hafen", "search"),
        ("/account/login", "login"),
        ("/404.html", "error_page"),
    ],
)
def test_a_path_names_its_kind_of_page(path: str, kind: str) -> None:
    assert list(kinds_of_address("https://www.morgenblatt.example" + path)) == [kind]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.morgenblatt.example/news/2026/03/council-votes-to-close-bridge-48213.html",
        "https://www.morgenblatt.example/topics/politics/council-votes-to-close-the-bridge",
        "https://www.morgenblatt.example/author/ida-holm/why-the-old-bridge-has-to-go",
        "https://www.morgenblatt.example/?p=4711",
        "https://www.morgenblatt.example/login-data-of-thousands-stolen.html",
        "https://www.morgenblatt.example/search-for-missing-sailors-goes-on",
        "mailto:desk@morgenblatt.example",
        "",
    ],
)
def test_the_address_of_an_article_names_no_kind_of_page(url: str) -> None:
    assert kinds_of_address(url) == {}
