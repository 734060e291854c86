"""Other extractors of article text, as far as they are installed, and what they make of the evaluation sets."""

from __future__ import annotations

import importlib.metadata
import logging
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cleaners.body.blocks import split_tree
from training.examples import CACHE
from training.pages import Sample, read

Extract = Callable[[str, str], str]  # a page's HTML and address to the text of its article
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


# name, which is that of the distribution -> how it is set up; those that are not installed are skipped by name
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


def texts(name: str, version: str, datasets: Sequence[str], data: Path, cache: Path = CACHE) -> Texts:
    """Return the text of every page of the sets by a peer; texts are kept on disk between runs, by its version."""
    found: Texts = {}
    for dataset in datasets:
        stored = cache / f"peer-{dataset}-{name}-{version}.pickle"
        if not stored.exists():
            print(f"running {name} on {dataset} ...", file=sys.stderr)
            made = _run(PEERS[name](), list(read(dataset, data)))
            cache.mkdir(parents=True, exist_ok=True)
            stored.write_bytes(pickle.dumps(made))
        found |= pickle.loads(stored.read_bytes())  # noqa: S301  # our own file
    return found


def _run(extract: Extract, samples: Sequence[Sample]) -> Texts:
    logging.disable(logging.ERROR)  # they report pages without a text
    try:
        return {(one.dataset, one.file): _text(extract, one) for one in samples}
    finally:
        logging.disable(logging.NOTSET)


def _text(extract: Extract, sample: Sample) -> str:
    try:
        return extract(sample.html, sample.url)
    except Exception as error:  # noqa: BLE001  # theirs raise what they like; a page that fails has no text
        print(f"{sample.dataset}/{sample.file}: {type(error).__name__}: {error}"[:200], file=sys.stderr)
        return ""
