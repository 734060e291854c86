"""Cut off what bylines write beside a name: handles, addresses, agencies, papers, places, dates, other roles, buttons.

"By Ada Berg (dpa) in Oslo for the Courier, photos by Bo Lind · @ada · Follow" leaves "By Ada Berg".
"""

from __future__ import annotations

import re
from functools import lru_cache

from cleaners.metadata.authors.byline_labels import AND, PICTURES
from cleaners.metadata.authors.byline_words import ORGANISATION_WORDS
from cleaners.metadata.dates import labels
from cleaners.metadata.dates.named_months import is_month

MAX_CHARS = 500  # a longer text is not a byline

# Mail addresses with their label, URLs, account names and text in brackets.
CONTACT = re.compile(
    r"(?:\be-?mails?\s*[:：]?\s*)?\S+@\S+|https?:\S*|www\.\S+|(?:^|(?<=[\s(]))@\w+|[(（][^()（）]{0,80}[)）]|\[[^\[\]]{0,80}\]"
    r"|<[^<>]{0,80}>|(?<=,\s)«[^«»]{0,80}»",
    re.IGNORECASE,
)
# "photos by", "Fotos:", "edited by" and what follows. Of several separators in a row, a search starts only at the
# first: it would find nothing more at the others, and take quadratic time.
_OTHER_WORK = re.compile(
    rf"(?<![\s,;|/·•–-])[\s,;|/·•–-]+(?:(?:{AND}|with)\s+)?(?:photograph\w*|illustrat\w+|graphics?|videos?|produc(?:ed|tion)|edit(?:ed|ing|ors?|ör)|redaktur|redigerad|redigeret|lektor"
    rf"|(?:additional\s)?reporting|mitarbeit|fact.?check\w*|research\w*|translat\w+|fotograf\w*|{PICTURES}"
    r"|写真|撮影|摄影|攝影|사진|来源|來源|source|fuente|fonte|quelle|źródło|источник|編集|编辑|編輯)"
    r"\s*(?:by\b|von\b|par\b|por\b|di\b|de\b|av\b|af\b|door\b|[:：＝=／|｜・]).*$",
    re.IGNORECASE,
)
# "and Bo Lind (photos)", and the same without a colon in languages that put the name after the word.
OTHER_WORK_IN_BRACKETS = re.compile(
    rf"(?:[,;&|/]|\s(?:{AND}))\s[^,;&|/()\d]{{3,40}}\((?:video|graphics?|grafik|illustrations?|{PICTURES})\)"
    r"|\s(?:사진|ภาพ(?:โดย)?|ảnh)[\s:：].*$|\s图\s?[/|｜：:].*$|[\s|｜]+(?:责任编辑|责编|编辑|編輯|校对|摄影|攝影)\s.*$",
    re.IGNORECASE,
)
# The same without a word between label and name: "| Kuvat Eero Salo", ", foto’s Kim Bos".
_PICTURES_BY = re.compile(
    rf"\s?[,;|/·•.–-]\s*(?i:{PICTURES})"
    r"\s(?=[^\W\d_a-zа-я]\w+\s[^\W\d_a-zа-я]).*$"
)
# The same in any language: after a name and a mark, a word with a colon is the label of another role.
_OTHER_LABEL = re.compile(r"\s*(?:[,;|/·•]|\s[–-]\s)\s*[^\W\d_]{3,20}\s?[:：]\s?[^\W\d_].*$")
# Portuguese surnames that follow "da", which is "from" in Italian.
_SURNAMES_WITH_DA = (
    "Silva|Costa|Cunha|Rocha|Cruz|Conceição|Mot+a|Fonseca|Luz|Veiga|Gama|Graça|Paz|Vinci|Ponte|Mata|Maia|Nóbrega|Silveira"
    "|Câmara|Trindade|Encarnação|Guia|Hora|Penha|Rosa|Serra|Riva|Fonte|Re"
)
# A paper or a place after the name. Words that are also a conjunction in some language count before one word only.
_PREPOSITIONS = (
    "on behalf of|[Ss]pecial to|im auftrag von|au nom de|en nombre de"
    rf"|for|in|(?:report(?:s|ing) )?from|at|für|aus|pour|à|para|desde|em|per|da(?!\s(?:{_SURNAMES_WITH_DA})\b)"
    r"|voor|för|till|til|для|из|в|dla|z|ze|we?"
)
# The name of a paper may be in an element of its own: "By Ada Berg for".
OPEN_END = re.compile(
    r"\s(?:on behalf of|[Ss]pecial to|in|for|at|from|für|aus|pour|en|para|per|da|voor|för|для|в)"
    r"(?:\s(?:the|die|das|der|la|le|el|il|de))?$"
)
_WITH_AGENCIES = re.compile(
    r"(?<![\s,])[\s,]+(?:avec|mit|con|com|with|and|und|et|y|e|/|med|met)\s(?:les\s|le\s)?(?:agences?|agenturen|agencias?|agenzie|agências?|agency|agencies"
    r"|agenturmaterial|agentschappen|byråer)\s*$",
    re.IGNORECASE,
)
_AND_ELSEWHERE = "en|a|i"
_ENDS = rf"(?=\s*$|\s*[,;|/·•]|\s(?:{AND}|with|mit)\s)"
_AFTER_NAME = re.compile(
    rf"\s(?:(?:{_PREPOSITIONS})\s(?:(?:the|die|das|der|den|la|le|les|el|los|il|lo|de|het)\s|l['’])?[^\W\d_a-zа-я][^,;|/·•]{{0,60}}?"
    rf"|(?:{_AND_ELSEWHERE})\s[^\W\d_a-zа-я][^\s,;|/·•]{{1,30}}){_ENDS}"
)
# "with files from The Wire", "mit Material von dpa", "from staff reports".
_MATERIAL = re.compile(
    r"\s(?:(?:with|mit|avec|con|com|met|med)\s\w+\s(?:from|von|de|da|di|van|från|fra)|from(?=\s[a-z]))\s.*$"
)
# Where and how a Chinese agency or paper filed its report: "／台北報導", "台北5日電".
_AFTER_DASH = re.compile(r"\s[–—]\s[^\d,;|/·•–—]{2,60}$")  # a place or a paper: "By Ada Berg — Port Ellis"
# The next sentence, unlike a name after an abbreviation, has words in small letters: "Prof. Ada Berg", "Ana Fdez.
# Berg".
_NEXT_SENTENCE = re.compile(r"(?<=\w{3})\.\s+[^\W\d](?=.*(?:\s[^\W\dA-ZÀ-Þ]|:)).*$")
_FILED_FROM = re.compile(r"[\s／╱/][\u4e00-\u9fff]{1,6}(?:\d{1,2}日)?(?:報導|報道|报道|電|电|讯|訊)[\s〕】）)\]]*$")
_HAS_NAME = re.compile(r"\s|[\u3040-\u9fff\uac00-\ud7af]")  # two words, or letters of a script without spaces
_BUTTON = re.compile(
    r"(?<![\s|·•])[\s|·•]+(?:\+\s?)?(?:follow(?:ing)?|subscribe|contact|profile|more|folgen|abonnieren|suivre|s['’]abonner|seguir|segui|volgen|följ|følg|seuraa"
    r"|obserwuj|sledovat|követés|takip\set|подписаться|підписатися|ακολουθήστε|متابعة|フォロー(?:する)?|关注|關注|팔로우|구독|theo\sdõi|ikuti)\s*$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s[|·•,–—-]?\s?\d")  # in text without runs of white space
