"""The file `newsgalley.toml`: the settings of a folder. `newsgalley init` writes it, and every command reads it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crawler.configuration.check import problem_of, scrapy_defaults
from crawler.configuration.own import OWN, OwnSettings
from crawler.messages.suggestions import did_you_mean
from crawler.toml.document import errors_named, toml_document

FILE = "newsgalley.toml"  # in the working directory; relative paths in it are relative to that folder


class SettingsFileError(ValueError):
    """A settings file that cannot be used; the message names the file and the setting."""


def read_settings_file(path: Path) -> dict[str, Any]:
    """Return the settings of a file by name.

    Raises:
        SettingsFileError: The file cannot be read, names an unknown setting, or has a value of the wrong type.
    """
    with errors_named(path, lambda problem: SettingsFileError(f"{problem}.")):
        values = toml_document(path.read_text(encoding="utf-8-sig"))
    for name, value in values.items():
        if problem := _problem(name, value):
            raise SettingsFileError(f"{path}: {name}: {problem}")
    return values


def _problem(name: str, value: object) -> str | None:
    """Return what is wrong with an entry; None if nothing is."""
    if name not in OWN and name not in scrapy_defaults():
        hint = did_you_mean(name.upper(), [*OWN, *scrapy_defaults()]) or " docs/settings.md lists the settings."
        return f"this setting does not exist.{hint}"
    default = OWN[name] if name in OWN else scrapy_defaults()[name]
    if name in OWN and isinstance(default, str | None) and not isinstance(value, str):
        return f"{value!r} must be a text in quotes."
    if name in OWN and isinstance(default, list) and not _is_list_of_texts(value):
        return f"{value!r} must be a list of texts in [ ]."
    if isinstance(default, dict) and not isinstance(value, dict):
        return f"{value!r} must be a table."
    problem = problem_of(OwnSettings({name: value}), name)
    return f"{value!r} {problem}" if problem else None


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str | int) for item in value)
