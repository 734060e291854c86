import pytest

from cleaners.metadata.languages import normalise


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("en", "en"), ("pt_BR", "pt-BR"), ("zh-hans-cn", "zh-Hans-CN"), ("de_DE.UTF-8", "de-DE"), ("English", "en"),
        ("iw", "he"), ("en-US,fr", "en-US"), ("es-419", "es-419"), ("und", None), ("", None), (None, None), ("e", None),
        ("not a language", None),
    ],
)  # fmt: skip
def test_tags_become_bcp_47(value: str | None, tag: str | None) -> None:
    assert normalise(value) == tag
