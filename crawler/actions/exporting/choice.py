"""Choose and open the output that the options of an export describe."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crawler.actions.exporting.files import FileOutput
from crawler.actions.exporting.folders import FolderOutput
from crawler.actions.exporting.remote import RemoteOutput
from crawler.actions.exporting.streams import StreamOutput
from crawler.formats.fields import chosen_fields
from crawler.formats.options import FEED_TITLE, MAX_WORDS, FeedHead, Options
from crawler.formats.writers import FILES
from crawler.network.storages import is_remote, refuse_secret

Output = StreamOutput | FileOutput | FolderOutput | RemoteOutput


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The options of an export that say where and how it writes."""

    format: str
    path: str = "-"
    fields: str | None = None
    removed: bool = False
    partition: str | None = None
    max_words: int | None = None
    title: str | None = None
    url: str | None = None
    home_page: str | None = None


def open_output(choice: Choice, *, changes: bool) -> Output:
    """Return the output of an export of articles or changes.

    Raises:
        ValueError: The options do not fit together, or pyarrow is missing.
    """
    _check_shape(choice, changes=changes)
    options = _options(choice, changes=changes)
    if choice.format in FILES:
        return _folder(choice, options)
    if choice.format == "parquet":
        _check_parquet(choice)
    if is_remote(choice.path):
        refuse_secret("-o", choice.path)
        return RemoteOutput(choice.format, choice.path, options)
    if Path(choice.path).is_dir() and not choice.partition:
        raise ValueError(f"-o {choice.path}: is a folder; name a file in it.")
    if _is_stream(choice):
        return StreamOutput(choice.format, choice.path, options)
    return FileOutput(choice.format, choice.path, options, choice.partition)


def _check_shape(choice: Choice, *, changes: bool) -> None:
    feed = ("atom", "jsonfeed")
    of_one_format = (
        (choice.partition, "--partition", ("parquet",)),
        (choice.max_words, "--max-words", ("chunks",)),
        (choice.title, "--title", feed),
        (choice.url, "--url", feed),
        (choice.home_page, "--home-page", feed),
        (choice.fields, "--fields", ("jsonl", "csv", "parquet", "markdown")),
    )
    for value, option, formats in of_one_format:
        if value is not None and choice.format not in formats:
            raise ValueError(f"{option} is for --format {' and '.join(formats)} only.")
    if choice.max_words is not None and choice.max_words < 1:
        raise ValueError(f"--max-words {choice.max_words}: name 1 or more.")
    if changes and choice.format == "jsonfeed":
        raise ValueError("JSON Feed cannot say that an article was deleted: use --format atom for changes.")


def _options(choice: Choice, *, changes: bool) -> Options:
    names = chosen_fields(choice.fields, removed=choice.removed, changes=changes)
    head = FeedHead(choice.title or FEED_TITLE, choice.url, choice.home_page)
    return Options(names, names if choice.fields else (), choice.max_words or MAX_WORDS, head)


def _folder(choice: Choice, options: Options) -> FolderOutput:
    if choice.path == "-" or is_remote(choice.path):
        raise ValueError(f"--format {choice.format} writes a file per article: add -o FOLDER, on this machine.")
    if Path(choice.path).exists() and not Path(choice.path).is_dir():
        raise ValueError(f"-o {choice.path}: --format {choice.format} writes a file per article: name a folder.")
    return FolderOutput(choice.format, choice.path, options)


def _check_parquet(choice: Choice) -> None:
    path = Path(choice.path)
    if choice.partition and is_remote(choice.path):
        raise ValueError("--partition writes a folder on this machine: name one with -o, and copy it afterwards.")
    if not is_remote(choice.path) and _is_stream(choice):
        raise ValueError("--format parquet writes a file: add -o FILE, or -o FOLDER with --partition.")
    if choice.partition and path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ValueError(f"-o {choice.path}: name a folder that does not exist yet or is empty.")
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError:
        raise ValueError("--format parquet needs pyarrow: pip install 'newsgalley[parquet]'.") from None


def _is_stream(choice: Choice) -> bool:
    path = Path(choice.path)
    return choice.path == "-" or (path.exists() and not path.is_file() and not choice.partition)
