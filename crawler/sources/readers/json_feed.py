"""Read JSON Feeds, even truncated ones and those with control characters in their texts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.sources.readers.listing_dates import listing_date
from crawler.sources.source import ListingError

Entry = tuple[str, str | None, str | None]  # link and title, unchanged, and the date from `listing_date`

MAX_ITEMS = 10_000
_ITEMS = re.compile(r'"items"\s{0,99}:\s{0,99}\[')
_NEXT = re.compile(r'"next_url"\s{0,99}:\s{0,99}("[^"]{1,2000}+")')
_BETWEEN = re.compile(r"[\s,]*+")
_DECODER = json.JSONDecoder(strict=False)  # not strict: allows line breaks and tabs inside texts


def json_entries(text: str, url: str) -> list[Entry]:
    """Return the entries in a JSON Feed; the link of an entry without an address is "".

    Raises:
        ListingError: The text is not a JSON Feed.
    """
    try:
        feed = _DECODER.decode(text.strip())
        items = feed.get("items") if isinstance(feed, dict) else _posts(feed)
    except RecursionError:
        items = None
    except ValueError:
        items = list(_whole_items(text)) or None
        if items is None:
            raise ListingError(
                f"{url}: starts like a JSON Feed but is not valid JSON; check the feed's address"
            ) from None
    if not isinstance(items, list):
        raise ListingError(f"{url}: is JSON but not a JSON Feed (it has no 'items'); check the feed's address")
    return [_entry(item) for item in items if isinstance(item, dict)]


def json_next_page(text: str) -> str:
    """Return the address of the next page, `next_url`, of a JSON Feed; "" if there is none."""
    match = _NEXT.search(text)
    try:
        return str(_DECODER.decode(match[1])) if match else ""
    except ValueError:
        return ""


def _posts(feed: object) -> list[Any] | None:
    """Return the value if it is a list with objects, like the responses of WordPress's interface; else None."""
    return feed if isinstance(feed, list) and any(isinstance(item, dict) for item in feed) else None


def _whole_items(text: str) -> Iterator[Any]:
    """Yield the items of an invalid feed, up to the first invalid item."""
    start = _ITEMS.search(text)
    position = start.end() if start else len(text)
    for _ in range(MAX_ITEMS):
        between = _BETWEEN.match(text, position)
        try:
            item, position = _DECODER.raw_decode(text, between.end() if between else position)
        except (ValueError, RecursionError):
            return
        yield item


def _entry(item: dict[str, Any]) -> Entry:
    """Return one item of a JSON Feed."""

    def texts(*keys: str) -> tuple[str, ...]:
        values = (item.get(key) for key in keys)  # WordPress writes a text as {"rendered": text}
        plain = (value.get("rendered") if isinstance(value, dict) else value for value in values)
        return tuple(value for value in plain if isinstance(value, str) and value.strip())

    identifier = tuple(text for text in texts("id", "guid") if text.strip().startswith(("http://", "https://")))
    # The address of another page that the item is about comes last.
    links = texts("url", "link") + identifier + texts("external_url")
    # WordPress gives a date in UTC, without an offset, in addition to the date in the site's time.
    in_utc = (f"{text}Z" for text in texts("date_gmt") if "T" in text)
    dates = map(listing_date, (*texts("date_published", "date_modified"), *in_utc))
    return next(iter(links), ""), next(iter(texts("title")), None), next(filter(None, dates), None)
