import pytest

from training import evaluate
from training.pages import SETS


@pytest.mark.parametrize("present", [[], SETS])
def test_absent_sets_or_labels_end_the_run_before_any_work(tmp_path, capsys, present):
    for name in present:
        (tmp_path / name).mkdir()
        (tmp_path / name / "gold.jsonl").touch()
    assert evaluate.main(["--data", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert str(tmp_path / ("labels-dev" if present else "fundus-dev")) in error
    assert "--data" in error
