"""Resolve dates that are relative to the time of reading: "3 hours ago", "vor 2 Tagen", "gestern", "3時間前"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

MAX_CHARS = 60  # a longer text is not a date line

# Length of each unit, and its names in many languages.
_UNITS = (
    (
        timedelta(minutes=1),
        r"min(?:ute)?s?|minuten?|minutos?|minuti|minutt(?:er)?|minut(?:er|y|ę)?|minuut|минут[аыу]?|хвилин[иау]?|dakika"
        r"|menit|phút|मिनट|دقيقة|دقائق|دقیقه|分鐘|分钟|分|분",
    ),
    (
        timedelta(hours=1),
        r"hours?|hrs?|h|stunden?|std\.?|heures?|horas?|or[ae]|uur|tim(?:er|mar)?|godzin[yę]?|час(?:а|ов)?|годин[иу]?|saat"
        r"|jam|giờ|घंटे|ساعات|ساعة|ساعت|小時|小时|時間|시간",
    ),
    (
        timedelta(days=1),
        r"days?|tag(?:en?)?|jours?|días?|dias?|giorn[oi]|dagen|dagar|dage?r?|dni|д(?:ень|ня|ней|ні|нів)|gün|hari|ngày|दिन"
        r"|أيام|يوم|روز|天|日|일",
    ),
    (
        timedelta(weeks=1),
        r"weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|недел[иьюя]|hafta|minggu|週間|周|週|주",
    ),
)
_BEFORE = r"(?:vor|hace|il\s+y\s+a|há|منذ|قبل)"
_AFTER = r"(?:ago|geleden|sedan|siden|temu|fa|назад|тому|önce|lalu|yang\s+lalu|trước|पहले|پیش|atrás|前|전)"
_WORDS_FOR_ONE = frozenset({"a", "an", "one", "einer", "einem", "une", "un", "una", "uma", "um", "en", "et", "ett"})
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(_WORDS_FOR_ONE))})"
_PATTERNS = tuple(
    (
        unit,
        re.compile(
            rf"(?<!\w)(?:{_BEFORE}\s+(?P<n>{_COUNT})\s+(?:{names})(?!\w)|(?P<m>{_COUNT})\s?(?:{names})\s?{_AFTER}(?!\w))",
            re.IGNORECASE,
        ),
    )
    for unit, names in _UNITS
)
# Words for today, then for yesterday.
_DAY_WORDS = (
    "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag idag сегодня сьогодні bugün dzisiaj 今日 今天 오늘",
    "yesterday gestern hier ayer ieri ontem gisteren igår вчера вчора dün wczoraj 昨日 昨天 어제",
)
_DAYS_AGO_BY_WORD = {word: days for days, words in enumerate(_DAY_WORDS) for word in words.split()}


def resolve_day(text: str, now: datetime) -> str | None:
    """Return the day that a short text such as "2 days ago" means; None if it is not a relative date.

    The day is YYYY-MM-DD in the time zone of `now`, the time when the page was fetched.
    """
    if len(text) > MAX_CHARS:
        return None
    for unit, pattern in _PATTERNS:
        if match := pattern.search(text):
            count = (match["n"] or match["m"]).lower()
            return (now - unit * (1 if count in _WORDS_FOR_ONE else int(count))).date().isoformat()
    first_word = text.strip(" .,:|").casefold().split(",")[0].split(" ")[0]
    return (
        (now - timedelta(days=_DAYS_AGO_BY_WORD[first_word])).date().isoformat()
        if first_word in _DAYS_AGO_BY_WORD
        else None
    )
