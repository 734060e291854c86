from justext import core
from lxml.html import document_fromstring
from trafilatura import external

from cleaners.body import trafilatura
from cleaners.document import Block

SHORT = "<html><body><div><p>The ferry is late.</p></div></body></html>"


def test_the_fallbacks_keep_their_stop_words_in_lower_case_for_all_pages() -> None:
    original = frozenset(map(str.lower, external.jt_stoplist_init()))
    for _ in range(2):
        trafilatura.extract(document_fromstring(SHORT), [Block("The ferry is late.")])
        assert core.define_stoplist(external.JT_STOPLIST) is external.JT_STOPLIST
    assert original == external.JT_STOPLIST


def test_other_lists_of_stop_words_are_put_into_lower_case_as_before() -> None:
    trafilatura.extract(document_fromstring(SHORT), [Block("The ferry is late.")])
    assert core.define_stoplist(("The", "of")) == {"the", "of"}
