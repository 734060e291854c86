"""Check the settings of a command: their names, types and ranges."""

from __future__ import annotations

import difflib
import logging
import math
import os
import re
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.configuration.durations import parse_duration
from crawler.configuration.own import OWN, Settings
from crawler.messages.suggestions import did_you_mean

TYPO_LIKENESS = 0.8  # an unknown name with at least this ratio of difflib to a known one counts as mistyped
HEADERS = ("CONTACT", "ROBOTSTXT_USER_AGENT", "USER_AGENT")  # settings that are sent in a header of each request
FILES = ("RUN_SUMMARY", "LOG_FILE")  # settings that name a file to write
# Last words in the names of settings with a unit, whose values need not be whole numbers.
MEASURES = ("DAYS", "DELAY", "GB", "INTERVAL", "MB", "SECONDS", "TIMEOUT")
_COMPONENT = re.compile(r"(?:crawler|scrapy|twisted)(?:\.\w+){2,}")  # the default of a setting that names a class
CENTURY_DAYS = 36_500  # a longer time is a mistake, and could end outside the calendar
# The greatest value of a measure of time, by the last word of its name.
MOST = {"DAYS": CENTURY_DAYS, **dict.fromkeys(("DELAY", "INTERVAL", "SECONDS", "TIMEOUT"), CENTURY_DAYS * 86_400)}
# Settings that must be over 0: with 0, a run would fetch, read or keep nothing, or wait for ever.
POSITIVE = frozenset({
    "ALARM_TIMEOUT_SECONDS", "ARCHIVE_MAX_FILE_MB", "ARCHIVE_UPLOAD_MB", "AUTOTHROTTLE_TARGET_CONCURRENCY",
    "CONCURRENT_ITEMS", "CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN", "DELIVER_BATCH",
    "DELIVER_TIMEOUT_SECONDS", "DNS_TIMEOUT", "DOWNLOAD_MAXSIZE", "DOWNLOAD_TIMEOUT", "JOIN_PAGES",
    "LISTING_TIMEOUT_SECONDS", "MAX_HEADER_BYTES", "MAX_REQUESTS_PER_HOST",
})  # fmt: skip
PORTS = range(1, 65_536)
_WHOLE_NUMBERS = "must be whole numbers, separated by commas."


@cache
def scrapy_defaults() -> dict[str, Any]:
    """Return Scrapy's own settings with their default values. The import takes longer than most commands run."""
    from scrapy.settings import default_settings

    return {name: value for name, value in vars(default_settings).items() if name.isupper()}


def check_settings(settings: Settings, given: Mapping[str, str]) -> None:
    """Check the settings of this project and those on the command line (`given`).

    Raises:
        ValueError: A name on the command line is mistyped, or a value has the wrong type. The message names the
            setting.
    """
    for name in given:
        if name not in OWN and name not in scrapy_defaults():
            _refuse_or_warn(name)
    for name in {**given, **OWN}:
        if problem := problem_of(settings, name):
            raise ValueError(f"{name}={_shown(settings[name])}: {problem}")
    check_files({f"{name}=": settings[name] for name in FILES})


def set_checked(settings: Settings, name: str, value: Any) -> None:
    """Set a value from the command line.

    Raises:
        ValueError: Scrapy cannot read the value of this setting.
    """
    try:
        settings.set(name, value, priority="cmdline")
    except (ValueError, TypeError):  # Scrapy parses only tables here
        raise ValueError(f"{name}={_shown(value)}: must be a JSON object.") from None


def check_files(names: Mapping[str, str | None]) -> None:
    """Raise ValueError if it is clear beforehand that a file cannot be written; the keys are options or settings."""
    for option, name in names.items():
        if name and (problem := _file_problem(Path(name))):
            raise ValueError(f"{option}{'' if option.endswith('=') else ' '}{name}: {problem}")


def _shown(value: object) -> str:
    """Return a value as the user wrote it, or with escapes if it has several lines or control characters."""
    return text if (text := str(value)).isprintable() else ascii(text)


def _refuse_or_warn(name: str) -> None:
    """Raise ValueError if an unknown name looks like a mistyped setting of ours; else warn that it has no effect.

    It does if it is similar to a known name or begins with a word that several of our settings share. A warning is
    enough otherwise, because several programs may share a command line.
    """
    known = [*OWN, *scrapy_defaults()]
    is_ours = name.upper().partition("_")[0] in _families()
    if is_ours or difflib.get_close_matches(name.upper(), known, cutoff=TYPO_LIKENESS):
        hint = did_you_mean(name, known) or " docs/settings.md lists the settings."
        raise ValueError(f"-s {name}: this setting does not exist.{hint}")
    print(f"-s {name}: this setting does not exist and has no effect.", file=sys.stderr)


def _families() -> set[str]:
    """Return the first words that several of our settings share and that no setting of Scrapy has."""
    counts = Counter(name.partition("_")[0] for name in OWN if name not in scrapy_defaults())
    of_scrapy = {name.partition("_")[0] for name in scrapy_defaults() if "_" in name}
    return {word for word, count in counts.items() if count > 1} - of_scrapy


def _file_problem(path: Path) -> str | None:
    """Return why a file cannot be written, as far as this is clear before the command runs; None if it seems fine."""
    if os.path.isdir(path):
        return "is a folder; name a file."
    if not os.path.isdir(path.parent):
        return f"there is no folder {path.parent}; create it."
    written_to = path if os.path.exists(path) else path.parent
    return None if os.access(written_to, os.W_OK) else "cannot be written; check permissions."


