"""Convert the model of py3langid, which identifies languages, for `cleaners/text/language_model.py`.

    python -m training.languages

Run it after a new version of py3langid, which the dependency group `train` installs.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from cleaners.text.language_model import FILE, MAX_LENGTH, LanguageModel, key_of, write


def main() -> int:
    """Convert the installed model, and write it into the package."""
    write(converted(LanguageIdentifier.from_model_file(MODEL_FILE)), Path(str(FILE)))
    return 0


def converted(identifier: LanguageIdentifier) -> LanguageModel:
    """Return a model that gives the same scores as an identifier."""
    sequences = _sequences(identifier)
    keys = np.array([key_of(sequence) for sequence in sequences], np.uint64)
    order = np.argsort(keys)
    usual = _usual(identifier.nb_ptc)
    has_own = identifier.nb_ptc != usual
    return LanguageModel(
        languages=np.array(identifier.nb_classes),
        prior=identifier.nb_pc,
        sequences=keys[order],
        features=np.array(identifier.tk_output, np.int32)[order],
        usual=usual,
        has_own=np.packbits(has_own, axis=1),
        own=identifier.nb_ptc[has_own],
        starts=np.concatenate(([0], np.cumsum(has_own.sum(axis=1)))).astype(np.uint32),
    )


def _usual(table: NDArray[np.float16]) -> NDArray[np.float16]:
    """Return the most frequent weight of each column."""
    bits = table.view(np.uint16)
    return np.array([np.bincount(column).argmax() for column in bits.T], np.uint16).view(np.float16)


def _sequences(identifier: LanguageIdentifier) -> list[bytes]:
    """Return the byte sequence that leads to each state of the automaton, the shortest one. Raises ValueError.

    The automaton is that of Aho and Corasick: in the state of the longest of these sequences that the bytes read so far
    end with. So a state that is first reached with so many bytes has a sequence of that length.
    """
    moves = np.frombuffer(identifier.tk_nextmove, np.dtype(identifier.tk_nextmove.typecode)).reshape(-1, 256)
    rows = np.frombuffer(identifier.tk_row, np.dtype(identifier.tk_row.typecode))
    sequences: list[bytes | None] = [b"", *[None] * (len(rows) - 1)]
    level = [0]
    for _ in range(MAX_LENGTH + 1):
        further = []
        for state in level:
            for letter, target in enumerate(moves[rows[state]].tolist()):
                if sequences[target] is None:
                    sequences[target] = (sequences[state] or b"") + bytes([letter])
                    further.append(target)
        level = further
    if level or None in sequences:
        raise ValueError(f"the automaton has a sequence of more than {MAX_LENGTH} bytes, or a state without one")
    return [sequence for sequence in sequences if sequence is not None]


if __name__ == "__main__":
    sys.exit(main())
