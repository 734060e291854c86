"""An export to an object in a remote storage, such as s3://bucket/articles.jsonl, which appears when it is complete."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
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
        try:
            return size(self.address) > 0
        except RemoteError as error:
            raise UsageError(f"-o {self.address}: {error}.") from None

    def write(self, rows: Iterable[Row]) -> None:
        """Write the whole object. Raises UsageError."""
        part = self.write_part(rows, secrets.token_hex(4))
        try:
            rename(part, self.address)
        except RemoteError as error:
            raise UsageError(f"-o {self.address}: {error}.") from None

    def write_part(self, rows: Iterable[Row], owner: str) -> str:
        """Write the whole output as a temporary object whose name contains the owner's. Return its address.

        Raises:
            UsageError: It cannot be written.
        """
        part = part_of(self.address, owner)
        with TemporaryDirectory(prefix="newsgalley-") as folder:
            file = FileOutput(self.format, f"{folder}/output", self.options, count=self.count)
            file.write(rows)
            try:
                upload(file.path, part)
            except RemoteError as error:
                raise UsageError(f"-o {self.address}: {error}.") from None
        return part
