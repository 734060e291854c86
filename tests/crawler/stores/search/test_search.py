"""Searches find the same articles in both databases, and as a test of records in memory."""

from __future__ import annotations

from typing import Any as Anything

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.stores.articles import replace
from crawler.stores.changes.log import changing
from crawler.stores.search.matching import indexed, matches
from crawler.stores.search.query import parse
from crawler.stores.search.search import Query, search
from crawler.stores.store import Store
from tests.support.articles import article
from tests.support.saving import save_article

TEXTS = {
    "strike": ("Dockers walk out", "A general strike closed the port of Ostrand on Monday. Football was not played."),
    "league": ("Football: a late strike decides", "Brekke won the football match by a strike in the last minute."),
    "greve": ("La grève continue", "Les cheminots poursuivent leur grève générale à Brekke."),
    "streik": ("Müllwerker im Streik", "Die Müllabfuhr in Überlingen ruht seit Montag."),
    "beijing": ("北京举行会议", "代表们本周在北京讨论海堤的修缮计划。"),
    "tokyo": ("東京都の予算", "知事は木曜日に新しい橋の計画を発表した。"),
    "seoul": ("서울시장 발언", "시장은 목요일에 새 다리를 발표했다."),
    "bangkok": ("ข่าวกรุงเทพ", "ผู้ว่าราชการกรุงเทพมหานครประกาศแผนสะพานใหม่เมื่อวันจันทร์"),
    "cairo": ("أخبار القاهرة", "أعلن المحافظ خطة الجسر الجديد يوم الاثنين."),
}
FOUND = [
    ("strike", {"strike", "league"}),
    ("STRIKE", {"strike", "league"}),
    ("strike -football", set()),
    ("strike -match", {"strike"}),
    ("strike port", {"strike"}),
    ('"general strike"', {"strike"}),
    ('"was not"', {"strike"}),
    ('"not was"', set()),
    ('"the port of"', {"strike"}),
    ('"by a str"*', {"league"}),
    ('"by a the"*', set()),
    ('title:"walk out"', {"strike"}),
    ('title:"by a"', set()),
    ('"strike general"', set()),
    ("title:strike", {"league"}),
    ("title:football strike", {"league"}),
    ("-title:football strike", {"strike"}),
    ('title:"late strike"', {"league"}),
    ('title:"general strike"', set()),  # a phrase of the text alone
    ('title:"strike late"', set()),
    ('title:"late stri"*', {"league"}),
    ("title:stri* port", set()),
    ('strike -"general strike"', {"league"}),
    ('strike -"strike general"', {"strike", "league"}),
    ('strike -title:"general strike"', {"strike", "league"}),
    ('strike -(football -"late strike")', {"league"}),
    ('("general strike" OR "strike late") -match', {"strike"}),
    ("walk", {"strike"}),
    ("stri*", {"strike", "league"}),
    ("dock*", {"strike"}),
    ("grève", {"greve"}),
    ("greve generale", {"greve"}),
    ("mull* OR greve", {"streik", "greve"}),
    ("uberlingen", {"streik"}),
    ('"out a"', set()),  # the end of a headline and the beginning of its text are not a phrase
    ("北京", {"beijing"}),
    ("京", {"beijing", "tokyo"}),
    ("海堤的修缮", {"beijing"}),
    ("修缮海堤", set()),
    ("東京", {"tokyo"}),
    ("京都", {"tokyo"}),
    ("新しい橋", {"tokyo"}),
    ("서울", {"seoul"}),
    ("시장", {"seoul"}),
    ("กรุงเทพ", {"bangkok"}),
    ("สะพานใหม่", {"bangkok"}),
    ("القاهره OR الجسر", {"cairo"}),
    ("nobody", set()),
]


def record(name: str, title: str, text: str, **changes: Anything) -> Anything:
    return {**article(name, text), "title": title, "language": "en", "source": "courier", **changes}


