import pytest

from training.stored import digest, modules, stored


def test_a_step_is_done_once_per_name(tmp_path, capsys):
    made = []

    def make():
        made.append(1)
        return len(made)

    assert [stored(name, "counting", make, tmp_path) for name in ("a-1", "a-1", "a-2")] == [1, 1, 2]
    assert capsys.readouterr().err == "counting ...\n" * 2


def test_a_step_that_was_interrupted_is_done_again(tmp_path):
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stored("a", "counting", stop, tmp_path)
    assert stored("a", "counting", lambda: 7, tmp_path) == 7


def test_a_digest_depends_on_modules_and_values(tmp_path):
    module = tmp_path / "one.py"
    module.write_text("A = 1\n")
    before = digest([module], "x")
    assert before == digest([module], "x")
    assert before != digest([module], "y")
    module.write_text("A = 2\n")
    assert before != digest([module], "x")


def test_modules_are_named_by_patterns_and_a_pattern_without_a_module_is_an_error():
    assert [path.name for path in modules("labels", "evaluation/f*")] == ["labels.py", "fields.py"]
    with pytest.raises(ValueError, match="lables"):
        modules("lables")
