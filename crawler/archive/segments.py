"""Join the segments of WARC records, which some archivers split because a file of theirs has a greatest size.

The first segment is a record of the usual types. Those of the type `continuation` follow it, and the last says how long
the whole is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.archive.splitting import MAX_RECORD_BYTES, RawRecord, Skipped

_ID, _ORIGIN, _NUMBER, _TOTAL = (
    re.compile(rb"\r\n%b:[ \t]{0,8}([^\r\n]{1,200})" % name, re.IGNORECASE)
    for name in (
        b"WARC-Record-ID", b"WARC-Segment-Origin-ID", b"WARC-Segment-Number", b"WARC-Segment-Total-Length",
    )
)  # fmt: skip
_LENGTH = re.compile(rb"(?<=\r\nContent-Length:)[^\r\n]*", re.IGNORECASE)


def whole_records(records: Iterable[RawRecord | Skipped]) -> Iterator[RawRecord | Skipped]:
    """Yield the records; those in segments are joined, and truncated if the next segment is not the next record.

    A segment without its beginning stays a record of the type `continuation`.
    """
    begun: RawRecord | None = None
    number = 1
    for record in records:
        if begun is not None and not isinstance(record, str) and _continues(record, begun, number + 1):
            begun, number = _joined(begun, record), number + 1
            if _TOTAL.search(record.header):
                yield begun if len(begun.block) <= MAX_RECORD_BYTES else "too_large"
                begun = None
            continue
        if begun is not None:
            yield "truncated"
            begun = None
        if not isinstance(record, str) and _number(record) == 1 and not _TOTAL.search(record.header):
            begun, number = record, 1
        else:
            yield record
    if begun is not None:
        yield "truncated"


def _continues(record: RawRecord, begun: RawRecord, number: int) -> bool:
    origin, own = _ORIGIN.search(record.header), _ID.search(begun.header)
    return _number(record) == number and origin is not None and own is not None and origin[1].strip() == own[1].strip()


def _number(record: RawRecord) -> int | None:
    found = _NUMBER.search(record.header)
    return int(found[1]) if found and found[1].strip().isdigit() else None


def _joined(begun: RawRecord, record: RawRecord) -> RawRecord:
    """Return both as one record; of one that is too large, only as much is kept as shows that."""
    block = (begun.block + record.block)[: MAX_RECORD_BYTES + 1]
    header = _LENGTH.sub(b" %d" % len(block), begun.header, count=1)
    return replace(begun, header=header, block=block, is_intact=begun.is_intact and record.is_intact)
