"""Invented articles: their records, and how they get into a store and come out of its change feed."""

from __future__ import annotations

from typing import Any

from cleaners.article import to_article
from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.record import Record
from crawler.stores.store import Store
from tests.support.saving import representative_of, save_article

STORY = " ".join(f"On day {n} the harbour board of Ostrand weighed offer {n} for crane {n + 7}." for n in range(9))
OTHER = " ".join(f"Row {n} of the old vineyard gave {n + 3} baskets, said the owner's {n}th letter." for n in range(9))
LONGER = OTHER + " The cellar master praised the late sun, the dry weeks of autumn and forty patient pickers."


def record(name: str, text: str, second: int) -> Record:
    """Return the record of a text fetched at this second of one day, with `name` as its id and content hash."""
    moment = f"2026-03-04T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
    blocks = [Block(paragraph, position=number) for number, paragraph in enumerate(text.split("\n\n"))]
    article = to_article(Document(Page(body=text, kind="text", fetched_at=moment), blocks=blocks))
    return {**article.to_record(), "id": name, "content_hash": name}


def article(name: str, story: str, second: int = 0) -> Any:
    return record(name, story, second) | {"url": f"https://courier.example/{name}", "duplicate_of": None, "removed": []}


def save(store: Store, name: str, story: str, second: int = 0) -> None:
    new = article(name, story, second)
    save_article(store, {**new, "duplicate_of": representative_of(store, new)}, [new["url"]])


def feed(store: Store, cursor: int = 0) -> list[tuple[str, str, int | None]]:
    found = [(each.fields["change"], each.article_id, each.record) for each in store.changes.after(cursor)]
    return [(change, name, rec["revision"] if rec else None) for change, name, rec in found]
