"""Keep the results of long steps on disk, so that a run that was interrupted continues where it stopped."""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import cleaners

CACHE = Path("var/training")

Result = TypeVar("Result")


def stored(name: str, doing: str, make: Callable[[], Result], cache: Path | None = None) -> Result:
    """Return the result that is stored under a name, or make and store it. `doing` tells stderr what takes time.

    The name must have a digest of everything on which the result depends. The default folder is CACHE.
    """
    path = (cache or CACHE) / f"{name}.pickle"
    if path.exists():
        found: Result = pickle.loads(path.read_bytes())  # noqa: S301  # our own file
        return found
    print(f"{doing} ...", file=sys.stderr, flush=True)
    made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(pickle.dumps(made))
    unfinished.replace(path)
    return made


def modules(*patterns: str) -> list[Path]:
    """Return the modules of `training` that patterns such as "labels" and "lines/*" name.

    Raises ValueError for a pattern without a module.
    """
    found = []
    for pattern in patterns:
        files = sorted(Path(__file__).parent.glob(f"{pattern}.py"))
        if not files:
            raise ValueError(f"{pattern}: no module of training has this name")
        found += files
    return found


def digest(modules: Iterable[Path], *more: object) -> str:
    """Return a digest of the cleaner's code and phrase packs, of some modules of `training`, and of other values."""
    root = Path(cleaners.__file__).parent
    files = sorted([*root.rglob("*.py"), *root.rglob("*.toml"), *modules])
    content = b"".join(path.read_bytes() for path in files) + repr(more).encode()
    return hashlib.sha256(content).hexdigest()[:12]
