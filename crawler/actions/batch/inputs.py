"""Find the files that a batch reads: they are named one by one, by folder, by pattern, or in a list."""

from __future__ import annotations

import gzip
import io
import os
import re
import zlib
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from glob import glob, has_magic
from urllib.parse import urlsplit
from urllib.request import url2pathname

import fsspec

from crawler.actions.batch.errors import InputError, InputMissingError
from crawler.actions.batch.job import absolute
from crawler.actions.batch.storage import message_of, open_input
from crawler.archive.forms import ARCHIVE_SUFFIXES, WACZ_SUFFIX
from crawler.network.storages import is_remote, refuse_secret

LIST_SUFFIXES = (".paths", ".paths.gz", ".txt", ".txt.gz")
MAX_LIST_BYTES = 256 << 20  # unpacked; a year of Common Crawl News is under a megabyte
# Common Crawl's lists name files without their storage. These are its addresses over HTTP and in S3.
COMMON_CRAWL = "https://data.commoncrawl.org"
COMMON_CRAWL_BUCKET = "s3://commoncrawl"
COMMON_CRAWL_PREFIXES = ("crawl-data/", "contrib/")
_DAY = re.compile(r"(?<!\d)(20\d\d)-?([01]\d)-?([0-3]\d)(?:\d{6}|[T-]\d{4,6})?(?!\d)")


@dataclass(frozen=True, slots=True)
class Selection:
    """The choice of input files by the days in their names, and the base of the paths in lists."""

    since: date | None = None
    until: date | None = None  # the last day
    base: str | None = None


def find_inputs(given: Sequence[str], selection: Selection) -> list[str]:
    """Return the absolute paths and addresses of the files; a file with several names appears once.

    Raises:
        ValueError: An input does not exist, names no file, or has a name that cannot be used, or no input is a list for
            the base. The message names it.
        InputError: A list or folder cannot be read.
    """
    if selection.base is not None and not any(name.lower().endswith(LIST_SUFFIXES) for name in given):
        raise ValueError(f"--base: no input is a list of files, whose name ends in {' or '.join(LIST_SUFFIXES)}.")
    found: dict[str, str] = {}
    for file in (file for name in given for file in _files(name, selection.base)):
        found.setdefault(_real(file), file)
    chosen = [file for file in found.values() if _is_chosen(file, selection)]
    if not chosen:
        raise ValueError(f"{', '.join(given)}: no file name has a day from --since to --until, both included.")
    return chosen


def _files(given: str, base: str | None) -> Iterator[str]:
    refuse_secret("input", given)
    name = _local_name(given)
    if name.lower().endswith(LIST_SUFFIXES):
        yield from _listed(name, base)
        return
    try:
        paths = _remote(name) if is_remote(name) else _local(name)
    except ImportError as error:  # fsspec says which package to install
        raise ValueError(f"{name}: {error}") from None
    except InputError:
        raise
    except Exception as error:  # noqa: BLE001 - the storages have different errors without a common base class
        raise InputError(f"{name}: cannot be read: {message_of(error)}") from None
    if name == "-":
        raise ValueError(
            "-: standard input is not read, because a task must be able to read it again; save it in a file."
        )
    if not paths:
        suffixes = ", ".join((*ARCHIVE_SUFFIXES, WACZ_SUFFIX))
        problem = "no archive is in the folder" if os.path.isdir(name) else "there is no such file"
        raise ValueError(f"{name}: {problem}. A folder or pattern must name files that end in {suffixes}.")
    yield from paths


def _local(name: str) -> list[str]:
    """Return the named file, the archives in the named folder, or the files that match a pattern.

    Links to folders are not followed, because they may form a loop.
    """
    if os.path.isdir(name):
        walk = os.walk(name, onerror=_fail)
        inside = (os.path.join(folder, each) for folder, _, names in walk for each in names if _is_archive(each))
        # A link that leads nowhere is among them: reading it fails, and the error names it.
        return sorted(absolute(path) for path in inside if os.path.isfile(path) or not os.path.exists(path))
    if os.path.exists(name):
        return [absolute(name)]
    return sorted(absolute(path) for path in glob(name, recursive=True) if os.path.isfile(path))


