"""An export to a folder with a file per article.

A file's name is the last part of the article's address and the beginning of its id, a digest. Files with names of
another form are not touched. A file keeps its name while it is in the folder. Writing the same article again gives the
same file, so an export that was killed can run again.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from cleaners.metadata.sanitize import host_of
from crawler.actions.exporting.counting import Counted
from crawler.actions.output import unwritable
from crawler.formats.fields import Row
from crawler.formats.options import Options
from crawler.formats.writers import FILES

ID_CHARS = 16  # characters of the id in a file's name: 64 bits of a digest
SLUG_CHARS = 48  # characters of the address: file systems allow 255 bytes for a name, and a character may take 4
_NOT_IN_NAMES = re.compile(r"[\W_]+")
_DIGEST = re.compile(r"[0-9a-f]{16,128}")
_SUFFIX = re.compile(r"\.\w{1,5}$")


@dataclass(frozen=True, slots=True)
class FolderOutput:
    """A folder of files in one format. A file appears there when it is complete."""

    format: str
    path: str
    options: Options
    count: Counted = field(default_factory=Counted)

    def write(self, rows: Iterable[Row]) -> None:
        """Write the file of each record, and delete the file of each deleted article. Other files stay.

        Raises:
            UsageError: A file cannot be written.
            SystemExit: The disk is full; the files that were written stay.
        """
        folder = Path(self.path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            names = _names(folder, FILES[self.format].suffix)
            for row in self.count(rows):
                self._put(folder, names, row)
            os.sync()  # once for all files, before the cursor of a consumer moves
        except OSError as error:
            raise unwritable(self.path, error) from None

    def _put(self, folder: Path, names: dict[str, str], row: Row) -> None:
        key = _key(row["id"])
        if "blocks" not in row:
            if key in names:
                (folder / names.pop(key)).unlink(missing_ok=True)
            return
        format_ = FILES[self.format]
        name = names.setdefault(key, f"{_slug(row['url'])}{key}{format_.suffix}")
        content = format_.content(row, self.options)
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            _replace(path, content)


def _replace(path: Path, content: bytes) -> None:
    """Replace a file as a whole; if that fails, delete the new content."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _names(folder: Path, suffix: str) -> dict[str, str]:
    """Return the names of the articles' files in a folder, by the ids in these names."""
    pattern = re.compile(rf"(?:.*-)?([0-9a-f]{{{ID_CHARS}}}){re.escape(suffix)}")
    matches = (pattern.fullmatch(path.name) for path in folder.iterdir())
    return {match[1]: match[0] for match in matches if match}


def _key(article_id: str) -> str:
    """Return the first characters of an id or, for an id of another program that is not a digest, of its digest."""
    digest = article_id if _DIGEST.fullmatch(article_id) else hashlib.sha256(article_id.encode()).hexdigest()
    return digest[:ID_CHARS]


def _slug(url: str | None) -> str:
    """Return the last part of an address's path as words joined and followed by hyphens; "" if it has no words."""
    path = urlsplit(url or "").path if host_of(url) else ""
    last = unquote(path).rstrip("/").rpartition("/")[2]
    words = _NOT_IN_NAMES.sub("-", _SUFFIX.sub("", last))[:SLUG_CHARS].strip("-")
    return f"{words}-" if words else ""
