"""Dates of publication that a site has overwritten with the date of a change."""

import pytest

from tests.cleaners.metadata.pages import ld, meta, read

STAMPED = "2026-03-20T09:00:00Z"
HEAD = ld(datePublished=STAMPED, dateModified=STAMPED)
STORY = f"<p>{'The old bridge over the river opens again. ' * 8}</p>"


def _day(body: str, head: str = HEAD, url: str = "https://www.daily.example/the-bridge-opens") -> str:
    return (read(head, f"<h1>The bridge opens</h1>{body}{STORY}", url).date_published or "")[:10]


@pytest.mark.parametrize(
    "body",
    [
        "<p>3 March 2026</p>",
        "<p>Posted on Tuesday, March 3, 2026</p>",
        "<p>3 March 2026</p><p>Updated 20 March 2026</p>",
        "<time itemprop='datePublished' datetime='2026-03-03'>some weeks ago</time>",
    ],
)
def test_an_earlier_day_that_readers_see_is_the_publication(body: str) -> None:
    assert _day(body) == "2026-03-03"
    assert _day(body, meta(article__published_time=STAMPED)) == "2026-03-03"


def test_an_earlier_day_in_the_address_is_the_publication() -> None:
    assert _day("", url="https://www.daily.example/2026/03/03/the-bridge-opens") == "2026-03-03"


@pytest.mark.parametrize(
    "body",
    [
        "<p>20 March 2026</p><p>3 March 2026</p>",
        "<p>19 March 2026</p>",  # the same moment in another zone
        "<p>Updated 3 March 2026</p>",
        "<p>The closed bridge on 3 March 2026</p>",
        f"{STORY}<p>3 March 2026</p>",
        "<p>1000017279</p>",
        "<p>Season opens 3 March 2026</p>",
    ],
)
def test_earlier_days_elsewhere_are_not_the_publication(body: str) -> None:
    assert _day(body) == "2026-03-20"


def test_a_date_whose_numbers_are_exchanged_is_the_day_of_the_markup() -> None:
    assert _day("<p>03/11/2025</p>", ld(datePublished="2025-11-03", dateModified="2025-11-03")) != "2025-03-11"


def test_numbers_in_an_address_are_not_a_day() -> None:
    assert _day("", url="https://www.daily.example/the-bridge-20260303.html") == "2026-03-20"


def test_the_markup_is_right_if_it_gives_a_later_change() -> None:
    assert _day("<p>3 March 2026</p>", ld(datePublished=STAMPED, dateModified="2026-04-01T09:00:00Z")) == "2026-03-20"


def test_the_day_of_the_markup_is_given_as_a_conflict() -> None:
    evidence = read(HEAD, f"<h1>The bridge opens</h1><p>3 March 2026</p>{STORY}", "").date_evidence
    assert evidence is not None
    assert (evidence.found_in, evidence.conflict) == ("page:heading", STAMPED)
