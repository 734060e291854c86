"""Resolve dates that are relative to the time of the fetch: "3 hours ago", "vor 2 Tagen", "gestern", "3時間前"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache

from babel.dates import format_timedelta

from cleaners.metadata.dates import labels
from cleaners.metadata.dates.calendars.conversion import to_ascii_digits
from cleaners.metadata.dates.locales import find_locales

MAX_CHARS = 60  # a longer text is not a date line

# Length of each unit, and its names in many languages.
_UNITS = (
    (
        timedelta(minutes=1),
        r"m|min(?:ute)?s?|minuten?|minutos?|minuti|minutt(?:er)?|minut(?:er|y|ę|ami|ou|e|a)?|minuut|минут[аыу]?"
        r"|хвилин[иау]?|minuuttia?|λεπτ(?:ά|ό)|perce|דקות|דקה|dakika"
        r"|menit|phút|मिनट|دقيقة|دقائق|دقیقه|分鐘|分钟|分|분",
    ),
    (
        timedelta(hours=1),
        r"hours?|hrs?|h|stunden?|std\.?|heures?|horas?|or[aeă]|uur|tim(?:er|mar|me)?|godzin[yę]?|час(?:а|ов)?|годин[иу]?"
        r"|tuntia?|hodin(?:ami|ou|y)|ώρ(?:ες|α)|órája|sat[ai]?|שעות|שעה|saat"
        r"|jam|giờ|घंटे|ساعات|ساعة|ساعت|小時|小时|時間|시간",
    ),
    (
        timedelta(days=1),
        r"d|days?|tag(?:en?)?|jours?|días?|dias?|giorn[oi]|dagen|dagar|dage?r?|dni|д(?:ень|ня|ней|ні|нів)|päivää?|dny|dnem"
        r"|dana|η?μέρ(?:ες|α)|ημέρ(?:ες|α)|napja|zile|ימים|יום|gün|hari|ngày|दिन|أيام|يوم|روز|天|日|일|วัน",
    ),
    (
        timedelta(weeks=1),
        r"w|weeks?|wochen?|semaines?|semanas?|settiman[ae]|weken|недел[иьюя]|тиж(?:ні|день|нів)|viikkoa?|týdny|týdnem"
        r"|εβδομάδ(?:ες|α)|hete|săptămâni|שבועות|שבוע|أسابيع|أسبوع|hafta|minggu|週間|周|週|주",
    ),
)
_BEFORE = r"(?:vor|hace|il\s+y\s+a|há|před|pred|prije|pre|acum|πριν(?:\s+από)?|לפני|منذ|قبل)"
_AFTER = r"(?:ago|geleden|sedan|siden|sitten|temu|fa|назад|тому|önce|lalu|yang\s+lalu|trước|पहले|پیش|atrás|前|전|ที่แล้ว)"
# Words that name the number with the unit, or both with "ago".
_WHOLE = {
    "ساعتين": timedelta(hours=2), "يومين": timedelta(days=2), "أسبوعين": timedelta(weeks=2), "يوم": timedelta(days=1),
    "ساعة": timedelta(hours=1), "أسبوع": timedelta(weeks=1), "שעתיים": timedelta(hours=2), "שעה": timedelta(hours=1),
    "יומיים": timedelta(days=2), "יום": timedelta(days=1), "שבועיים": timedelta(weeks=2), "שבוע": timedelta(weeks=1),
}  # fmt: skip
_WHOLE_PHRASE = re.compile(rf"(?<!\w)(?:לפני|منذ|قبل)\s+(?P<whole>{'|'.join(_WHOLE)})(?!\w)")
_HUNGARIAN = re.compile(
    r"(?<!\w)(?P<n>\d{1,3})\s(?:(?P<minutes>perce)|(?P<hours>órája)|(?P<days>napja)|(?P<weeks>hete))(?!\w)"
)
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
# Words for today, then for yesterday; "_" is a space.
_DAY_WORDS = (
    "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag idag i_dag сегодня сьогодні bugün dzisiaj dziś dnes"
    " tänään σήμερα היום اليوم امروز आज hari_ini hôm_nay astăzi danas 今日 今天 오늘",
    "yesterday gestern hier ayer ieri ontem gisteren igår i_går вчера вчора dün wczoraj včera eilen χθες χτες אתמול أمس"
    " دیروز kemarin hôm_qua jučer juče tegnap 昨日 昨天 어제",
)
_DAYS_AGO_BY_WORD = {word.replace("_", " "): days for days, words in enumerate(_DAY_WORDS) for word in words.split()}
# Such a word alone, or before a time. In a longer text it is part of a sentence: "Today the bridge opens".
_DAY_LINE = re.compile(
    rf"\s*(?P<day>{'|'.join(sorted(_DAYS_AGO_BY_WORD, key=len, reverse=True))})"
    r"\s*(?:$|[,.|·:–-]|(?:(?:at|um|à|a\slas|alle|às|om|kl\.?|klo|ve?|o|в|о|saat|pukul|στις|ob|u|בשעה|الساعة|ساعت)\s*|[\u3040-\u9fff\uac00-\ud7af]{2}\s?)?\d)",
    re.IGNORECASE,
)
_BESIDE_PHRASE = re.compile(r"[\s.,:()|·•/–—-]+")


def resolve(text: str, now: datetime, language: str | None = None) -> str | None:
    """Return the date that a short text such as "2 days ago" means; None if it is not a relative date.

    The day is YYYY-MM-DD in the time zone of `now`, the time when the page was fetched. A time of day after a word such
    as "yesterday" is kept after it.
    """
    if len(text) > MAX_CHARS:
        return None
    age = _age(to_ascii_digits(text), language)
    if age is not None:
        return (now - age).date().isoformat()
    unlabelled = labels.without_first(to_ascii_digits(text))
    match = _DAY_LINE.match(unlabelled)
    if match is None:
        return None
    day = now - timedelta(days=_DAYS_AGO_BY_WORD[match["day"].lower()])
    return f"{day.date().isoformat()} {unlabelled[match.end('day') :]}"


def _age(text: str, language: str | None) -> timedelta | None:
    """Return how long ago something was according to a text, by the words above and by those of CLDR for a language."""
    for unit, pattern in _PATTERNS:
        if match := pattern.search(text):
            count = (match["n"] or match["m"]).lower()
            return unit * (1 if count in _WORDS_FOR_ONE else int(count))
    if match := _WHOLE_PHRASE.search(text):
        return _WHOLE[match["whole"]]
    if match := _HUNGARIAN.search(text):
        return timedelta(**{str(match.lastgroup): int(match["n"])})
    if not any(map(str.isdigit, text)):
        return None
    text = f" {_BESIDE_PHRASE.sub(' ', text.casefold())} "
    ages = _ages_by_phrase((language or "en").split("-")[0])
    return next((age for phrase, age in ages.items() if f" {phrase} " in text), None)


@lru_cache(maxsize=32)
def _ages_by_phrase(language: str) -> dict[str, timedelta]:
    """Return what CLDR says in a language for each age below a month, such as "saa 2 zilizopita"."""
    counts = (("minute", 60), ("hour", 24), ("day", 7), ("week", 5))
    ages = [timedelta(**{f"{unit}s": count}) for unit, end in counts for count in range(1, end)]
    phrases = (
        (to_ascii_digits(format_timedelta(-age, threshold=1, add_direction=True, format=width, locale=locale)), age)
        for locale in find_locales(language)[:1]
        for width in ("long", "short")
        for age in ages
    )
    return {_BESIDE_PHRASE.sub(" ", phrase.casefold()): age for phrase, age in phrases if any(map(str.isdigit, phrase))}
