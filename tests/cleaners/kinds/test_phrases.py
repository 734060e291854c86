from __future__ import annotations

import pytest

from cleaners.kinds.phrases import consent_share, error_phrases, kinds_of_title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Page not found | Morgenblatt", "error_page"),
        ("Morgenblatt - Error 404", "error_page"),
        ("Just a moment...", "error_page"),
        ("Unavailable in your country", "error_page"),
        ("お探しのページが見つかりません", "error_page"),
        ("Anmelden – Abendpost", "login"),
        ("Search results for “ferry”", "search"),
        ("Резултати… Результаты поиска", "search"),
        ("Ida Holm, Author at Morgenblatt", "author_page"),
        ("Politics Archives - Morgenblatt", "section"),
    ],
)
def test_a_title_names_its_kind_of_page(title: str, kind: str) -> None:
    assert kind in kinds_of_title([title])


@pytest.mark.parametrize(
    "title",
    [
        "Council votes to close the old harbour bridge",
        "Why the page not found in the archive for forty years matters to historians of the town today",
        "Researchers find errors in half of all tax letters",
        "Homeland: a film on leaving the coast",
        "",
    ],
)
def test_a_headline_names_no_kind_of_page(title: str) -> None:
    assert kinds_of_title([title]) == {}


def test_a_consent_notice_mentions_both_cookies_and_consent() -> None:
    assert consent_share(["We and our partners use cookies.", "You may withdraw your consent."]) == 1.0
    assert consent_share(["Bake the cookies for ten minutes.", "Let them cool."]) == 0.0
    assert consent_share([]) == 0.0


def test_different_error_phrases_are_counted_once_each() -> None:
    assert error_phrases("Page not found. Page not found! Please try again later.") == 2
    assert error_phrases("The bridge will be closed for two years.") == 0
