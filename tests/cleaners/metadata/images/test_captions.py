"""Captions and the credits at their end."""

import pytest

from cleaners.metadata.images.captions import split_credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("The bridge. (Ada Berg/The Courier)", "Ada Berg/The Courier"),
        ("The bridge. (AFP)", "AFP"),
        ("The bridge. AP", "AP"),
        ("The bridge /연합뉴스", "연합뉴스"),
        ("The bridge (رويترز)", "رويترز"),
        ("The bridge＝共同", "共同"),
        ("The bridge (foto di Ada Berg)", "Ada Berg"),
        ("The bridge. Beeld Ada Berg", "Ada Berg"),
        ("The bridge — Foto: Ada Berg/dpa", "Ada Berg/dpa"),
        ("The bridge. Ada L. Berg / Harbour Pictures", "Ada L. Berg / Harbour Pictures"),
        ("The bridge. | Ada Berg/dpa", "Ada Berg/dpa"),
        ("The bridge – Ada Berg/Reuters", "Ada Berg/Reuters"),
        ("The bridge. Bo Lind/Moment via Getty Images", "Bo Lind/Moment via Getty Images"),
        ("The bridge. Image via Bo Lind.", "Bo Lind"),
        ("Most. Fot. Ewa Berg / Agencja Port", "Ewa Berg / Agencja Port"),
    ],
)
def test_a_credit_needs_no_label(caption: str, credit: str) -> None:
    rest, found = split_credit(caption)
    assert found == credit
    assert rest is not None
    assert rest.rstrip(".") in ("The bridge", "Most")


@pytest.mark.parametrize(
    "caption",
    [
        "The minister (CDU/CSU)",
        "The bridge (left/right)",
        "The bridge. It was opened in May.",
        "The bridge – a view",
        "The bridge. Imagen de archivo",
        "Dr. Ada Berg",
    ],
)
def test_other_ends_of_captions_are_kept(caption: str) -> None:
    assert split_credit(caption) == (caption, None)


def test_the_brackets_around_an_agency_and_a_name_are_the_credit() -> None:
    assert split_credit("The bridge. (AP Photo/Ada Berg, File)") == ("The bridge.", "AP Photo/Ada Berg, File")
    assert split_credit("The bridge. (Photo/Ada Berg)") == ("The bridge.", "Ada Berg")
    assert split_credit("The bridge (Foto: Ada Berg/dpa)") == ("The bridge", "Ada Berg/dpa")


@pytest.mark.parametrize(
    ("caption", "credit"),
    [("港に戻った帆船=伊藤健撮影", "伊藤健"), ("帆船返航。王磊 摄", "王磊"), ("帆船返航。新华社记者王磊摄", "王磊")],
)
def test_photographers_in_chinese_and_japanese_are_the_credit(caption: str, credit: str) -> None:
    assert split_credit(caption)[1] == credit


@pytest.mark.parametrize(
    ("caption", "rest", "credit"),
    [
        ("The bridge. (Handout)", "The bridge.", "Handout"),
        ("The bridge. (Port Fire Department)", "The bridge.", "Port Fire Department"),
        ("The bridge. (Ada Berg)", "The bridge.", "Ada Berg"),
        ("The bridge | Harbour Media", "The bridge", "Harbour Media"),
        ("The old bridge / Ada Berg", "The old bridge", "Ada Berg"),
        ("Le pont rouvre. DR", "Le pont rouvre.", "DR"),
        ("Photo by Ada Berg", None, "Ada Berg"),
        ("Getty Images", None, "Getty Images"),
        ("Harbourmaster / Ada Berg", None, "Harbourmaster / Ada Berg"),
        ("The bridge. Photo provided by Ada Berg", "The bridge.", "Ada Berg"),
        ("Die Brücke (Archivfoto: Ada Berg/dpa)", "Die Brücke", "Ada Berg/dpa"),
    ],
)
def test_a_source_that_is_set_apart_is_the_credit(caption: str, rest: str | None, credit: str) -> None:
    assert split_credit(caption) == (rest, credit)


@pytest.mark.parametrize(
    "caption",
    [
        "The mayor (Ada Berg)",
        "The bridge. (File photo)",
        "The bridge. (It opens in May)",
        "Mayor Ada Berg / Councillor Bo Lind",
        "Ada Berg / Bo Lind / Cy Holm",
        "Bike | Wheel Harbour | Saddle Courier",
        "The bridge. Then the ferry.",
    ],
)
def test_brackets_bars_and_slashes_hold_other_things_too(caption: str) -> None:
    assert split_credit(caption) == (caption, None)
