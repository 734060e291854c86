"""Choose the headline of an article, and cut the names of site and section and a kicker off it.

A kicker is a short label before the headline, such as "New roads" in "New roads: The bridge opens".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

MIN_HEADING_SIMILARITY = 0.5  # lowest `_heading_score` of a heading that can be the headline

_BARS = "|｜│┃❘❙¦丨"
# Marks between the headline and the names of site and section. Emoji do not count. Chinese titles have no spaces.
_SEPARATOR = re.compile(
    rf"\s+(?:[^\w\s,;.!?'\"„“”‘’()\[\]&%$€£#@§\u200c\u200d\u2600-\u26ff\ufe0f\U00010000-\U0010ffff]{{1,3}})\s+"
    rf"|\s*[{_BARS}]\s*|--|：|,\s|:\s"
    r"|(?<=[\u3000-\u9fff])\s?[_\-–—―·・]+\s?(?=[\u3000-\u9fff])|\s+[・_]\s+"
)
_ARROWS = (">", "»", "›", "→")
_BRACKETS_AT_END = re.compile(r"\s*[\[(（【](?P<name>[^\[\]()（）【】]{2,40})[\])）】]$")
# Endings of the names of sites and their sections in Chinese, Japanese and Korean titles.
_SITE_ENDINGS = (
    "网", "網", "新闻", "新聞", "频道", "頻道", "在线", "ニュース", "オンライン", "デジタル", "뉴스", "신문", "일보",
)  # fmt: skip
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ALPHANUMERIC = re.compile(r"[a-z0-9]+")
_MAX_HEADINGS = 20  # per page
MAX_KICKER_WORDS = 5
MIN_CONTAINED_CHARS = 6  # longer site names are hardly ever common words
MAX_SECTION_WORDS = 3  # before a bar
MAX_SITE_CHARS = 40
MAX_SITE_ENDING_CHARS = 12  # of a name that is recognised by its ending
MAX_BARE_TITLE_WORDS = 2  # a title element with no more names the kind of page, such as "Article"
MAX_TITLE_CHARS = 500  # a longer text is not a title and is not split


@dataclass(slots=True)
class Headlines:
    """All texts that a page offers as its headline, unchanged."""

    headings: list[str] = field(default_factory=list)  # h1 elements
    json_ld: str | None = None
    open_graph: str | None = None
    twitter: str | None = None
    title_element: str | None = None


def choose(headlines: Headlines, site_names: Iterable[str], is_news: bool) -> str | None:
    """Return the headline without the site's name, or None.

    On news pages `og:title` takes precedence, because editors write it; on other pages the heading does.
    """
    in_markup = [
        text for text in (headlines.json_ld, headlines.open_graph, headlines.title_element, headlines.twitter) if text
    ]
    names = {name_key(name) for name in site_names if len(name_key(name)) > 2}
    names |= {name_key(name) for name in _texts_beside_headline(headlines)}
    heading = _best_heading(
        [text for text in headlines.headings[:_MAX_HEADINGS] if name_key(text) not in names], in_markup, names
    )
    heading = _without_site_at_end(_without_section(heading), names) if heading else None
    known = [heading or "", headlines.json_ld or ""]
    json_ld, open_graph, title_element, twitter = (
        _usable(text, known, names)
        for text in (headlines.json_ld, headlines.open_graph, headlines.title_element, headlines.twitter)
    )
    if heading and _has_date_behind(heading, [json_ld, open_graph, title_element, twitter]):
        heading = open_graph or json_ld or title_element
    heading = _with_colon(heading, [json_ld, open_graph, title_element]) if heading else None
    if heading and open_graph:
        heading, open_graph = _without_kicker(heading, open_graph)
    order: tuple[str | None, ...] = (open_graph, json_ld, heading) if is_news else (heading, json_ld, open_graph)
    if heading and fold(heading) == fold(json_ld) != fold(title_element):
        # The site writes og:title for social networks and the title element for search engines.
        order = (heading,)
    chosen = next((text for text in (*order, title_element, twitter, *headlines.headings[:1]) if text), None)
    if chosen and chosen == title_element and _is_bare(chosen, headlines.headings[:_MAX_HEADINGS]):
        chosen = headlines.headings[0]
    return _in_mixed_case(chosen, in_markup) if chosen else None


def _is_bare(title: str, headings: list[str]) -> bool:
    """Return True if a title has a word or two, and the only heading is three times as long and has other words."""
    title = fold(title)
    is_short = len(headings) == 1 and len(title.split()) <= MAX_BARE_TITLE_WORDS
    return is_short and len(fold(headings[0])) > 3 * len(title) and title not in fold(headings[0])


def _with_colon(heading: str, others: list[str | None]) -> str:
    """Return the form of a heading that has a colon behind the kicker, if the heading shows them on separate lines."""
    with_colon = (text for text in others if text and ": " in text and ": " not in heading)
    return next(
        (text for text in with_colon if heading in (text.replace(": ", mark, 1) for mark in (" ", ":"))),
        heading,
    )


def site_in_title(headlines: Headlines) -> str | None:
    """Return the site's name if a title contains it beside the headline, else None."""
    names = [
        name
        for name in _texts_beside_headline(headlines)
        if len(name) <= MAX_SITE_CHARS and not any(map(str.isdigit, name))
    ]
    return names[-1] if names else None


