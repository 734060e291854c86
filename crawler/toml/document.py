"""Parse TOML so that every fault, even one that would crash or stall the parser, is one clear error."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from crawler.messages.wording import error_message

# A key of a hundred parts, such as `a.b.c...`. The parser's time grows with the square of their number. Our files need
# three parts.
_LONG_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]{0,99}"|'[^'\n]{0,99}')[ \t]{0,8}\.[ \t]{0,8}){100}""")


def toml_document(text: str) -> dict[str, Any]:
    """Parse a text and return its tables.

    Raises:
        TOMLDecodeError: The text is not TOML, is nested too deeply, or has a key of a hundred parts or a number with
            more digits than Python reads.
    """
    if key := _LONG_KEY.search(text):
        line = text.count("\n", 0, key.start()) + 1
        raise tomllib.TOMLDecodeError(f"a key has more than a hundred parts (at line {line})")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("brackets are nested too deeply") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("a number has too many digits") from None


def _hint(problem: OSError) -> str:
    if isinstance(problem, FileNotFoundError):
        return "; it is a link that leads nowhere" if os.path.islink(problem.filename) else ""
    return "; check the file's permissions" if isinstance(problem, PermissionError) else ""


@contextmanager
def errors_named(file: object, error: Callable[[str], ValueError]) -> Iterator[None]:
    """Raise `error` if the file cannot be read or is not TOML; its message names the file and says what to do."""
    try:
        yield
    except OSError as problem:
        raise error(f"{file}: cannot be read: {error_message(problem)}{_hint(problem)}") from None
    except UnicodeDecodeError as problem:
        raise error(f"{file}: is not UTF-8 (byte {problem.start}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as problem:
        raise error(f"{file}: is not valid TOML: {problem}; correct that line") from None
