from __future__ import annotations

import pytest

from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.stages.language import language

GERMAN = (
    "Der Gemeinderat hat am Dienstagabend beschlossen, die alte Brücke über den Mühlbach zu erneuern. "
    "Die Arbeiten sollen im Frühjahr beginnen und etwa ein halbes Jahr dauern, sagte die Bürgermeisterin. "
    "Bis dahin bleibt die Straße für schwere Fahrzeuge gesperrt, was viele Anwohner ärgert."
)
ENGLISH = (
    "The town council decided on Tuesday evening to rebuild the old bridge across the mill stream. "
    "Work is due to begin in spring and should take about half a year, the mayor told residents. "
    "Until then the road stays closed to heavy vehicles, which annoys many people living nearby."
)
DANISH = (
    "Byrådet besluttede tirsdag aften at bygge en ny bro over åen. Arbejdet begynder til foråret og vil tage "
    "omkring et halvt år, siger borgmesteren. Indtil da er vejen lukket for tunge køretøjer, og det ærgrer mange af "
    "de mennesker, der bor i nærheden."
)
JAPANESE = (
    "町議会は火曜日の夜、川にかかる古い橋を架け替えることを決めた。工事は春に始まり、半年ほどかかる見込みだと町長は説明した。"
    "それまで大型車は通行できず、近くの住民からは不満の声も上がっている。"
)


def document(*texts: str, declared: str | None = None) -> Document:
    result = Document(Page(body=""), blocks=[Block(text) for text in texts])
    result.metadata.language = declared
    return result


def identify(*texts: str, declared: str | None = None) -> tuple[str | None, list[str]]:
    result = document(*texts, declared=declared)
    language(result)
    return result.metadata.language, result.flags


def test_an_undeclared_language_is_read_from_the_text() -> None:
    assert identify(GERMAN) == ("de", [])
    assert identify(JAPANESE) == ("ja", [])


def test_the_declared_region_is_kept_if_the_text_agrees() -> None:
    assert identify(GERMAN, declared="de-AT") == ("de-AT", [])


def test_the_text_overrules_a_wrong_declaration() -> None:
    assert identify(GERMAN, declared="en-US") == ("de", ["language_conflict"])
    assert identify(JAPANESE, declared="en") == ("ja", ["language_conflict"])
    assert identify(DANISH, declared="sv") == ("da", ["language_conflict"])


@pytest.mark.parametrize(("text", "declared"), [(ENGLISH, "en-ZA"), (DANISH, "da"), (JAPANESE, "ja-JP")])
def test_a_correct_declaration_is_kept(text: str, declared: str) -> None:
    assert identify(text, declared=declared) == (declared, [])


def test_too_little_text_does_not_overrule_the_declaration() -> None:
    assert identify("Hello world!", declared="fi") == ("fi", [])


def test_too_little_text_without_a_declaration_gives_no_language() -> None:
    assert identify("Hello world!") == (None, [])
    assert identify() == (None, [])


def test_a_declared_language_that_the_identifier_does_not_know_is_kept() -> None:
    assert identify(GERMAN, declared="kl") == ("kl", [])


def test_removed_blocks_are_ignored() -> None:
    result = document(ENGLISH, GERMAN)
    result.blocks[0].remove("clutter", "cookie-notice", "a notice on cookies")
    language(result)
    assert result.metadata.language == "de"
