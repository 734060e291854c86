import pytest

from cleaners.metadata.dates import labels
from cleaners.metadata.dates.labels import Part


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("5 March 2026", [Part("5 March 2026", None)]),
        ("Updated: 1 April 2026", [Part(": 1 April 2026", "modified")]),
        (
            "Published 10:15, 5 March 2026 | Updated 08:00, 1 April 2026",
            [Part("10:15, 5 March 2026 |", "published"), Part("08:00, 1 April 2026", "modified")],
        ),
        ("5. März 2026, aktualisiert 1. April 2026", [Part("5. März 2026,", None), Part("1. April 2026", "modified")]),
        ("입력 2026.03.05 수정 2026.04.01", [Part("2026.03.05", "published"), Part("2026.04.01", "modified")]),
        ("2026年3月5日 公開 2026年4月1日 更新", [Part("2026年3月5日", "published"), Part("2026年4月1日", "modified")]),
        ("发布时间：2026-03-05", [Part("：2026-03-05", "published")]),
        ("Обновлено 1 апреля 2026", [Part("1 апреля 2026", "modified")]),
        ("آخر تحديث: 1 أبريل 2026", [Part(": 1 أبريل 2026", "modified")]),
        ("Valid until 1 May 2026", [Part("1 May 2026", "other")]),
        ("Gültig bis 1. Mai 2026", [Part("1. Mai 2026", "other")]),
        ("No date", []),
    ],
)
def test_a_label_gives_a_date_its_role(line: str, parts: list[Part]) -> None:
    assert list(labels.split_dates(line)) == parts


@pytest.mark.parametrize(
    ("text", "role"),
    [("Last updated", "modified"), ("Güncelleme:", "modified"), ("Publié le", "published"), ("By Ada Berg", None)],
)
def test_the_text_before_a_date_gives_it_a_role(text: str, role: str | None) -> None:
    assert labels.role_of(text) == role
