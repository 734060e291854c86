"""Labels that say which date a page shows: "Updated", "Veröffentlicht am", "更新", "수정", "valid until".

Each label is the stem of a word, in lower case. A line may have several dates, each with its own label, before the
dates or after them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from cleaners.metadata.dates.calendars import hebrew

Role = Literal["published", "modified", "other"]  # "other" is a date of something else: an event, an expiry

MAX_LABEL_LINE_CHARS = 40  # a longer text before a date is not its label

_STEMS: dict[Role, str] = {
    "modified": r"""
        update modifi amended revised edited changed corrected last\s?mod aktualis aktualiz akt\. geändert änderung
        bearbeitet überarbeitet stand:
        mise?\sà\sjour actualis révisé actualiz modificad modificación alterad atualiz aggiorna modificat
        bijgewerkt gewijzigd aangepast განახლ թարմացվ
        uppdater ändrad opdater oppdater endret ændret päivitetty muokattu zmieniono zmodyfik modyfik uprav úprav
        změněn
        frissít módosít обновл обновен обнаўл измен[её] актуализ отредактир оновлен змінен актуаліз промен ажурир
        ažurir izmijenj izmenj posodob atnaujin atjaunin atjaunot labots uuendatud muudetud actualitza eguneratu
        güncelle değiştir yenilən ενημερώ ενημέρωσ τροποποι τροποποί تحديث تعديل حُدّث به‌روز بروزرسانی به\sروز
        ویرایش اپ\sڈیٹ اپڈیٹ
        עודכן עדכון अपडेट अद्यतन संशोधित अद्ययावत আপডেট হালনাগাদ সংশোধ புதுப்பி నవీకరిం అప్‌డేట్
        อัปเดต อัพเดท อัพเดต แก้ไข ปรับปรุง cập\snhật diperbarui diperbaharui pembaruan dimutakhirkan dikemas\s?kini
        imesasish 更新 修改 修訂 修订 改訂 최종\s?수정 수정 업데이트 갱신 шинэчл жаңар обнові yangilan
    """,
    "published": r"""
        publi[cské] publik publiz posted released created issued veröffentlich erschienen erstellt eingestellt
        paru[\s:]
        mise?\sen\sligne créé creado pubblic gepubliceerd geplaatst offentlig skapad opprettet oprettet udgivet
        julkaistu opublik dodano utworzono
        zveřejn zverejn vydáno megjelen közzé létrehoz публик опублик опублік апублік оприлюдн создан
        размещен објав објав objav
        paskelbta publicēt avaldatud argitara yayınla yayımla yayın\starihi oluşturul giriş\starihi
        giriş\s?: eklenme ilk\syayın dərc δημοσι δημοσί αναρτ ανάρτ
        نشر نُشر منشور انتشار منتشر שפורסם פורסם התפרסם פרסום प्रकाशित प्रकाशन প্রকাশ வெளியிட ప్రచురిం เผยแพร่ ลงข่าว
        xuất\sbản đăng diterbitkan dipublikasi terbit tayang disiarkan imechapish გამოქვეყნ հրապարակ
        公開 公开 掲載 配信 投稿 发布 發布
        发表 發表 刊登 发稿 입력 등록 게시 작성 нийтл жария нашр
    """,
    "other": r"""
        expir valid\suntil valid\sthrough available\suntil ends?\son starts?\son event\sdate deadline closes\son
        retrieved accessed received accepted submitted gültig\sbis verfügbar\sbis abgerufen eingereicht angenommen
        valable\sjusqu disponible\sjusqu consulté reçu\sle accepté válid[oa]\shasta disponible\shasta caduca recibido
        aceptado válid[oa]\saté disponível\saté scade valido\sfino disponibile\sfino geldig\stot beschikbaar\stot
        ważn[eya]\sdo действ\w+\sдо дійсн\w+\sдо geçerlilik son\starih ينتهي صالح\sحتى berlaku\shingga
        hạn\schót 締切 期限 有効期限 截止
        有效期 마감 만료
    """,
}
_BY_ROLE = "|".join(f"(?P<{role}>{'|'.join(_STEMS[role].split())})" for role in ("other", "modified", "published"))
# A stem begins a word in scripts that put spaces between words.
_LABELS = re.compile(rf"(?<![a-zа-яα-ω])(?:{_BY_ROLE})", re.IGNORECASE)
_HAN_YEAR = re.compile("[〇零○一二三四五六七八九]{4}年")  # 二〇二六年三月五日
_BETWEEN_DATES = re.compile(r"(?<!\s)\s+[/|·•]\s+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_END_OF_LABEL = re.compile(r"^[^\W\d]*[\s:]*")
_REST_OF_WORD = re.compile(r"[^\W\d]*")


class Part(NamedTuple):
    """A part of a line with one date, and the role that its label gives to the date, or None without a label."""

    text: str
    role: Role | None


@lru_cache(maxsize=200)
def role_of(text: str) -> Role | None:
    """Return the role that the last label in a text gives to the date after it; None without a label."""
    return _role(labels[-1]) if (labels := list(_LABELS.finditer(text[-MAX_LABEL_LINE_CHARS:]))) else None


def first_label(text: str, start: int) -> int | None:
    """Return the index of the first label in a text at `start` or after it, or None."""
    label = _LABELS.search(text, start)
    return label.start() if label else None


def begins_with_one(text: str) -> bool:
    """Return True if a text begins with a label."""
    return _LABELS.match(text) is not None


def without_first(text: str) -> str:
    """Return a text without the label at its start: "yesterday" for "Published: yesterday"."""
    label = _LABELS.match(text.lstrip())
    return _END_OF_LABEL.sub("", text.lstrip()[label.end() :]) if label else text


@lru_cache(maxsize=200)  # the same lines are read for both dates of a page
def split_dates(text: str) -> tuple[Part, ...]:
    """Split a line at its labels, and return the parts that contain a digit."""
    if not has_digit(text):
        return ()
    labels = list(_LABELS.finditer(text))
    if not labels:
        halves = _BETWEEN_DATES.split(text)
        are_dates = len(halves) == 2 and all(map(_YEAR.search, halves))
        return tuple(Part(half, None) for half in (halves if are_dates else [text.strip()]))
    starts = [0, *(_REST_OF_WORD.match(text, label.end()).end() for label in labels)]  # type: ignore[union-attr]
    texts = [
        text[start:end] for start, end in zip(starts, [*(label.start() for label in labels), len(text)], strict=True)
    ]
    roles = [_role(label) for label in labels]
    are_after = bool(labels) and not has_digit(texts[-1])  # "2026年3月5日 公開"
    aligned: list[Role | None] = [*roles, None] if are_after else [None, *roles]
    return tuple(Part(part.strip(), role) for part, role in zip(texts, aligned, strict=True) if has_digit(part))


def _role(label: re.Match[str]) -> Role:
    return "modified" if label["modified"] else "published" if label["published"] else "other"


def has_digit(text: str) -> bool:
    """Return True for a text with a digit of any script, or with a year in Chinese or Hebrew letters."""
    return any(map(str.isdigit, text)) or _HAN_YEAR.search(text) is not None or hebrew.has_date(text)
