import gzip
import json
from pathlib import Path

import pytest

from training.pages import DATA, LABELS, SETS, BlockLabels, DataError, Sample, read, require_labels


def test_a_set_is_read_with_its_gold_and_its_sites(tmp_path: Path):
    pages = tmp_path / "made-up" / "pages"
    pages.mkdir(parents=True)
    (pages / "0.html.gz").write_bytes(gzip.compress(b"<p>Ferry</p>"))
    row = {
        "id": "a",
        "url": "https://news.paper.example/a",
        "file": "0.html.gz",
        "with": ["Ferry"],
        "without": ["Menu"],
    }
    (tmp_path / "made-up" / "gold.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    [sample] = read("made-up", tmp_path)
    assert (sample.html, sample.body, sample.inside, sample.outside) == ("<p>Ferry</p>", None, ("Ferry",), ("Menu",))
    assert sample.site == "paper.example"


def test_a_page_has_the_letters_of_its_blocks(tmp_path: Path):
    pages = tmp_path / "made-up" / "pages"
    pages.mkdir(parents=True)
    (pages / "0.html.gz").write_bytes(gzip.compress(b"<p>Ferry</p>"))
    row = {"id": "a", "url": "https://paper.example/a", "file": "0.html.gz", "body": "Ferry"}
    (tmp_path / "made-up" / "gold.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    label = {"set": "made-up", "file": "0.html.gz", "kind": "article", "labels": "a", "blocks": ["Ferry"]}
    (tmp_path / LABELS).parent.mkdir()
    (tmp_path / LABELS).write_bytes(gzip.compress(json.dumps(label).encode()))
    [sample] = read("made-up", tmp_path)
    assert sample.labelled == BlockLabels("article", ("Ferry",), "a")
    assert sample.labelled.has_story


@pytest.mark.parametrize(("url", "cleaned"), [("http://paper.example/", ""), ("http://paper.example/a", None)])
def test_a_page_known_by_its_host_only_is_cleaned_without_an_address(url: str, cleaned: str | None):
    sample = Sample("made-up", "0", url, "", "", (), ())
    assert sample.page_url == (url if cleaned is None else cleaned)
    assert sample.site == "paper.example"


def test_absent_labels_are_an_error_that_says_where_they_were_looked_for(tmp_path: Path):
    with pytest.raises(DataError, match="--data"):
        require_labels(tmp_path)


def test_an_absent_set_is_an_error_that_says_where_it_was_looked_for(tmp_path: Path):
    with pytest.raises(DataError, match="--data"):
        list(read("made-up", tmp_path))


@pytest.mark.parametrize("dataset", SETS)
def test_the_evaluation_sets_can_be_read(dataset: str):
    if not (DATA / dataset).exists():
        pytest.skip(f"{DATA / dataset} is absent: it would have shown that the set's pages and gold are readable")
    sample = next(read(dataset))
    assert sample.html
    assert sample.body or sample.inside
