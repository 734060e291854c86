import gzip
import json
from pathlib import Path

import pytest

from training.pages import DATA, SETS, DataError, read


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