def fill(store: Store) -> Store:
    for name, (title, text) in TEXTS.items():
        new = record(name, title, text)
        save_article(store, new, [new["url"]])
    return store


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_queries_find_the_same_in_every_place(kind: str, request: pytest.FixtureRequest) -> None:
    store = fill(Store("sqlite://" if kind == "sqlite" else request.getfixturevalue("postgres_uri")))
    in_memory = {name: indexed(record(name, *texts)) for name, texts in TEXTS.items()}
    for words, expected in FOUND:
        assert {hit.id for hit in search(store, Query(words=words))} == expected, words
        assert {name for name, each in in_memory.items() if matches(parse(words), each)} == expected, words
    store.close()


FORMS = {
    "en": ("Universities close", "The strikes were studied by many."),
    "en-GB": ("A strike", "Waters rose."),
    "de": ("Häfen im Streik", "Die Zeitung berichtet."),
    "fr": ("Les grèves", "Les écoles ferment."),
    "ru": ("Забастовка", "В порту началась работа."),
    "tr": ("Grevler", "Limanlarda işçiler bekliyor."),
    "zh": ("strikes", "北京"),
}
FORMS_FOUND: list[tuple[str, str | None, set[str]]] = [
    ("strike", None, {"en", "en-GB"}),
    ("strikes", None, {"en", "en-GB", "zh"}),
    ("striking", "en", {"en", "en-GB"}),
    ('"strikes"', None, {"en", "zh"}),
    ("title:strikes", None, {"en-GB", "zh"}),
    ("title:university", None, {"en"}),
    ("close -strike", None, set()),
    ("water", None, {"en-GB"}),
    ('"water"', None, set()),
    ("Hafen", None, {"de"}),
    ("Zeitungen Streiks", None, {"de"}),
    ("greve ecole", None, {"fr"}),
    ("забастовкой", None, {"ru"}),
    ("işçi", "tr", {"tr"}),
    ("en*", None, set()),  # the mark of a language is not the beginning of a word
]


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_word_finds_its_other_forms_in_every_place(kind: str, request: pytest.FixtureRequest) -> None:
    store = Store("sqlite://" if kind == "sqlite" else request.getfixturevalue("postgres_uri"))
    records = {tag: record(tag, *texts, language=tag) for tag, texts in FORMS.items()}
    for each in records.values():
        save_article(store, each, [each["url"]])
    for words, language, expected in FORMS_FOUND:
        assert {hit.id for hit in search(store, Query(words=words, language=language))} == expected, words
        in_memory = {tag for tag, each in records.items() if matches(parse(words, language), indexed(each))}
        assert in_memory == expected, words
    store.close()


def test_another_form_of_a_word_is_marked_in_a_hit(store: Store) -> None:
    save(store, "a", language="en")
    (hit,) = search(store, Query(words="bridges"))
    assert ("bridge", True) in hit.title.parts()
    assert ("bridge", True) in hit.snippet.parts()


def test_an_article_whose_language_changed_is_found_by_its_new_forms(store: Store) -> None:
    for language in ("de", "en"):
        new = record("a", "Universities", "A story.", language=language)
        with changing(store.engine) as connection:
            replace(connection, new)
    assert [hit.id for hit in search(store, Query(words="university"))] == ["a"]
    for portion in store.deletion.portions(_all()):
        store.deletion.delete(portion)
    assert search(store, Query(words="university")) == []


@pytest.fixture
def filled(store: Store) -> Store:
    return fill(store)


def test_a_hit_shows_where_the_words_are(filled: Store) -> None:
    (hit,) = search(filled, Query(words="dockers strike"))
    assert hit.title.parts() == [("Dockers", True), (" walk out", False)]
    assert ("strike", True) in hit.snippet.parts()
    assert (hit.url, hit.host, hit.source, hit.language) == (
        "https://courier.example/strike", "courier.example", "courier", "en",
    )  # fmt: skip


def test_a_word_in_the_headline_counts_more(filled: Store) -> None:
    found = search(filled, Query(words="strike"))
    assert [hit.id for hit in found] == ["league", "strike"]
    assert found[0].rank > found[1].rank


