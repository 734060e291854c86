"""Queries are parsed, and what cannot be understood gets one sentence."""

import pytest

from crawler.stores.search.query import All, Any, Node, QueryError, Term, parse, terms


def term(*tokens: str, is_prefix: bool = False, in_title: bool = False) -> Term:
    return Term(tokens, is_prefix, in_title)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("strike", term("strike")),
        ("Grève", term("greve")),
        ("strike football", All((term("strike"), term("football")))),
        ("strike AND football", All((term("strike"), term("football")))),
        ("strike -football", All((term("strike"),), (term("football"),))),
        ("strike NOT football", All((term("strike"),), (term("football"),))),
        ('"general strike"', term("general", "strike")),
        ("„general strike“", term("general", "strike")),
        ('"general str"*', term("general", "str", is_prefix=True)),
        ("strik*", term("strik", is_prefix=True)),
        ("title:strike", term("strike", in_title=True)),
        ('Title:"general strike"', term("general", "strike", in_title=True)),
        ("strike OR walkout", Any((term("strike"), term("walkout")))),
        ("strike OR walkout port", All((Any((term("strike"), term("walkout"))), term("port")))),
        ("(strike port) OR walkout", Any((All((term("strike"), term("port"))), term("walkout")))),
        ("port -(strike OR walkout)", All((term("port"),), (Any((term("strike"), term("walkout"))),))),
        ("title:(strike OR walkout)", Any((term("strike", in_title=True), term("walkout", in_title=True)))),
        ("or not and", All((term("or"), term("not"), term("and")))),
        ("well-known", term("well", "known")),
        ("10:30", term("10", "30")),
        ("https://paper.example/a", term("https", "paper", "example", "a")),
        ("北京", term("北京")),
        ("京", term("京", is_prefix=True)),
        ("東京都*", term("東京", "京都")),
        ("手机iPhone", term("手机", "机", "iphone")),
        ("iPhone手机", term("iphone", "手机")),
    ],
)
def test_queries_are_parsed(text: str, tree: Node) -> None:
    assert parse(text, "zh") == tree  # a language without stems


def stems_in(text: str, language: str | None = None) -> set[str]:
    return {stem for each in terms(parse(text, language)) for stem in each.stems}


def test_a_word_has_its_stem_in_each_language_of_its_script() -> None:
    assert {"·en·strike", "·de·strik", "·pl·strikes"} <= stems_in("strikes")
    assert not {stem for stem in stems_in("strikes") if stem.startswith(("·ru·", "·ar·"))}
    assert stems_in("strikes", "en-GB") == {"·en·strike"}
    assert stems_in("Забастовкой", "ru") == stems_in("забастовка", "ru")


@pytest.mark.parametrize("text", ['"strikes"', '"general strikes"', "strikes*", "2026", "at", "北京", "well-known"])
def test_phrases_beginnings_numbers_and_short_words_have_no_stems(text: str) -> None:
    assert stems_in(text) == set()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "names no word"),
        ("   ", "names no word"),
        ("()", "names no word"),
        ("-football", "only excludes"),
        ('"general strike', "quotation mark .* has no closing one"),
        ("(strike", "opening parenthesis without a closing one"),
        ("strike)", "closing parenthesis without an opening one"),
        ("strike OR", "missing at the end of the query"),
        ("OR strike", "missing before 'OR'"),
        ("strike OR -football", "cannot be an alternative of OR"),
        ("str*ke", r"a \* is possible at the end"),
        ("s*", "write 2 letters or more"),
        ("*", "no letter or digit"),
        ("strike - football", "-: has no letter or digit"),
        ("titel:strike", "Unknown field titel:. Did you mean title?"),
        ("language:de", "use the option --language"),
        ("strike " * 300, "characters; 2000 are allowed"),
        ("s1 " * 101, "101 words and phrases; 100 are allowed"),
        ("(" * 30 + "a1" + ")" * 30, "more than 20 parentheses inside each other"),
    ],
)
def test_a_query_that_cannot_be_understood_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(QueryError, match=sentence) as raised:
        parse(text)
    assert "\n" not in str(raised.value)
    assert str(raised.value).endswith(".")
