"""Write the generated documents into docs/.

    python -m docs.generate

A test compares the files with what this writes, so that code and documents cannot part.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from docs.generate import reason_codes, record, settings

DOCS = Path(__file__).resolve().parents[1]

# The contents of each document, by its path in docs/.
GENERATORS: dict[str, Callable[[], str]] = {
    "record.md": record.reference,
    "record.schema.json": record.schema,
    "record.arrow.txt": record.arrow,
    "reason-codes.md": reason_codes.reference,
    "settings.md": settings.reference,
}


def main() -> int:
    """Write every document; return the exit code."""
    for path, generate in GENERATORS.items():
        (DOCS / path).write_text(generate(), "utf-8")
        print(f"docs/{path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