def ends(title: str) -> tuple[str, str] | None:
    """Return the first and the last of the parts that separators divide a title into, or None if it is one part."""
    separators = [mark for mark in _SEPARATOR.finditer(title[:MAX_TITLE_CHARS]) if mark[0].strip() not in (":", ",")]
    return (title[: separators[0].start()], title[separators[-1].end() :]) if separators else None


def _texts_beside_headline(headlines: Headlines) -> Iterator[str]:
    """Yield the parts of `og:title` and the title element that are not the headline, mostly the site's name.

    They are a part after a bar that is shorter than the part before it, and any part on the other side of a separator
    from a known form of the headline.
    """
    known = {
        fold(text) for text in (*headlines.headings[:_MAX_HEADINGS], headlines.json_ld, headlines.open_graph) if text
    }
    for text in filter(None, (headlines.open_graph, headlines.title_element)):
        for separator in _SEPARATOR.finditer(text[:MAX_TITLE_CHARS]):
            before, after = text[: separator.start()], text[separator.end() :]
            is_bar = _is_bar(separator[0]) and len(after) < len(before)
            if is_bar or (fold(before) in known and separator[0].strip() not in (":", ",")):
                yield after
            elif fold(after) in {fold(headlines.open_graph), fold(headlines.json_ld)}:
                yield before


def _best_heading(headings: list[str], titles: list[str], names: set[str]) -> str | None:
    """Return the `h1` that is most similar to a title in the markup; the first `h1` if the markup has no title."""
    if not titles:
        return headings[0] if headings else None
    headlines = [without_site(title, headings, names) for title in titles]
    scored = [(max(_heading_score(heading, headline) for headline in headlines), heading) for heading in headings]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= MIN_HEADING_SIMILARITY else None


def _without_kicker(heading: str, title: str) -> tuple[str, str]:
    """Cut off a kicker that only the heading has, or different kickers that heading and title have."""
    if fold(heading) == fold(title):
        return heading, title
    if fold(heading).endswith(f" {fold(title)}"):
        return title, title
    tails = {fold(tail) for tail in _after_kickers(title)}
    shared = next((tail for tail in _after_kickers(heading) if fold(tail) in tails), None)
    return (shared, shared) if shared else (heading, title)


def _after_kickers(text: str) -> list[str]:
    """Return every end of a text that follows a separator with at most MAX_KICKER_WORDS before it.

    Words are split at spaces, so a kicker in Chinese or Japanese is one word. `count_words` would count its characters.
    """
    separators = _SEPARATOR.finditer(text[:MAX_TITLE_CHARS])
    return [
        text[separator.end() :]
        for separator in separators
        if separator[0] != ", " and len(text[: separator.start()].split()) <= MAX_KICKER_WORDS
    ]


def _without_section(heading: str) -> str:
    """Cut off the section or site after a bar, if it is shorter than the part before the bar."""
    headline, _, section = heading.partition(" | ")
    return headline if len(section) < len(headline) else heading


def _without_site_at_end(heading: str, names: set[str]) -> str:
    """Cut the site's own name off the end of a heading."""
    separators = list(_SEPARATOR.finditer(heading[:MAX_TITLE_CHARS]))
    if not separators or separators[-1][0].strip() in (":", ",", "：", ""):
        return heading
    headline, last = heading[: separators[-1].start()].strip(), heading[separators[-1].end() :]
    return headline if len(headline.split()) > 1 and name_key(last) in names else heading


def _has_date_behind(heading: str, titles: list[str | None]) -> bool:
    """Return True if a heading goes on, with a date line, where two titles of the markup end alike."""
    folded = [fold(title) for title in titles if title]
    rests = [fold(heading).removeprefix(f"{title} ") for title in folded if folded.count(title) > 1]
    return any(rest != fold(heading) and _YEAR.search(rest) for rest in rests)


def _in_mixed_case(title: str, titles: list[str]) -> str:
    """Return the title; if it is all capitals, as another title writes the same words in mixed case."""
    same = (text for text in titles if not text.isupper() and fold(text) == fold(title))
    return next(same, title) if title.isupper() else title


