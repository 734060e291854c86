import pytest

from cleaners.metadata.languages import normalise


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("en", "en"), ("pt_BR", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("de_DE.UTF-8", "de-DE"), ("English", "en"),
        ("iw", "he"), ("en-US,fr", "en-US"), ("es-419", "es-419"), ("und", None), ("", None), (None, None), ("e", None),
        ("not a language", None), ("utf-8", None), ("UTF8", None), ("ltr", None), ("iso-8859-1", None), ("eng", "en"),
        ("ger-DE", "de-DE"), ("fil", "fil"), ("gsw-CH", "gsw-CH"), ("no", "no"), ("sr-Latn", "sr-Latn"), ("haw", "haw"),
        ("en-UK", "en-GB"), ("uk-UA", "uk-UA"), ("en-EN", "en"), ("en;q=0.8", "en"), ("vn", "vi"), ("cn", "zh"),
        ("kz", "kk"), ("us", "en"), ("Українська", "uk"), ("Persian", "fa"), ("Thai", "th"),
    ],
)  # fmt: skip
def test_tags_become_bcp_47(value: str | None, tag: str | None) -> None:
    assert normalise(value) == tag
