import subprocess
import sys

from cleaners.body import model
from cleaners.rules import matcher
from cleaners.workers.preload import warm_up


def test_models_packs_and_tables_are_loaded_before_the_first_page():
    warm_up()
    assert model.load.cache_info().currsize
    assert matcher._matcher.cache_info().currsize


def test_what_few_pages_need_is_not_loaded() -> None:
    script = """
import sys
from cleaners.workers.preload import warm_up
warm_up()
from cleaners.text import language_model
loaded = {"trafilatura", "htmldate", "chardet", "asyncio"} & sys.modules.keys()
print(*loaded, language_model.load.cache_info().currsize)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0"]
