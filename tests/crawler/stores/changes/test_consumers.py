"""A cursor moves once for each output, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.stores import StoreError
from crawler.stores.changes.consumers import Claim
from crawler.stores.deletion import Selection
from crawler.stores.store import Store
from tests.support.articles import LONGER, OTHER, STORY, feed, save


def test_a_claim_is_finished_once(store: Store, tmp_path: Path) -> None:
    part, path = tmp_path / ".out.desk.part", tmp_path / "out"
    part.write_text("complete")
    assert store.consumers.cursor("desk") == 0
    store.consumers.claim("desk", 0, Claim(str(part), str(path), 7))
    with pytest.raises(StoreError, match="another process"):
        store.consumers.claim("desk", 0, Claim(str(part), str(path), 9))
    assert [store.consumers.cursor("desk") for _ in range(2)] == [7, 7]
    assert path.read_text() == "complete"
    assert store.consumers.cursor("other") == 0


@pytest.mark.parametrize("part", ["key", ".out.other.part", "folder/.out.desk.part", "s3://bucket/.out.desk.part"])
def test_a_store_of_others_cannot_have_any_file_renamed(store: Store, tmp_path: Path, part: str) -> None:
    place = part if "://" in part else str(tmp_path / part)
    (tmp_path / "folder").mkdir()
    if "://" not in part:
        Path(place).write_text("secret")
    (tmp_path / "out").write_text("mine")
    store.consumers.cursor("desk")
    store.consumers.claim("desk", 0, Claim(place, str(tmp_path / "out"), 7))
    with pytest.raises(StoreError, match="no export names files so"):
        store.consumers.cursor("desk")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_cursor_moves_from_where_the_export_began(store: Store) -> None:
    store.consumers.cursor("desk")
    store.consumers.move("desk", 0, 3)
    with pytest.raises(StoreError, match="another process"):
        store.consumers.move("desk", 0, 4)
    assert store.consumers.cursor("desk") == 3


def test_articles_are_deleted_with_their_revisions_and_leave_tombstones(store: Store) -> None:
    save(store, "vineyard", OTHER)
    save(store, "vineyard", LONGER)
    save(store, "harbour", STORY, 1)
    for portion in store.deletion.portions(Selection(id="vineyard")):
        store.deletion.delete(portion)
    assert feed(store) == [("new", "harbour", 1), ("deleted", "vineyard", None)]
    assert list(store.articles.earlier("vineyard")) == []
    assert store.state.reason_of("https://courier.example/vineyard") == "deleted"
