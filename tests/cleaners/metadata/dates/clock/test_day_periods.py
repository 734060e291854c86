from datetime import UTC, datetime

import pytest

from cleaners.metadata.dates import parsing

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "language", "time"),
    [
        ("2026년 3월 5일 오후 2:30", "ko", "14:30"),
        ("2026-03-05 오전 12시 05분", "ko", "00:05"),
        ("2026-03-05 오후 2:30:00", "en", "14:30:00"),
        ("2026年3月5日午後2時30分", "ja", "14:30"),
        ("2026年3月5日 下午2点30分", "zh", "14:30"),
        ("2026年3月5日 星期四下午2:30", "zh-CN", "14:30"),
        ("2026年3月5日 凌晨1:30", "zh-CN", "01:30"),
        ("2026/03/05 下午 02:30", "zh-TW", "14:30"),
        ("2026年3月5日 晚上8點30分", "zh-TW", "20:30"),
        ("5 Μαρτίου 2026, 2:30 μ.μ.", "el", "14:30"),
        ("5 Μαρτίου 2026, 12:30 π.μ.", "el", "00:30"),
        ("5 مارس 2026 - 02:30 مساءً", "ar", "14:30"),
        ("5 مارس 2026 02:30 م", "ar", "14:30"),
        ("5 مارس 2026 02:30 ص", "ar", "02:30"),
        ("5 Mart 2026 ÖS 2:30", "tr", "14:30"),
        ("5 Mart 2026 ÖÖ 9:30", "tr", "09:30"),
        ("৫ মার্চ ২০২৬, দুপুর ২:৩০", "bn", "14:30"),
        ("5 मार्च 2026, शाम 6:30", "hi", "18:30"),
        ("5 मार्च 2026, रात 11:30", "hi", "23:30"),
        ("5 मार्च 2026, रात 2:30", "hi", "02:30"),
        ("5 मार्च 2026, 2:30 अपराह्न", "hi", "14:30"),
        ("5 de marzo de 2026, 2:30 p. m.", "es", "14:30"),
        ("5 de marzo de 2026, 2:30 p.\u202fm.", "es", "14:30"),
        ("5 de marzo de 2026, 2:30 de la tarde", "es", "14:30"),
        ("5 de marzo de 2026, 12:30 a. m.", "es", "00:30"),
        ("5 марта 2026, 8:30 вечера", "ru", "20:30"),
        ("5 tháng 3, 2026 2:30 CH", "vi", "14:30"),
        ("5 Mac 2026, 2:30 PTG", "ms", "14:30"),
        ("2026. március 5., du. 2:30", "hu", "14:30"),
        ("5 มีนาคม 2569 หลังเที่ยง 2:30", "th", "14:30"),
        ("March 5, 2026 PM 02:30", "en", "14:30"),
        ("March 5, 2026 2:30pm", "en", "14:30"),
        ("March 5, 2026 14:30 PM", "en", "14:30"),
        ("2026年3月5日 午後14:30", "ja", "14:30"),
        ("5. März 2026, um 10.30 Uhr am Abend", "de", "10:30"),
    ],
)
def test_a_word_for_the_part_of_the_day_decides_the_hour(raw: str, language: str, time: str) -> None:
    moment = parsing.parse(raw, language, NOW)
    assert moment
    assert moment.value == f"2026-03-05T{time}"


def test_an_offset_after_the_word_is_kept() -> None:
    moment = parsing.parse("5 de marzo de 2026, 2:30 p. m. CET", "es", NOW)
    assert moment
    assert moment.value == "2026-03-05T14:30:00+01:00"
