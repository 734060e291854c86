"""An export to an object in a remote storage, such as s3://bucket/articles.jsonl, which appears when it is complete."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory

from crawler.actions.exporting.counting import Counted
from crawler.actions.exporting.files import FileOutput
from crawler.exit_codes import UsageError
from crawler.formats.fields import Row
from crawler.formats.options import Options
from crawler.network.storages import RemoteError, part_of, rename, size, upload


@dataclass(frozen=True, slots=True)
class RemoteOutput:
    """An output that replaces the object at its address."""

    format: str
    address: str
    options: Options
    count: Counted = field(default_factory=Counted)

    @property
    def path(self) -> str:
        """The address."""
        return self.address

    def has_content(self) -> bool:
        """Return True if there is an object at the address, and it is not empty. Raises UsageError."""
        with self._usage_errors():
            return size(self.address) > 0

    def write(self, rows: Iterable[Row]) -> None:
        """Write the whole object. Raises UsageError."""
        part = self.write_part(rows, secrets.token_hex(4))
        with self._usage_errors():
            rename(part, self.address)

    def write_part(self, rows: Iterable[Row], owner: str) -> str:
        """Write the whole output as a temporary object whose name contains the owner's. Return its address.

        Raises:
            UsageError: It cannot be written.
        """
        part = part_of(self.address, owner)
        with TemporaryDirectory(prefix="newsgalley-") as folder:
            file = FileOutput(self.format, f"{folder}/output", self.options, count=self.count)
            file.write(rows)
            with self._usage_errors():
                upload(file.path, part)
        return part

    @contextmanager
    def _usage_errors(self) -> Iterator[None]:
        """Turn an error of the storage into a UsageError that names the option and the address."""
        try:
            yield
        except RemoteError as error:
            raise UsageError(f"-o {self.address}: {error}.") from None
