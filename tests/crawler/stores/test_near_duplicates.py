from typing import Any

import pytest

from crawler.stores.near_duplicates import ARTICLES_PER_BAND, CANDIDATES
from crawler.stores.store import Store
from tests.support.articles import record
from tests.support.invented_stories import story, text
from tests.support.saving import representative_of, save_article

EARLY, LATER, LATEST = 100, 200, 300


def save(store: Store, name: str, content: str, second: int) -> str | None:
    """Save an article as the pipelines do; return what it was linked to."""
    made = record(name, content, second)
    made["duplicate_of"] = representative_of(store, made)
    save_article(store, made, [f"https://example.org/{name}"])
    return made["duplicate_of"]


def representatives(store: Store) -> dict[str, Any]:
    return {found["id"]: found["duplicate_of"] for found in store.articles.since()}


def test_every_version_of_a_story_is_linked_to_the_earliest(store: Store) -> None:
    told = story(1)
    assert save(store, "first", text(told), EARLY) is None
    assert save(store, "cut", text(told[:-2]), LATER) == "first"
    assert save(store, "padded", text(["A new lead.", *told[:-2], "And more."]), LATEST) == "first"
    assert save(store, "other", text(story(2)), LATEST) is None
    assert store.articles.count() == 4


def test_a_story_that_turns_out_to_be_earlier_becomes_the_head_of_all(store: Store) -> None:
    told = story(1)
    save(store, "later", text(told), LATER)
    save(store, "latest", text(told[1:]), LATEST)
    assert save(store, "early", text(["By our own reporter", *told]), EARLY) is None
    assert representatives(store) == {"early": None, "later": "early", "latest": "early"}
    assert store.articles.get("latest")["duplicate_of"] == "early"  # type: ignore[index]


def test_an_article_is_not_a_duplicate_of_its_own_earlier_version(store: Store) -> None:
    save(store, "one", text(story(1)), EARLY)
    assert save(store, "one", text([*story(1), "More."]), LATER) is None
    save(store, "one", text(story(2)), LATEST)
    assert save(store, "two", text(story(1)), LATEST) is None, "what it said before is no longer compared"


def test_a_text_that_tells_too_little_is_linked_to_none(store: Store) -> None:
    for name in ("a", "b"):
        assert save(store, name, "This video cannot be played. Try again later.", EARLY) is None
        assert save(store, f"{name}-empty", "", EARLY) is None


def test_a_text_on_very_many_pages_is_compared_with_a_bounded_number(store: Store) -> None:
    from sqlalchemy import insert

    from cleaners.compare.minhash import bands
    from crawler.stores.database.schema import text_bands
    from crawler.stores.near_duplicates import _candidates

    keys = bands(text(story(1)))
    many = [{"band": key, "number": n} for key in keys for n in range(ARTICLES_PER_BAND * 2)]
    with store.engine.begin() as connection:
        connection.execute(insert(text_bands), many)
        assert len(_candidates(connection, keys, "none")) == CANDIDATES


@pytest.mark.parametrize("language", ["en", "de", "zh"])
def test_a_cut_story_is_found_in_every_script(store: Store, language: str) -> None:
    told = story(7, language)
    save(store, "whole", text(told), EARLY)
    assert save(store, "cut", text(told[:5]), LATER) == "whole"
    assert save(store, "other", text(story(8, language)), LATER) is None
