"""Cut off the names of site and section, which separators divide from the headline in a title."""

from __future__ import annotations

import re

from cleaners.metadata.titles.comparison import fold, name_key
from cleaners.urls import parts_of

_BARS = "|｜│┃❘❙¦丨⎮∣"
# Marks between the headline and the names of site and section. Emoji do not count. Chinese titles have no spaces.
SEPARATOR = re.compile(
    rf"\s+(?:[^\w\s,;.!?'\"„“”‘’()\[\]&%$€£#@§\u200c\u200d\u2600-\u26ff\ufe0f\U00010000-\U0010ffff]{{1,3}})\s+"
    rf"|\s*[{_BARS}]\s*|--|：|,\s|:\s"
    r"|(?<=[\u3000-\u9fff])\s?[_\-–—―·・]+\s?(?=[\u3000-\u9fff])|\s+[・_]\s+|(?<![A-Z\d_])_+(?=[^\W\da-z_])"
)
_ARROWS = (">", "»", "›", "→")
_BRACKETS_AT_END = re.compile(r"\s*[\[(（【](?P<name>[^\[\]()（）【】]{2,40})[\])）】]$")
# Endings of the names of sites and their sections in Chinese, Japanese and Korean titles.
_SITE_ENDINGS = (
    "网", "網", "新闻", "新聞", "频道", "頻道", "在线", "ニュース", "オンライン", "デジタル", "뉴스", "신문", "일보",
)  # fmt: skip
_LIST = re.compile(r",\s|\s(?:&|and|und|et|y|e|en|og|och|i|и|та|ve|și|és|a|ja)\s")
MIN_CONTAINED_CHARS = 6  # longer site names are hardly ever common words
MAX_SECTION_WORDS = 3  # before a bar
MAX_SITE_ENDING_CHARS = 12  # of a name that is recognised by its ending
MAX_TITLE_CHARS = 500  # a longer text is not a title and is not split


def ends(title: str) -> tuple[str, str] | None:
    """Return the first and the last of the parts that separators divide a title into, or None if it is one part."""
    separators = [mark for mark in SEPARATOR.finditer(title[:MAX_TITLE_CHARS]) if mark[0].strip() not in (":", ",")]
    return (title[: separators[0].start()], title[separators[-1].end() :]) if separators else None


def without_site(text: str, known: list[str], names: set[str]) -> str:
    """Cut the names of site and section off a title.

    `known` are other forms of the headline: if the title contains one, the rest is cut off. `names` are the keys of
    site names (`name_key`).
    """
    if len(text) > MAX_TITLE_CHARS:
        return text
    headlines = {fold(headline) for headline in known} - {""}
    separators = list(SEPARATOR.finditer(text))
    for separator in separators:
        if separator[0].strip() not in (":", ",") and fold(text[: separator.start()]) in headlines:
            return text[: separator.start()]
        if is_bar(separator[0]) and fold(text[separator.end() :]) in headlines:
            return text[separator.end() :]
    return _without_names(text, separators, names)


def _without_names(text: str, separators: list[re.Match[str]], names: set[str]) -> str:
    """Cut site names off the end of a title, a short section before the last one, and a site name at the start."""
    while separators and _is_site_or_section(text[: separators[-1].start()], separators[-1], text, names):
        last = separators.pop()
        text = text[: last.start()]
        # As in `_after_kickers`, a section in Chinese or Japanese is one word.
        if len(separators) == 1 and separators[0][0] == last[0] and len(fold(text[separators[0].end() :]).split()) <= 2:
            text = text[: separators.pop().start()]  # the section between the headline and the site
    if separators and separators[0][0].strip() != ",":
        text = _without_name_at_start(text, separators[0], names)
    end = _BRACKETS_AT_END.search(text)
    return text[: end.start()].strip() if end and name_key(end["name"]) in names else text.strip()


