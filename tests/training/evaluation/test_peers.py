import pickle

import pytest

from training.evaluation import peers

PAGE = {("made-up", "1"): "The ferry left at noon."}


@pytest.fixture
def cache(tmp_path):
    (tmp_path / "peer-made-up-another.pickle").write_bytes(pickle.dumps(("1.0", PAGE)))
    return tmp_path


def test_kept_texts_are_read_again(cache):
    assert peers.kept("another", ["made-up"], cache) == PAGE


def test_an_extractor_that_did_not_see_every_set_is_left_out(cache):
    assert peers.kept("another", ["made-up", "other"], cache) is None


def test_a_version_that_has_run_does_not_run_again(cache, tmp_path):
    peers.run("another", "1.0", "made-up", tmp_path / "absent", cache)
    assert peers.kept("another", ["made-up"], cache) == PAGE


def test_absent_sets_end_the_run_with_a_sentence(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(peers, "installed", lambda: {"trafilatura": "0"})
    monkeypatch.setattr(peers, "CACHE", tmp_path)
    assert peers.main(["--data", str(tmp_path)]) == 1
    assert "name the folder of the evaluation sets with --data" in capsys.readouterr().err.splitlines()[-1]
