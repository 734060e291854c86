from __future__ import annotations

import sys
from functools import partial
from multiprocessing import spawn
from types import ModuleType

import pytest

from cleaners.workers.spawning import main_module_hidden
from tests.cleaners.workers.work import double, nothing


@pytest.fixture(autouse=True)
def script(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test as if a script without a module name were the program."""
    main = ModuleType("__main__")
    main.__file__ = "/srv/clean_pages.py"
    monkeypatch.setitem(sys.modules, "__main__", main)


def names() -> set[str]:
    return {name for name in spawn.get_preparation_data("worker") if name.startswith("init_main")}


def test_a_process_does_not_import_the_main_module() -> None:
    with main_module_hidden(double, nothing):
        assert not names()
        assert spawn.get_preparation_data("worker")["dir"]
    assert names() == {"init_main_from_path"}


def test_a_process_imports_the_main_module_if_its_work_is_defined_there() -> None:
    def of_main() -> None: ...

    of_main.__module__ = "__main__"
    for functions in ((of_main, nothing), (double, of_main), (partial(partial(of_main)), nothing)):
        with main_module_hidden(*functions):
            assert names() == {"init_main_from_path"}


def test_the_main_module_is_imported_again_after_an_error() -> None:
    with pytest.raises(OSError, match="no room"), main_module_hidden(double):
        raise OSError("no room for a process")
    assert names() == {"init_main_from_path"}