def _without_name_at_start(text: str, separator: re.Match[str], names: set[str]) -> str:
    """Cut off the name of the site, or a section, at the first separator. It may be on either side."""
    head, rest = text[: separator.start()], text[separator.end() :]
    if _is_site_name(head, names):
        return _without_breadcrumb(rest, separator[0]) if separator[0].strip() in _ARROWS else rest
    if is_bar(separator[0]) and _contains_site(rest, names):
        return head
    is_section = is_bar(separator[0]) and len(head.split()) <= MAX_SECTION_WORDS and len(head) < len(rest)
    return rest if is_section else text


def _without_breadcrumb(text: str, separator: str) -> str:
    """Cut off the sections between a site's name and the headline: "News > The bridge opens"."""
    *sections, headline = text.split(separator)
    return headline if all(len(section.split()) <= MAX_SECTION_WORDS for section in sections) else text


def _contains_site(text: str, names: set[str]) -> bool:
    key = name_key(text)
    return any(len(name) > MIN_CONTAINED_CHARS and name in key for name in names)


def is_bar(separator: str) -> bool:
    """Return True if a separator is a bar or a double colon, which divide a title more surely than a dash."""
    return separator.strip() in (*_BARS, "::")


def _is_site_or_section(head: str, separator: re.Match[str], text: str, names: set[str]) -> bool:
    """Return True if the text after a separator is the site or a section.

    After a bar it is, unless it is longer than the text before it or that text is the site. After a colon or comma it
    must be a site name. After other separators, such as a dash, a part of a site name is enough.
    """
    mark, tail = separator[0].strip(), text[separator.end() :]
    if _is_site_name(tail, names):
        return True
    if is_bar(mark) or not mark.strip("_"):  # the underscore is the bar of Chinese titles
        return (len(tail) < len(head) or _contains_site(tail, names)) and not _is_site_name(head, names)
    is_part = len(name_key(tail)) > 3 and any(name_key(tail) in name for name in names)
    return is_part and mark not in (":", ",")


def _is_site_name(text: str, names: set[str]) -> bool:
    """Return True if a part of a title is a site name, or contains one and little else."""
    letters = name_key(text)
    if len(letters) <= MAX_SITE_ENDING_CHARS and text.strip(" 《》「」").endswith(_SITE_ENDINGS):
        return True
    return letters in names or any(len(n) > 3 and n in letters and len(letters) < 2 * len(n) + 8 for n in names)


def host_names(url: str) -> set[str]:
    """Return the parts of a host that may be the site's name: its labels except the last, and its parent domains."""
    labels = [label for label in (parts_of(url).hostname or "").split(".") if label not in ("www", "m", "amp")]
    joined = {".".join(labels[n:]) for n in range(len(labels) - 1)}
    return {name for name in {*labels[:-1], *joined} if len(name_key(name)) > 2}


def without_tagline(name: str, url: str) -> str:
    """Return a site's name without a tagline: "Echo" for "Echo - News since 1963".

    The host must repeat the rest, or the tagline must follow a bar and be a list: "The Echo | News, sport and weather".
    """
    hosts = {name_key(host) for host in host_names(url)}
    parts = SEPARATOR.split(name[:MAX_TITLE_CHARS])
    head, bar, tail = name.partition(" | ")
    is_list = bool(bar) and len(tail.split()) > max(2, len(head.split())) and _LIST.search(tail) is not None
    return next((part.strip() for part in parts if name_key(part) in hosts), head.strip() if is_list else name)


def without_section(heading: str) -> str:
    """Cut off the section or site after a bar, if it is shorter than the part before the bar."""
    headline, _, section = heading.partition(" | ")
    return headline if len(section) < len(headline) else heading


def without_site_at_end(heading: str, names: set[str]) -> str:
    """Cut the site's own name off the end of a heading."""
    separators = list(SEPARATOR.finditer(heading[:MAX_TITLE_CHARS]))
    if not separators or separators[-1][0].strip() in (":", ",", "：", ""):
        return heading
    headline, last = heading[: separators[-1].start()].strip(), heading[separators[-1].end() :]
    return headline if len(headline.split()) > 1 and name_key(last) in names else heading
