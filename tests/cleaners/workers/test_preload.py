from py3langid import langid

from cleaners.body import model
from cleaners.rules import matcher
from cleaners.workers.preload import warm_up


def test_models_packs_and_tables_are_loaded_before_the_first_page():
    warm_up()
    assert model.load.cache_info().currsize
    assert matcher._matcher.cache_info().currsize
    assert langid.IDENTIFIER
