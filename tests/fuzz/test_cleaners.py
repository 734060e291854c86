"""For any bytes, the cleaner returns a record that can be stored, and raises nothing."""

# ruff: noqa: E501, RUF005 (tables of pieces)

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cleaners.cleaning import clean_page
from cleaners.page import Page

GOLDEN = sorted(Path(__file__).parents[1].glob("pages/*/page.html"))
PAGES = [path.read_text(encoding="utf-8") for path in GOLDEN]
# Failing pages are not shrunk, because with pages of this size that takes minutes.
FEW = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MANY = settings(FEW, max_examples=3_000)

FRAGMENTS = st.sampled_from(
    ["<", ">", "&", "</", "<!--", "-->", "<![CDATA[", "]]>", "<script>", "</script>", "<p>", "</p>", "<a href='", "<br>"]
    + ["<table>", "<tr>", "</article>", '"', "'", "\x00", "\ufeff", "\u202e", "&#xd800;", "&#0;", "<svg>", "<title>", "<form>"]
    + ["<noscript>", "<template>", "<base href='//e'>", "<meta charset=utf-16>", "=", " hidden ", "<plaintext>", "<frameset>"]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
KEYS = st.sampled_from(
    ["@type", "@id", "@graph", "headline", "name", "author", "datePublished", "dateModified", "image", "url", "keywords"]
    + ["mainEntityOfPage", "isAccessibleForFree", "hasPart", "publisher", "articleSection", "inLanguage", "isBasedOn"]
)  # fmt: skip
VALUES = SCALARS | st.sampled_from(["NewsArticle", "Person", "2026-03-03", "\ud800", "false", "http://[", "9" * 30])
JSON = st.recursive(
    VALUES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=20
)
STORY = "".join(
    f"<p>The harbour of the town had {n} boats and {n * 3} nets, the warden said on Monday.</p>" for n in range(9)
)


@st.composite
def mutated_pages(draw: st.DrawFn) -> str:
    """Return a golden page in which parts were cut out, doubled, reversed or replaced by markup."""
    page = draw(st.sampled_from(PAGES))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(page)))
        end = min(len(page), start + draw(st.integers(0, 3_000)))
        part = draw(st.sampled_from(["", page[start:end] * 2, page[start:end][::-1]]) | FRAGMENTS)
        page = page[:start] + part + page[end:]
    return page


def check(body: str | bytes, **page: Any) -> None:
    """Clean a page, and check that its record is valid JSON in UTF-8 without NUL."""
    record = clean_page(Page(body=body, **({"url": "https://example.org/a"} | page))).to_record()
    line = json.dumps(record, ensure_ascii=False, allow_nan=False)
    assert "\x00" not in line
    line.encode()


def check_json_ld(value: object) -> None:
    check(
        f'<html><head><script type="application/ld+json">{json.dumps(value)}</script></head><body>{STORY}</body></html>'
    )


@FEW
@given(mutated_pages())
def test_mutated_pages_are_cleaned(page: str) -> None:
    check(page)


@FEW
@given(mutated_pages(), st.sampled_from(["utf-8", "utf-16", "cp1251", "shift_jis", "utf-7"]), st.binary(max_size=40))
def test_damaged_bytes_in_any_charset_are_cleaned(page: str, charset: str, junk: bytes) -> None:
    body = page.encode(charset, "replace")
    check(body[: len(body) // 2] + junk + body[len(body) // 2 :], encoding=charset)


@FEW
@given(st.binary(max_size=2_000), st.none() | st.text(max_size=12))
def test_random_bytes_are_cleaned(body: bytes, encoding: str | None) -> None:
    check(body, encoding=encoding)
    check(body, encoding=encoding, kind="text")


@FEW
@given(JSON)
def test_random_json_ld_is_read(value: object) -> None:
    check_json_ld(value)


@FEW
@given(st.text(max_size=500), st.text(max_size=60), st.datetimes(timezones=st.timezones()).map(datetime.isoformat))
def test_random_text_addresses_and_times_are_cleaned(body: str, url: str, time: str) -> None:
    check(body, url=url, fetched_at=time, kind="text", title_hint=url, requested_url=url)
    check(body, url=url, fetched_at=time)


@FEW
@given(st.text(min_size=1, max_size=40))
def test_a_time_of_any_text_is_read_or_refused_by_name(time: str) -> None:
    problem = None
    try:
        check("<p>A page.</p>", fetched_at=time)
    except ValueError as error:
        problem = str(error)
    assert problem is None or "fetched_at" in problem


@pytest.mark.soak
@pytest.mark.parametrize(
    ("strategy", "run"), [(mutated_pages(), check), (JSON, check_json_ld), (st.binary(max_size=20_000), check)]
)
def test_many_more_examples_are_cleaned(strategy: st.SearchStrategy[Any], run: Any) -> None:
    MANY(given(strategy)(lambda value: run(value)))()