def _usable(text: str | None, known: list[str], names: set[str]) -> str | None:
    """Return the text without the site's name, or None if nothing is left or the text ends with an ellipsis.

    `known` are other forms of the headline, the heading first. A text that equals the heading is kept whole.
    """
    is_heading = fold(text) == fold(known[0])
    headline = text if is_heading or not text else without_site(text, known, names)
    return None if not headline or name_key(headline) in names or headline.endswith(("...", "…")) else headline


def without_site(text: str, known: list[str], names: set[str]) -> str:
    """Cut the names of site and section off a title.

    `known` are other forms of the headline: if the title contains one, the rest is cut off. `names` are the keys of
    site names (`name_key`).
    """
    if len(text) > MAX_TITLE_CHARS:
        return text
    headlines = {fold(headline) for headline in known} - {""}
    separators = list(_SEPARATOR.finditer(text))
    for separator in separators:
        if separator[0].strip() not in (":", ",") and fold(text[: separator.start()]) in headlines:
            return text[: separator.start()]
        if _is_bar(separator[0]) and fold(text[separator.end() :]) in headlines:
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
        head, rest = text[: separators[0].start()], text[separators[0].end() :]
        is_section = _is_bar(separators[0][0]) and len(head.split()) <= MAX_SECTION_WORDS and len(head) < len(rest)
        if _is_site_name(head, names):
            text = _without_breadcrumb(rest, separators[0][0]) if separators[0][0].strip() in _ARROWS else rest
        elif _is_bar(separators[0][0]) and _contains_site(rest, names):
            text = head
        elif is_section:
            text = rest
    end = _BRACKETS_AT_END.search(text)
    return text[: end.start()].strip() if end and name_key(end["name"]) in names else text.strip()


def _without_breadcrumb(text: str, separator: str) -> str:
    """Cut off the sections between a site's name and the headline: "News > The bridge opens"."""
    *sections, headline = text.split(separator)
    return headline if all(len(section.split()) <= MAX_SECTION_WORDS for section in sections) else text


def _contains_site(text: str, names: set[str]) -> bool:
    key = name_key(text)
    return any(len(name) > MIN_CONTAINED_CHARS and name in key for name in names)


def _is_bar(separator: str) -> bool:
    return separator.strip() in tuple(_BARS)


def _is_site_or_section(head: str, separator: re.Match[str], text: str, names: set[str]) -> bool:
    """Return True if the text after a separator is the site or a section.

    After a bar it is, unless it is longer than the text before or that is the site. After a colon or comma it must be a
    site name. After other separators, such as a dash, a part of a site name is enough.
    """
    mark, tail = separator[0].strip(), text[separator.end() :]
    if _is_site_name(tail, names):
        return True
    if _is_bar(mark) or not mark.strip("_"):  # the underscore is the bar of Chinese titles
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
    try:
        labels = [label for label in (urlsplit(url).hostname or "").split(".") if label not in ("www", "m", "amp")]
    except ValueError:
        return set()
    joined = {".".join(labels[n:]) for n in range(len(labels) - 1)}
    return {name for name in {*labels[:-1], *joined} if len(name_key(name)) > 2}


def without_tagline(name: str, url: str) -> str:
    """Return the part of a site's name that the host repeats, such as "Echo" of "Echo - News since 1963", or all."""
    hosts = {name_key(host) for host in host_names(url)}
    parts = _SEPARATOR.split(name[:MAX_TITLE_CHARS])
    return next((part.strip() for part in parts if name_key(part) in hosts), name)


def similarity(first: str, second: str) -> float:
    """Return the share of the shorter text's character trigrams that the other text has too, 0 to 1."""
    first_trigrams, second_trigrams = _trigrams(first), _trigrams(second)
    smaller = min(len(first_trigrams), len(second_trigrams))
    return len(first_trigrams & second_trigrams) / smaller if smaller else 0.0


def _heading_score(heading: str, headline: str) -> float:
    """Return the similarity of both, lowered if the heading is less than a third as long as the headline."""
    heading_length, headline_length = len(_trigrams(heading)), len(_trigrams(headline))
    return similarity(heading, headline) * min(1.0, 3 * heading_length / max(headline_length, 1))


@lru_cache(maxsize=500)  # the same few headlines are compared with every JSON-LD node
def _trigrams(text: str) -> frozenset[str]:
    letters = f" {fold(text[:500])} "
    return frozenset(letters[i : i + 3] for i in range(len(letters) - 2))


def fold(text: str | None) -> str:
    """Return the words of a title for comparison: NFKC-normalised, case-folded and separated by single spaces."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def name_keys(text: str) -> frozenset[str]:
    """Return the keys of words with spaces between them."""
    return frozenset(map(name_key, text.split()))


@lru_cache(maxsize=2_000)  # the same site names are compared many times per page
def name_key(name: str) -> str:
    """Return a name for comparison with other names and hosts: without spaces, punctuation, case and accents."""
    if name.isascii():
        return "".join(_ALPHANUMERIC.findall(name.casefold()))
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())