def problem_of(settings: Settings, name: str) -> str | None:
    """Return what is wrong with the value of a setting, None if nothing is. Its default shows the right type."""
    default = OWN[name] if name in OWN else scrapy_defaults().get(name)
    if name in HEADERS:
        return None if str(settings[name] or "").isprintable() else "must be one line without control characters."
    if name in _CHECKS:
        return _CHECKS[name](settings, name)
    if isinstance(default, bool):
        return None if _is_readable(settings.getbool, name) else "must be True or False."
    if isinstance(default, dict):
        return None if _is_readable(settings.getdict, name) else "must be a JSON object."
    if isinstance(default, list) and any(isinstance(each, int) for each in default):
        is_readable = _is_readable(lambda name: [int(each) for each in settings.getlist(name)], name)
        return None if is_readable else _WHOLE_NUMBERS
    if isinstance(default, str) and _COMPONENT.fullmatch(default) and settings[name] != default:
        return _component_problem(settings, name)
    return _number_problem(settings, name, default) if isinstance(default, int | float) else None


def _ports_problem(settings: Settings, name: str) -> str | None:
    try:
        are_ports = all(int(each) in PORTS for each in settings.getlist(name))
    except (ValueError, TypeError):
        return _WHOLE_NUMBERS
    return None if are_ports else f"ports are numbers from {PORTS[0]} to {PORTS[-1]}."


def _share_problem(settings: Settings, name: str) -> str | None:
    is_share = _is_readable(settings.getfloat, name) and 0 <= settings.getfloat(name) <= 1
    return None if is_share else "must be a number from 0 to 1."


def _number_problem(settings: Settings, name: str, default: float) -> str | None:
    is_whole = isinstance(default, int) and name.rsplit("_", 1)[-1] not in MEASURES
    if not _is_readable(settings.getint if is_whole else settings.getfloat, name):
        return f"must be a {'whole ' if is_whole else ''}number, such as {default}."
    if is_whole and settings.getint(name) != settings.getfloat(name):
        return "must be a whole number."
    if math.isinf(settings.getfloat(name)):
        return "must be a number that is not infinite."
    if name not in OWN:
        return None
    if not settings.getfloat(name) >= 0:  # also true of NaN
        return "must be 0 or more."
    if name in POSITIVE and not settings.getfloat(name):
        return "must be more than 0."
    most = MOST.get(name.rsplit("_", 1)[-1])
    return f"must be at most {most}." if most and settings.getfloat(name) > most else None


def _is_readable(read: Any, name: str) -> bool:
    try:
        read(name)
    except (ValueError, TypeError, OverflowError, NameError, ImportError):
        return False
    return True


def _format_problem(template: str) -> str | None:
    try:
        logging.Formatter(template)
    except ValueError:
        return "must be a format of Python's logging, such as %(levelname)s: %(message)s."
    return None


def _durations_problem(settings: Settings, name: str) -> str | None:
    try:
        for each in settings.getlist(name):
            parse_duration(each)
    except ValueError as error:
        return f"each {error}."
    return None


def _command_problem(settings: Settings, name: str) -> str | None:
    """Return what is wrong with a command. Only a crawl needs its program, which may be absent on other machines."""
    try:
        shlex.split(settings[name] or "")
    except ValueError as error:
        return f"{error}."
    return None


def _address_problem(settings: Settings, name: str) -> str | None:
    url = str(settings[name] or "")
    try:
        is_address = url.isascii() and url.startswith(("http://", "https://")) and bool(urlsplit(url).hostname)
    except ValueError:  # such as an unfinished IPv6 address
        is_address = False
    return None if is_address or not url else "must be an http or https address."


def _component_problem(settings: Settings, name: str) -> str | None:
    """Return what is wrong with the full name of a class; None also stands for no class of one's own."""
    value = settings[name]
    if not isinstance(value, str):
        return None
    module, _, attribute = value.rpartition(".")
    try:
        is_there = hasattr(import_module(module), attribute)
    except (ImportError, ValueError, TypeError):  # an empty name of a module, or one that begins with a dot
        is_there = False
    return None if is_there else "must be the full name of a class that can be imported, such as package.module.Class."


# Settings with a form of their own.
_CHECKS: dict[str, Callable[[Settings, str], str | None]] = {
    "LOG_LEVEL": lambda settings, name: _level_problem(str(settings[name])),
    "ALLOWED_PORTS": _ports_problem,
    "FEED_EXPORT_ENCODING": lambda settings, name: _encoding_problem(str(settings[name] or "utf-8")),
    "ASYNCIO_EVENT_LOOP": _component_problem,
    "MIN_QUALITY": _share_problem,
    "RETRY_GIVE_UP_LOG_LEVEL": lambda settings, name: _level_problem(str(settings[name])),
    "LOG_FORMAT": lambda settings, name: _format_problem(str(settings[name])),
    "RECHECK_AFTER": _durations_problem,
    "ALARM_COMMAND": _command_problem,
    "ALARM_URL": _address_problem,
}


def _encoding_problem(encoding: str) -> str | None:
    try:
        "a".encode(encoding)
    except (LookupError, ValueError):
        return "is not an encoding of text, such as utf-8."
    return None


def _level_problem(level: str) -> str | None:
    known: Iterable[str] = [name for name in logging.getLevelNamesMapping() if name not in ("NOTSET", "WARN", "FATAL")]
    return None if level in known or level.isdigit() else f"must be one of {', '.join(known)}."
