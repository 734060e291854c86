"""Dates that a page counts from the moment of reading: "3 hours ago", "vor 2 Tagen", "gestern", "3時間前"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

MAX_CHARS = 60  # a longer text is no date line

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
_ONE = frozenset({"a", "an", "one", "einer", "einem", "une", "un", "una", "uma", "um", "en", "et", "ett"})
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(_ONE))})"
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
_DAYS_BACK = (
    "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag idag сегодня сьогодні bugün dzisiaj 今日 今天 오늘",
    "yesterday gestern hier ayer ieri ontem gisteren igår вчера вчора dün wczoraj 昨日 昨天 어제",
)
_WORDS = {word: days for days, words in enumerate(_DAYS_BACK) for word in words.split()}


def day_before(text: str, now: datetime) -> str | None:
    """The day, YYYY-MM-DD in the zone of `now`, that a short text counts back to; None where it does not."""
    if len(text) > MAX_CHARS:
        return None
    for unit, pattern in _PATTERNS:
        if match := pattern.search(text):
            count = (match["n"] or match["m"]).lower()
            return (now - unit * (1 if count in _ONE else int(count))).date().isoformat()
    first = text.strip(" .,:|").casefold().split(",")[0].split(" ")[0]
    return (now - timedelta(days=_WORDS[first])).date().isoformat() if first in _WORDS else None