_BRACKETS = "(（[<"  # what is in them may be within a name: "Ada (Lind) Berg"
_DATE_WORDS = frozenset({"data", "date", "datum", "fecha", "дата"})  # before a date
_PLAIN_NAME = re.compile(r"[^\W\d_]+(?:\s[^\W\d_]+)?")  # one or two words
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")


@lru_cache(maxsize=300)  # the same bylines are read for several questions
def without_surroundings(text: str) -> str:
    """Return a line of names without what is written beside them."""
    if len(text) > MAX_CHARS or _PLAIN_NAME.fullmatch(text):
        return text
    text = OTHER_WORK_IN_BRACKETS.sub("", text)
    without_contact = CONTACT.sub(lambda match: " " if match[0][0] in _BRACKETS else " , ", text)
    if not any(c.isalpha() for c in without_contact):
        return text  # "(AFP)" is the whole byline
    text = without_contact
    text = _OTHER_WORK.sub(lambda match: "" if _HAS_NAME.search(match.string[: match.start()]) else match[0], text)
    text = _OTHER_LABEL.sub(_keep_unless_after_name, text)
    text = _without_dates(_FILED_FROM.sub("", text))
    text = _MATERIAL.sub(_keep_unless_after_name, text)
    text = _PICTURES_BY.sub("", _AFTER_NAME.sub(_keep_unless_after_name, text))
    text = _NEXT_SENTENCE.sub(_keep_unless_after_name, text)
    text = _AFTER_DASH.sub(_keep_unless_after_name, text)
    while button := _BUTTON.search(text):
        text = text[: button.start()]
    text = _WITH_AGENCIES.sub(_keep_unless_after_person, text)
    return OPEN_END.sub("", " ".join(text.split()).strip(" ,|·•"))


def _without_dates(text: str) -> str:
    """Cut off a date with its label, or a number with the words before it, but never the first word.

    The words before a number are a month and words such as "on" or "den": no name ends with words in small letters.
    """
    if not any(map(str.isdigit, text)):
        return text  # as for most lines of names; searching them for labels would take far longer
    start = labels.first_label(text, len("A B"))
    before = text[:start] if start is not None and any(map(str.isdigit, text[start:])) else text
    if number := _NUMBER.search(before):
        before = before[: number.start()]
    if before == text:
        return text
    words = before.split()
    while words and (_is_before_date(words[-1]) or is_month(words[-1])):
        words.pop()
    return " ".join(words)


def _is_before_date(word: str) -> bool:
    return (word[0].islower() and word[-1] != ".") or word.strip(":.").lower() in _DATE_WORDS


def _keep_unless_after_person(match: re.Match[str]) -> str:
    """Return "" for agencies after a person, and the unchanged text in "The Courier's staff and agencies"."""
    before = match.string[: match.start()].lower().split()
    return match[0] if before and before[-1] in ORGANISATION_WORDS else ""


def _keep_unless_after_name(match: re.Match[str]) -> str:
    """Return "" for a paper or a place after a full name, and the unchanged text for part of another name."""
    before = re.split(r"[;|/·•]", match.string[: match.start()])[-1].split(",")
    names = before if match.re is _AFTER_DASH else before[-1:]
    counts = (sum(word[0].isupper() for word in _WORD.findall(name)) for name in names)
    return "" if any(count >= 2 for count in counts) else match[0]
