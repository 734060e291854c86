"""The settings of a command that runs no spider: those of this project, read without the slow import of Scrapy."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from crawler import settings as ours

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

Settings: TypeAlias = "OwnSettings | BaseSettings"

OWN: dict[str, Any] = {name: value for name, value in vars(ours).items() if name.isupper()}


class OwnSettings(dict[str, Any]):
    """The user's settings over this project's defaults. Values given as text are read as Scrapy reads them."""

    def __init__(self, *chosen: Mapping[str, Any]) -> None:
        """Create the settings; a later mapping takes precedence over an earlier one."""
        super().__init__(OWN)
        for each in chosen:
            self.update(each)

    def __missing__(self, name: str) -> None:
        """Return None for a setting of Scrapy that was not set."""

    def getbool(self, name: str, /) -> bool:
        """Return a switch; raise ValueError unless the value is a number, True or False."""
        value = self[name]
        return value in ("True", "true") or (value not in ("False", "false") and bool(int(value)))

    def getint(self, name: str, /) -> int:
        """Return a whole number; raise ValueError for any other value."""
        return int(self[name])

    def getfloat(self, name: str, /) -> float:
        """Return a number; raise ValueError for any other value."""
        return float(self[name])

    def getlist(self, name: str, /) -> list[Any]:
        """Return a list; a text is split at its commas."""
        value = self[name] or []
        return value.split(",") if isinstance(value, str) else list(value)

    def getdict(self, name: str, /) -> dict[Any, Any]:
        """Return a table, which a text must hold as a JSON object; raise ValueError for any other text."""
        value = self[name]
        return dict(json.loads(value) if isinstance(value, str) else value)

    def set(self, name: str, value: Any, /, priority: str) -> None:
        """Change a setting. Later values take precedence, whatever their priority in Scrapy."""
        self[name] = value