def _remote(name: str) -> list[str]:
    storage, path = fsspec.core.url_to_fs(name)
    if storage.isdir(path):
        paths = sorted(each for each in storage.find(path) if _is_archive(each))
    elif storage.exists(path):
        paths = [path]
    elif has_magic(path):
        paths = sorted(storage.glob(path))
    else:
        paths = []
        with suppress(InputMissingError):  # a server that cannot be reached has no file either, for fsspec
            open_input(name).close()
    return [storage.unstrip_protocol(each) for each in paths]


def _local_name(name: str) -> str:
    """Return a file:// address as a path, so that a file which is named in both ways is read once."""
    path = name.removeprefix("file://")
    return path if path == name or os.path.exists(path) else url2pathname(urlsplit(name).path)


def _is_archive(name: str) -> bool:
    return name.lower().endswith((*ARCHIVE_SUFFIXES, WACZ_SUFFIX))


def _fail(error: OSError) -> None:
    """Raise the errors that `os.walk` would ignore."""
    raise error


def _real(file: str) -> str:
    """Return the canonical name of a local file. Raises ValueError for a name that is not UTF-8."""
    try:
        file.encode()
    except UnicodeEncodeError:
        raise ValueError(f"{file!a}: the name is not valid UTF-8; rename the file.") from None
    return file if is_remote(file) else os.path.realpath(file)


def _listed(name: str, base: str | None) -> Iterator[str]:
    """Yield the files of a list, one per line, and those in its folders; lines that begin with # are comments."""
    lines = [line.strip() for line in _text(name).splitlines()]
    paths = [line for line in lines if line and not line.startswith("#")]
    if not paths:
        raise ValueError(f"{name}: names no file: one path per line is expected.")
    for path in paths:
        is_whole = is_remote(path) or path.startswith("/")
        refuse_secret(name, path if is_whole else base or "")
        whole = _local_name(path if is_whole else f"{(base or _base_of(name, path)).rstrip('/')}/{path}")
        yield from _local(whole) if os.path.isdir(whole) else [absolute(whole)]


def _text(name: str) -> str:
    with open_input(name) as file:
        content = file.read(MAX_LIST_BYTES + 1)
    try:
        if content.startswith(b"\x1f\x8b"):
            content = gzip.GzipFile(fileobj=io.BytesIO(content)).read(MAX_LIST_BYTES + 1)
        text = content.decode("utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig")
        if len(content) > MAX_LIST_BYTES or "\0" in text:
            raise ValueError
        return text
    except (OSError, EOFError, zlib.error, ValueError):
        raise ValueError(f"{name}: is not a list of files: UTF-8 text with one path per line is expected.") from None


def _base_of(name: str, path: str) -> str:
    """Return the base of a path in a list: Common Crawl's storage for a path of its form, else the list's folder.

    If the list's folder has the first folder of the path, it is a copy of Common Crawl's storage.
    """
    folder, separator, _ = name.rpartition("/")
    folder = folder if separator else "."
    if path.startswith(COMMON_CRAWL_PREFIXES) and not os.path.isdir(os.path.join(folder, path.partition("/")[0])):
        return COMMON_CRAWL_BUCKET if name.startswith(f"{COMMON_CRAWL_BUCKET}/") else COMMON_CRAWL
    return folder


def _is_chosen(file: str, selection: Selection) -> bool:
    if selection.since is None and selection.until is None:
        return True
    day = day_of(file)
    if day is None:
        raise ValueError(f"{file}: has no date in its name; clean it without --since and --until.")
    return (selection.since or date.min) <= day <= (selection.until or date.max)


def day_of(file: str) -> date | None:
    """Return the day in the name of a file, such as CC-NEWS-20260131020304-00017.warc.gz; None without one."""
    name = urlsplit(file).path.rpartition("/")[2]
    for match in _DAY.finditer(name):
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            continue
    return None
