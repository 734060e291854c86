"""Reads TOML, whatever the text holds."""

from __future__ import annotations

import tomllib
from typing import Any


def toml_document(text: str) -> dict[str, Any]:
    """Return the tables of a text.

    Raises:
        TOMLDecodeError: The text is not TOML, is nested too deeply, or has a number that Python refuses to read.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("brackets are nested too deeply") from None
    except ValueError:
        raise tomllib.TOMLDecodeError("a number has too many digits") from None
