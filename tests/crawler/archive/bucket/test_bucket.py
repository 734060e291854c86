"""The bucket of an archive: real requests to servers of S3 and Google's storage on loopback, and a folder."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from cleaners.urls import article_id
from crawler.archive.blanking import blank_pages
from crawler.archive.bucket.blanking import BucketBlanking
from crawler.archive.bucket.bucket import Bucket, BucketAddressError, checksums, open_bucket
from crawler.archive.bucket.errors import BucketError
from crawler.archive.bucket.range_file import FIRST_BYTES
from crawler.archive.bucket.spool import upload
from crawler.archive.files import finished_files
from crawler.archive.reader import RawPageError, read_page
from tests.crawler.archive.writing import exchange, written
from tests.support.servers.google_storage import GoogleStorage
from tests.support.servers.s3 import StorageServer

pytest.importorskip("obstore")

SERVERS = {"s3": "storage", "gs": "google"}  # the fixtures
NAME = "newsgalley-20260304T092951Z-5c0f3a1b-00001.warc.gz"
URLS = [f"https://www.example.org/story-{number}" for number in range(5)]


@pytest.fixture(params=[*SERVERS, "file"])
def bucket(request: pytest.FixtureRequest, tmp_path: Path) -> Bucket:
    if request.param in SERVERS:
        request.getfixturevalue(SERVERS[request.param])
        return open_bucket(f"{request.param}://desk/raw/")
    (tmp_path / "far").mkdir()
    return open_bucket((tmp_path / "far").as_uri())


def put(bucket: Bucket, path: Path) -> None:
    with path.open("rb") as file:
        bucket.create(path, checksums(file))


def local(folder: Path, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / NAME).write_bytes(content)
    return folder / NAME


def test_a_link_in_a_spool_is_not_uploaded(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "key").write_bytes(b"secret")
    (tmp_path / NAME).symlink_to(tmp_path / "key")
    with pytest.raises(OSError, match="it is a link"):
        upload(tmp_path / NAME, open_bucket((tmp_path / "far").as_uri()))
    assert list((tmp_path / "far").iterdir()) == []


def test_nothing_is_overwritten_and_the_same_file_is_not_uploaded_again(bucket: Bucket, tmp_path: Path) -> None:
    path = local(tmp_path / "a", random.Random(1).randbytes(6_000_000))
    put(bucket, path)
    put(bucket, path)
    for other in (b"shorter", random.Random(2).randbytes(6_000_000)):
        with pytest.raises(BucketError, match="exists and is never overwritten") as caught:
            put(bucket, local(tmp_path / "b", other))
        assert caught.value.reason == "exists"
    assert bucket.read(NAME, 0, 7_000_000) == path.read_bytes()
    assert [(file.name, file.size) for file in bucket.files()] == [(NAME, 6_000_000)]
    assert not list(bucket.files(NAME))


def test_an_upload_that_arrived_damaged_is_taken_back(bucket: Bucket, tmp_path: Path) -> None:
    path = local(tmp_path / "a", b"on the way")
    with pytest.raises(BucketError) as caught:
        bucket.create(path, checksums(io.BytesIO(b"as it was ")))
    assert caught.value.reason == "unverified"
    assert not list(bucket.files())


@pytest.mark.parametrize("bucket", SERVERS, indirect=True)
def test_a_file_that_another_process_replaced_is_not_replaced(bucket: Bucket, tmp_path: Path) -> None:
    put(bucket, local(tmp_path / "a", b"first"))
    version = bucket.download(NAME, io.BytesIO())
    bucket.replace(NAME, io.BytesIO(b"second"), version, checksums(io.BytesIO(b"second")))
    with pytest.raises(BucketError, match="another process has changed"):
        bucket.replace(NAME, io.BytesIO(b"third"), version, checksums(io.BytesIO(b"third")))
    assert bucket.read(NAME, 0, 10) == b"second"


def test_pages_are_read_by_the_ranges_of_their_records(bucket: Bucket, tmp_path: Path) -> None:
    asked: list[tuple[int, int]] = []
    bodies = [
        b"<p>" + random.Random(number).randbytes(size).hex().encode()
        for number, size in enumerate((9, 500_000, 99_000, 5, 7))
    ]
    plain = {"response_headers": [(b"Content-Type", b"text/html")]}
    places = written(
        tmp_path / "a", *(exchange(url, body=body, **plain) for url, body in zip(URLS, bodies, strict=True))
    )
    (path,) = finished_files(tmp_path / "a")
    put(bucket, path)
    read = bucket.read
    bucket.read = lambda name, start, size: asked.append((start, size)) or read(name, start, size)  # type: ignore
    for place, url, body in zip(places, URLS, bodies, strict=True):
        page = read_page(tmp_path / "none", place, (), bucket)
        assert (page.url, page.body, page.raw_ref, page.source) == (url, body, place, "paper")
    assert [start for start, size in asked if size == FIRST_BYTES] == [
        int(place.rpartition(":")[2]) for place in places
    ]
    assert len(asked) < 15
    for place in (f"{path.name}:99999999", f"{NAME}:0", f"{path.name}:-1", f"{path.name}:1"):
        with pytest.raises(RawPageError) as caught:
            read_page(tmp_path / "none", place, (), bucket)
        assert caught.value.reason == "not_found"


@pytest.mark.parametrize("name", ["../secret.txt", "secret.txt", f"deep/{NAME}", "/etc/passwd", ""])
def test_a_store_cannot_name_other_objects_of_the_bucket(bucket: Bucket, tmp_path: Path, name: str) -> None:
    bucket.read = lambda *_: pytest.fail("an object was read")  # type: ignore[method-assign]
    with pytest.raises(RawPageError):
        read_page(tmp_path, f"{name}:0", (), bucket)


def test_deleted_pages_are_blanked_in_the_bucket(bucket: Bucket, tmp_path: Path) -> None:
    places = written(tmp_path / "a", *map(exchange, URLS))
    (path,) = finished_files(tmp_path / "a")
    put(bucket, path)
    blanking = BucketBlanking(bucket)
    assert blanking.blank({"0" * 64}, None, None) == 0
    assert blanking.blank({article_id(URLS[1]), article_id(URLS[3])}, None, None) == 2
    assert blanking.blank({article_id(URLS[1])}, None, None) == 0
    for number, place in enumerate(places):
        if number in (1, 3):
            with pytest.raises(RawPageError, match="holds no page"):
                read_page(tmp_path / "none", place, (), bucket)
        else:
            assert read_page(tmp_path / "none", place, (), bucket).url == URLS[number]
    # The copy that a killed upload left behind is equal when the same pages are taken out of it.
    assert blank_pages(tmp_path / "a", {article_id(URLS[1]), article_id(URLS[3])}) == 2
    put(bucket, path)


def test_a_bucket_of_google_that_is_not_there_is_named(google: GoogleStorage, tmp_path: Path) -> None:
    with pytest.raises(BucketError, match="no such bucket") as caught:
        put(open_bucket("gs://nowhere/raw"), local(tmp_path / "a", b"page"))
    assert caught.value.reason == "no_bucket"


def test_a_bucket_that_fails_is_not_a_page_that_is_gone(storage: StorageServer, tmp_path: Path) -> None:
    bucket, missing = open_bucket("s3://desk/raw"), open_bucket("s3://nowhere/raw")
    with pytest.raises(BucketError, match="no such bucket"):
        read_page(tmp_path, f"{NAME}:0", (), missing)
    storage.stop()
    with pytest.raises(BucketError) as caught:
        read_page(tmp_path, f"{NAME}:0", (), bucket)
    assert caught.value.reason == "unreachable"
    storage.start()


def test_no_secret_is_in_a_message(storage: StorageServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9/invented-secret?token=abcdefgh")
    with pytest.raises(BucketError) as caught:
        put(open_bucket("s3://desk/raw"), local(tmp_path / "a", b"x"))
    assert "invented-secret" not in str(caught.value)
    assert "abcdefgh" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("nonsense", "is not the address of a bucket"),
        ("ftp://a/b", "is not the address of a bucket"),
        ("https://bucket.s3.amazonaws.com/", "is not the address of a bucket"),
        ("memory:///", "is not the address of a bucket"),
        ("s3://", "is not the address of a bucket"),
        ("file:///", "is not the address of a bucket"),
        ("file:///proc/nowhere", "Create or mount the folder"),
        ("az://container", "Account must be specified"),
        ("s3://key:hidden-word@desk/", "must not hold a user"),
        ("s3://desk/raw?token=hidden-word", "must not hold a user"),
        ("http://[hidden-word", "not a valid address"),
    ],
)
def test_a_bad_address_is_reported_in_one_sentence_without_secrets(url: str, message: str) -> None:
    with pytest.raises(BucketAddressError, match=message) as caught:
        open_bucket(url)
    assert str(caught.value).startswith("ARCHIVE_URL")
    assert "hidden-word" not in str(caught.value)
    assert "\n" not in str(caught.value)
