"""Pages of a web archive that were saved as plain text: the conversion records of a WET file, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cleaners.page import Page
from cleaners.stages.decode import MAX_BODY_BYTES

SUFFIXES = (".wet", ".wet.gz")


class WetError(Exception):
    """The archive cannot be read on, or not at all; the message says where and what to do."""


def read_wet(stream: BinaryIO) -> Iterator[Page]:
    """Each text of the archive, packed or not, as a page with its address and time; one is held in memory at a time.

    Raises WetError where the archive breaks off or is none: the pages before have been given by then.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise WetError("WET files need the extra `warc`: pip install 'newsgalley[warc]'") from error
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.conversion, parse_http=False):
            url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
            size = min(record.content_length, MAX_BODY_BYTES)
            body = record.reader.read(size)
            if len(body) < size:
                raise WetError(f"breaks off within the text of {url or 'a page'}: fetch the archive again")
            date = record.headers.get("WARC-Date")
            yield Page(body=body, kind="text", url=url, fetched_at=date, encoding="utf-8")
    except (OSError, ValueError) as error:
        raise WetError(f"is no WARC archive from here on ({error}): fetch the archive again") from error