def save(store: Store, name: str, **changes: Anything) -> None:
    new = record(name, "The bridge", f"A story about a bridge, number {name}.", **changes)
    save_article(store, new, [new["url"]])


def test_conditions_select_articles(store: Store) -> None:
    save(store, "a", language="de", source="post", date_published="2026-03-01", date_published_utc=None)
    save(store, "b", language="de-AT", date_published="x", date_published_utc="2026-03-02T10:00:00Z")
    save(store, "c", language="den", url="https://news.courier.example/c")
    save(store, "d", language="fr", url="https://www.other.example/d")

    def found(**conditions: Anything) -> str:
        return "".join(sorted(hit.id for hit in search(store, Query(words="bridge", **conditions))))

    assert found() == "abcd"
    assert found(language="de") == "ab"
    assert found(source="post") == "a"
    assert found(host="courier.example") == "abc"
    assert found(host="other.example") == "d"
    assert found(since="2026-03-01T12:00:00Z") == "abcd"  # the day may be later than the hour
    assert found(since="2026-03-02T00:00:00Z") == "bcd"
    assert found(since="2026-03-02T10:00:01Z") == "cd"  # fetched later, of no known date
    assert len(search(store, Query(words="bridge", limit=2))) == 2


def test_the_newest_come_first_if_wanted(store: Store) -> None:
    for name, day in (("a", 2), ("b", 3), ("c", 1)):
        save(store, name, date_published_utc=f"2026-03-0{day}T10:00:00Z")
    assert [hit.id for hit in search(store, Query(words="bridge", newest_first=True))] == ["b", "a", "c"]


def test_a_revised_linked_or_deleted_article_is_found_by_its_words_of_today(store: Store) -> None:
    save(store, "a")
    new = record("a", "The tunnel", "A story about a tunnel, and the words of it are all others now.")
    save_article(store, new, [new["url"]])
    assert search(store, Query(words="bridge")) == []
    assert [hit.id for hit in search(store, Query(words="tunnel"))] == ["a"]
    for portion in store.deletion.portions(_all()):
        store.deletion.delete(portion)
    assert search(store, Query(words="tunnel")) == []


def _all() -> Anything:
    from crawler.stores.deletion import Selection

    return Selection()


def test_what_is_rolled_back_is_not_found(store: Store) -> None:
    def fail() -> None:
        with changing(store.engine) as connection:
            replace(connection, record("a", "The bridge", "A story."), is_new=True)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert search(store, Query(words="bridge")) == []


def test_a_long_hostile_text_is_stored_and_found(store: Store) -> None:
    text = " ".join(f"w{n}" + "é" * 200 for n in range(30_000)) + " 漢字" * 9
    new = record("long", "A 'quoted' \\ title: \" & | !", text)
    save_article(store, new, [new["url"]])
    assert [hit.id for hit in search(store, Query(words="quoted title"))] == ["long"]


WORDS = st.sampled_from(["ab", "abc", "b", "Straße", "strasse", "東京", "京", "東京都", "서울", "กรุง"])
PARTS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
QUERIES = st.tuples(
    PARTS,
    st.sampled_from(["{}", '"{}"', "title:({})", 'title:"{}"', 'b -"{}"', "ab OR ({})", "ab* -({})", "({}) OR b -京"]),
)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_any_query_finds_what_the_test_in_memory_finds(kind: str, request: pytest.FixtureRequest) -> None:
    store = Store("sqlite://" if kind == "sqlite" else request.getfixturevalue("postgres_uri"))

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(PARTS, PARTS), min_size=1, max_size=4), QUERIES)
    def check(texts: list[tuple[str, str]], query: tuple[str, str]) -> None:
        words = query[1].format(query[0])
        records = [record(f"{n}", *each) for n, each in enumerate(texts)]
        for each in records:
            save_article(store, each, [each["url"]])
        expected = {each["id"] for each in records if matches(parse(words), indexed(each))}
        assert {hit.id for hit in search(store, Query(words=words))} == expected
        for portion in store.deletion.portions(_all()):
            store.deletion.delete(portion)

    check()
    store.close()
