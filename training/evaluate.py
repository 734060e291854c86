"""Clean every page of the evaluation sets by models that saw no page of its site, and score the results.

    python -m training.evaluate [--data ../shared/data] [--without SET] [--no-peers]

Prints, beside trafilatura: the audit by the block labels; F1 and the share of exact texts by set, language and kind of
page; lines that must and must not be in the text; titles, dates and authors. Then how often pages of each score are
spotless, and the scores of pages that were saved as plain text. Other extractors are printed if
`training.evaluation.peers` has run them.

It fits its own models and leaves those of the package alone. Every step is kept in `var/training`, so that an
interrupted run continues where it stopped, and a second run of the same code prints within a minute.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from training import held_out
from training.evaluation import fields, peers
from training.evaluation.report import OURS, report
from training.held_out import Outcome
from training.lines import held_out as held_out_lines
from training.lines.report import dumps
from training.pages import DATA, SETS, DataError, read, require_sets
from training.stored import stored

PEER = "trafilatura"  # the extractor that is run here: it is installed with the cleaner


def main(arguments: Sequence[str] | None = None) -> int:
    """Evaluate; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    parser.add_argument("--without", choices=SETS, action="append", default=[], help="fit no trees to this set")
    parser.add_argument("--no-peers", action="store_true", help="print no other extractor")
    options = parser.parse_args(arguments)
    try:
        require_sets(options.data)
        _evaluate(options.data, options.without, with_peers=not options.no_peers)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _evaluate(data: Path, without: Sequence[str], *, with_peers: bool) -> None:
    """Print each part of the report when it is ready."""
    words = held_out.words(data)
    outcomes = held_out.all_outcomes(data, words, without)
    print("\n".join(report(outcomes, _texts_of_peers(data) if with_peers else {})), flush=True)
    print("\n".join(_fields(outcomes, data, with_peers=with_peers)), flush=True)
    print("\n".join(dumps(held_out_lines.cleaners(data, words), data)))


def _texts_of_peers(data: Path) -> dict[str, peers.Texts]:
    for name in SETS:
        peers.run(PEER, version(PEER), name, data)
    found = {name: peers.kept(name, SETS) for name in peers.PEERS}
    for name in (name for name, texts in found.items() if texts is None):
        print(f"{name} is left out: `make peers` runs it", file=sys.stderr)
    return {name: texts for name, texts in found.items() if texts is not None}


def _fields(outcomes: Sequence[Outcome], data: Path, *, with_peers: bool) -> list[str]:
    systems = {OURS: {(one.sample.dataset, one.sample.file): one.fields for one in outcomes}}
    if with_peers:
        systems[PEER] = _fields_of_peer(data)
    return fields.table(fields.gold(SETS, data), systems)


def _fields_of_peer(data: Path) -> dict[fields.Key, fields.Fields]:
    def made() -> dict[fields.Key, fields.Fields]:
        samples = (sample for name in SETS for sample in read(name, data))
        return {(sample.dataset, sample.file): fields.by_trafilatura(sample) for sample in samples}

    return stored(f"fields-{PEER}-{version(PEER)}", f"reading the fields of all pages by {PEER}", made)


if __name__ == "__main__":
    sys.exit(main())
