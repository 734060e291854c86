"""Read pages from WARC and WET files: our own archive, Common Crawl's, and those of other archivers."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

from fastwarc.warc import ArchiveIterator, WarcRecord

from cleaners.page import Page
from cleaners.record import Record
from crawler.archive.bucket.bucket import Bucket
from crawler.archive.bucket.errors import BucketError
from crawler.archive.bucket.range_file import RangeFile
from crawler.archive.files import OPEN_SUFFIX, UPLOADED, is_archive_name
from crawler.archive.record_page import BAD_DATE, MAX_BODY_BYTES, add_context, is_context, is_fault, record_page
from crawler.archive.saved import saved_page
from crawler.archive.segments import whole_records
from crawler.archive.splitting import raw_records
from crawler.messages.wording import counted

LOST_REASONS = ("damaged", "truncated", "bad_address")  # skip reasons of records whose content was lost
BAD_DIGEST = "bad_digest"  # reason code
FAULTS = (*LOST_REASONS, BAD_DATE, BAD_DIGEST)  # a page with a bad date or digest is not lost
MAX_CONTEXT_BYTES = 1 << 16  # read from a metadata record


class RawPageError(LookupError):
    """The raw page at a `raw_ref` cannot be read; `reason` is the code, the message says why."""

    def __init__(self, reason: Literal["not_found", "not_allowed"], message: str) -> None:
        super().__init__(message)
        self.reason = reason


def read_page(folder: Path, raw_ref: str, others: Sequence[Path] = (), bucket: Bucket | None = None) -> Page:
    """Return the page at a `raw_ref`: FILE:OFFSET, with FILE in the archive folder, or a file:// address.

    With symbolic links resolved, the file must be in the archive folder or in one of the `others`. Otherwise a store
    that somebody else made could turn any file of this machine into an article. If the folder does not have the file,
    it is read from the bucket, provided that it has the name of an archive file.

    Raises:
        RawPageError: The file is elsewhere, missing or unreadable, or holds no page at that offset.
        BucketError: The bucket failed, so it is unknown whether the page exists.
    """
    is_file = raw_ref.startswith("file:")
    name, _, offset = (url2pathname(urlsplit(raw_ref).path), "", "") if is_file else raw_ref.rpartition(":")
    try:
        path = existing_path(folder / name)  # pathlib ignores the folder if the name is absolute
        if not _is_within(path, [folder, *others]):
            advice = "name its folder in RAW_PAGE_FOLDERS if you trust this store"
            raise RawPageError("not_allowed", f"{raw_ref}: is not in the archive; {advice}")
        if bucket and is_archive_name(name) and not path.exists():
            page = _page_in(bucket, name, int(offset))
        else:
            page = saved_page(path) if is_file else _page_at(path, int(offset), name)
    except (OSError, ValueError) as error:
        raise RawPageError("not_found", f"{raw_ref}: cannot be read: {error}") from None
    if page is None or (page.raw_ref != raw_ref and not is_file):
        raise RawPageError("not_found", f"{raw_ref}: {path} holds no page at this offset")
    return replace(page, raw_ref=raw_ref)


def read_story(record: Record, read: Callable[[str], Page]) -> Page:
    """Return the raw page of an article with the later pages of its story.

    `read` returns the page at a `raw_ref` and raises the errors of `read_page`.
    """
    page = read(record["raw_ref"] or "")
    later = (replace(read(each["raw_ref"] or ""), first_page=page.url) for each in record["joined_pages"])
    return replace(page, later_pages=tuple(later))


def _page_at(path: Path, offset: int, name: str) -> Page | None:
    with path.open("rb") as stream:
        stream.seek(offset)
        return next(read_pages(stream, Counter(), name), None)


def _page_in(bucket: Bucket, name: str, offset: int) -> Page | None:
    if offset < 0:
        raise ValueError("the offset is negative")
    try:
        stream = cast(BinaryIO, RangeFile(bucket, name, offset))
        return next(read_pages(stream, Counter(), name), None)
    except BucketError as error:
        if error.reason != "not_found":
            raise
        raise FileNotFoundError(f"neither the folder nor {bucket.url} has the file") from None


def _is_within(path: Path, folders: Sequence[Path]) -> bool:
    """Return True if a path is a file in one of the folders or is itself among `folders`."""
    real = path.resolve()
    if real.exists() and not real.is_file():
        return False  # because opening a device or pipe could block for ever
    return any(real.is_relative_to(folder.resolve()) for folder in folders)


def read_pages(stream: BinaryIO, skipped: Counter[str], name: str | None = None) -> Iterator[Page]:
    """Yield the pages of a WARC or WET stream, compressed or not, and count the other records in `skipped` by reason.

    Memory use does not grow with the number of pages, and no record is lost by the fault of another. `name` is the file
    name in the pages' `raw_ref`. Without it `raw_ref` is None, and also in a file that is compressed as a whole, where
    a record has no offset.
    """
    # The id of the last record, and its page, which waits for its metadata record: that may come next.
    held: tuple[str, Page] | None = None
    for record, position in _records(stream, skipped):
        if held and is_context(record, held[0]):
            yield add_context(held[1], record.reader.read(MAX_CONTEXT_BYTES))
            held = None
            continue
        if held:
            yield held[1]
        page = record_page(record, skipped)
        reference = None if name is None or position is None else f"{name}:{position}"
        held = (record.record_id or "", replace(page, raw_ref=reference)) if page else None
    if held:
        yield held[1]


def archived_pages(stream: BinaryIO, name: str, file: str | None) -> Iterator[tuple[str, Page | str]]:
    """Yield the name and content of each page in an archive; `file` is that of `read_pages`.

    The last pairs are its name and sentences about records that were lost, too large or changed, or about an archive
    without pages.
    """
    skipped: Counter[str] = Counter()
    is_empty = True
    for page in read_pages(stream, skipped, file):
        is_empty = False
        yield f"{name}: {page.url}", page
    problems = list(_problems(skipped))
    if is_empty and not problems:
        others = ", ".join(f"{reason} {count}" for reason, count in skipped.most_common())
        problems.append(
            f"holds no page, only other records: {others}" if others else "is not an archive: it has no record"
        )
    yield from ((name, problem) for problem in problems)


def _problems(skipped: Counter[str]) -> Iterator[str]:
    """Yield sentences about the records of an archive that were lost, too large or changed."""
    if lost := sum(skipped[reason] for reason in LOST_REASONS):
        yield f"{counted(lost, 'record')} cannot be read, damaged or truncated; fetch the archive again"
    if large := skipped["too_large"]:
        size = MAX_BODY_BYTES // 1024**2
        yield f"{counted(large, 'record')} larger than {size} MB, unpacked, not read; a crawl would not fetch it"
    if changed := skipped[BAD_DIGEST]:
        yield f"{counted(changed, 'record')} changed since the digest was written, but read; fetch the archive again"


def _records(stream: BinaryIO, skipped: Counter[str]) -> Iterator[tuple[WarcRecord, int | None]]:
    """Yield the records of a stream with their offsets; count the unreadable ones by reason."""
    for found in whole_records(raw_records(stream)):
        if isinstance(found, str):
            skipped[found] += 1
        elif record := _parsed(found.data):
            skipped.update([] if found.is_intact else [BAD_DIGEST])
            yield record, found.position
        else:
            skipped["damaged"] += 1


def _parsed(data: bytes) -> WarcRecord | None:
    """Parse the bytes of a record; return None if they are not a record."""
    try:
        return next(iter(ArchiveIterator(io.BytesIO(data), parse_http=False)), None)
    except BaseException as error:
        if not is_fault(error):
            raise
        return None


def existing_path(path: Path) -> Path:
    """Return the current path of a file, which is being written, complete, or uploaded and kept as a copy.

    A file passes through these states in this order, so it is not missed if it changes its state meanwhile.
    """
    stages = (path.with_name(path.name + OPEN_SUFFIX), path, path.with_name(UPLOADED) / path.name)
    return next((stage for stage in stages if stage.exists()), path)
