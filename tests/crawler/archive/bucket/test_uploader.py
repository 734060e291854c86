"""Uploads of archive files while another machine deletes a page in them, and buckets that are gone for long."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from crawler.archive.bucket import uploader as uploads
from crawler.archive.bucket.bucket import Bucket, open_bucket
from crawler.archive.bucket.errors import failure
from crawler.archive.bucket.uploader import Bounds, Uploader
from crawler.archive.files import UPLOADED, finished_files
from crawler.archive.reader import RawPageError, read_page
from crawler.erasure import blank_in, erase
from crawler.stores.deletion import Portion, Selection
from crawler.stores.store import Store
from tests.crawler.archive.writing import exchange, written
from tests.crawler.stores.test_store import record
from tests.support.saving import save_article

pytest.importorskip("obstore")

GONE, KEPT = "https://www.example.org/gone", "https://www.example.org/kept"


class Machines:
    """One machine has two pages in its spool, and another one deletes the first: same store, same bucket."""

    def __init__(self, folder: Path, store: Store, spool_keep_days: float = 0) -> None:
        (folder / "far").mkdir()
        self.spool, self.store = folder / "spool", store
        self.places = written(self.spool, exchange(GONE), exchange(KEPT))
        self.bucket = open_bucket((folder / "far").as_uri())
        self.bounds = Bounds(spool_keep_days, 0, 0, 0, 60, 60)
        self._other = blank_in(folder / "elsewhere", self.bucket)
        for url in (GONE, KEPT):
            save_article(store, {**record(url), "id": url[-4:]}, [url])

    def upload(self) -> Uploader:
        uploader = Uploader(self.spool, self.bucket, self.bounds, lambda: None, lambda: None)
        uploader.start(self.store.deletion)
        uploader.close()
        return uploader

    def delete(self, after_search: Callable[[], object] = lambda: None) -> None:
        def blank(portion: Portion) -> tuple[int, Collection[str]]:
            pages = self._other(portion)
            after_search()
            return pages

        erase(self.store.deletion, Selection(id="gone"), blank)

    def assert_gone_everywhere(self) -> None:
        assert finished_files(self.spool) == []
        for folder in (self.spool, self.spool / "none"):
            with pytest.raises(RawPageError, match="holds no page"):
                read_page(folder, self.places[0], (), self.bucket)
            assert read_page(folder, self.places[1], (), self.bucket).url == KEPT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(f"sqlite:///{tmp_path / 'articles.db'}")) as store:
        yield store


@pytest.fixture
def machines(tmp_path: Path, store: Store) -> Machines:
    return Machines(tmp_path, store)


def at_creation(bucket: Bucket, monkeypatch: pytest.MonkeyPatch, before: Callable[[], object] = lambda: None,
                after: Callable[[], object] = lambda: None) -> None:  # fmt: skip
    """Do something right before or after the next upload of a file."""
    create = bucket.create

    def interrupted(*arguments: object) -> None:
        monkeypatch.setattr(bucket, "create", create)
        before()
        create(*arguments)  # type: ignore[arg-type]
        after()

    monkeypatch.setattr(bucket, "create", interrupted)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_page_that_is_deleted_during_its_upload_is_gone(
    machines: Machines, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    at_creation(machines.bucket, monkeypatch, **{moment: machines.delete})
    assert machines.upload().counts() == {"uploaded": 1, "waiting": 0, "failed": {}}
    machines.assert_gone_everywhere()


def test_a_page_that_is_uploaded_between_search_and_commit_of_its_deletion_is_gone(machines: Machines) -> None:
    machines.delete(after_search=machines.upload)
    machines.assert_gone_everywhere()


def test_a_local_copy_that_is_kept_has_no_deleted_page_either(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    machines = Machines(tmp_path, store, spool_keep_days=1)
    at_creation(machines.bucket, monkeypatch, after=machines.delete)
    machines.upload()
    machines.assert_gone_everywhere()
    (kept,) = finished_files(machines.spool / UPLOADED)
    assert kept.read_bytes() == (tmp_path / "far" / kept.name).read_bytes()


def test_a_page_that_another_machine_deleted_stays_deleted_when_an_upload_is_repeated(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        machines.delete()
        raise failure("unreachable", machines.bucket.url, "x", "the answer is lost")

    monkeypatch.setattr(uploads, "MAX_PAUSE_SECONDS", 0.01)
    at_creation(machines.bucket, monkeypatch, after=fail)
    assert machines.upload().counts() == {"uploaded": 1, "waiting": 0, "failed": {"unreachable": 1}}
    machines.assert_gone_everywhere()


def test_a_deletion_that_was_ended_is_continued_with_all_its_addresses(machines: Machines) -> None:
    alias = "https://www.example.org/gone?page=1"
    save_article(machines.store, {**record(GONE), "id": "gone"}, [alias])

    def die() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        machines.delete(after_search=die)
    portion = next(machines.store.deletion.portions(Selection(id="gone")))
    assert len(portion.keys) == 2
    machines.delete()
    machines.upload()
    machines.assert_gone_everywhere()
    assert machines.store.state.reason_of(alias) == "deleted"


def test_a_bucket_that_was_gone_for_long_gets_everything_soon_after_it_is_back(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MAX_PAUSE_SECONDS", 0.05)
    create, tries = machines.bucket.create, iter(range(40))

    def gone(*arguments: object) -> None:
        if next(tries, None) is not None:
            raise failure("unreachable", machines.bucket.url, "x", "nobody answers")
        create(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(machines.bucket, "create", gone)
    uploader = Uploader(machines.spool, machines.bucket, machines.bounds, lambda: None, lambda: None)
    uploader.start(machines.store.deletion)
    with uploader._changed:
        assert uploader._changed.wait_for(lambda: uploader.counts()["uploaded"] == 1, timeout=100)
    uploader.close()
    assert uploader.counts() == {"uploaded": 1, "waiting": 0, "failed": {"unreachable": 40}}
    assert read_page(machines.spool, machines.places[0], (), machines.bucket).url == GONE
