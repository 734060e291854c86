"""Run other extractors of article text over the evaluation sets, and keep their texts for `training.evaluate`.

    python -m training.evaluation.peers [--data ../shared/data]

Runs every extractor that is installed. `make peers` starts it in an environment of its own, because the extractors
need other versions of some libraries, which would change newsgalley's results.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import logging
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cleaners.body.blocks import split_tree
from training.pages import DATA, SETS, DataError, Sample, read
from training.stored import CACHE

Extract = Callable[[str, str], str]  # from a page's HTML and address to the text of its article
Texts = dict[tuple[str, str], str]  # by set and file


def _trafilatura() -> Extract:
    from trafilatura import extract

    return lambda html, url: extract(html, url=url or None, include_comments=False) or ""


def _readability() -> Extract:
    from lxml.html import fromstring
    from readability import Document

    def run(html: str, url: str) -> str:
        summary = Document(html, url=url or None).summary(html_partial=True)
        return "\n".join(block.text for block in split_tree(fromstring(summary)))

    return run


def _newspaper4k() -> Extract:
    from newspaper import Article, Config

    def run(html: str, url: str) -> str:
        config = Config()
        config.fetch_images = config.memorize_articles = False
        article = Article(url or "http://localhost/", config=config)
        article.download(input_html=html)
        article.parse()
        return str(article.text)

    return run


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html, _: str(extract_plain_text(html, main_content=True, alt_texts=False, list_bullets=False))


# By the name of its distribution, a function that sets up the extractor. Those that are not installed are skipped.
PEERS: Mapping[str, Callable[[], Extract]] = {
    "trafilatura": _trafilatura,
    "readability-lxml": _readability,
    "newspaper4k": _newspaper4k,
    "resiliparse": _resiliparse,
}


def installed() -> dict[str, str]:
    """Return the peers that are installed, each with its version."""
    found = {}
    for name in PEERS:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            print(f"{name} is not installed: it is left out (pip install {name})", file=sys.stderr)
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the installed extractors over all sets; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluation.peers", description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the evaluation sets")
    options = parser.parse_args(arguments)
    try:
        for name, version in installed().items():
            for dataset in SETS:
                run(name, version, dataset, options.data)
    except DataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def run(name: str, version: str, dataset: str, data: Path, cache: Path = CACHE) -> None:
    """Keep the text of every page of a set by one extractor. Do nothing if this version has run before."""
    stored = cache / _file(name, dataset)
    if stored.exists() and pickle.loads(stored.read_bytes())[0] == version:  # noqa: S301  # our own file
        return
    print(f"running {name} on {dataset} ...", file=sys.stderr)
    made = _run(PEERS[name](), list(read(dataset, data)))
    cache.mkdir(parents=True, exist_ok=True)
    stored.write_bytes(pickle.dumps((version, made)))


def kept(name: str, datasets: Sequence[str], cache: Path = CACHE) -> Texts | None:
    """Return the texts of an extractor that `run` has kept; None if a set is missing."""
    stored = [cache / _file(name, dataset) for dataset in datasets]
    if not all(file.exists() for file in stored):
        return None
    found: Texts = {}
    for file in stored:
        found |= pickle.loads(file.read_bytes())[1]  # noqa: S301  # our own file
    return found


def _file(name: str, dataset: str) -> str:
    return f"peer-{dataset}-{name}.pickle"


def _run(extract: Extract, samples: Sequence[Sample]) -> Texts:
    logging.disable(logging.ERROR)  # the extractors report pages without a text
    try:
        return {(one.dataset, one.file): _text(extract, one) for one in samples}
    finally:
        logging.disable(logging.NOTSET)


def _text(extract: Extract, sample: Sample) -> str:
    try:
        return extract(sample.html, sample.url)
    except Exception as error:  # noqa: BLE001  # extractors may raise anything; a page that fails has no text
        print(f"{sample.dataset}/{sample.file}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
        return ""


if __name__ == "__main__":
    sys.exit(main())
