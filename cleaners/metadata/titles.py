"""The headline of an article, without the name of the site around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

SAME_STORY = 0.5  # share of the shorter one's trigrams that two headlines of one story have in common

_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»«:/~>]|::|\|\|)\s+|\s*[|｜]\s*|--|：|,\s|:\s")
_WORD = re.compile(r"\w+")
_ALPHANUMERIC = re.compile(r"[a-z0-9]+")
_MAX_HEADINGS = 20
MAX_KICKER_WORDS = 5
MAX_SITE_CHARS = 40
MAX_TITLE_CHARS = 500  # what is longer is no title, and is not taken apart


@dataclass(slots=True)
class Headlines:
    """What a page offers as its title, each as it stands there."""

    headings: list[str] = field(default_factory=list)  # h1 elements
    json_ld: str | None = None
    open_graph: str | None = None
    twitter: str | None = None
    title_element: str | None = None


def choose(found: Headlines, site_names: Iterable[str], is_news: bool) -> str | None:
    """The headline: on news pages the editors' og:title, elsewhere the heading that the rest of the page confirms."""
    marked = [text for text in (found.json_ld, found.open_graph, found.title_element, found.twitter) if text]
    names = {key(name) for name in site_names if len(key(name)) > 2}
    names |= {key(name) for name in _shown_sites(found)}
    heading = _heading([text for text in found.headings[:_MAX_HEADINGS] if key(text) not in names], marked, names)
    heading = _without_label(heading) if heading else None
    known = [heading or "", found.json_ld or ""]
    json_ld, open_graph, title_element, twitter = (
        _usable(text, known, names) for text in (found.json_ld, found.open_graph, found.title_element, found.twitter)
    )
    if heading and open_graph:
        heading, open_graph = _without_kicker(heading, open_graph)
    order: tuple[str | None, ...] = (open_graph, json_ld, heading) if is_news else (heading, json_ld, open_graph)
    if heading and fold(heading) == fold(json_ld) != fold(title_element):
        order = (heading,)  # og:title and the title element are what search engines and networks are shown
    chosen = next((text for text in (*order, title_element, twitter, *found.headings[:1]) if text), None)
    return _in_mixed_case(chosen, marked) if chosen else None


def shown_site(found: Headlines) -> str | None:
    """The site's name as the title has it beside the headline, None where it does not show."""
    names = [name for name in _shown_sites(found) if len(name) <= MAX_SITE_CHARS and not any(map(str.isdigit, name))]
    return names[-1] if names else None


def _shown_sites(found: Headlines) -> Iterator[str]:
    """What stands beside the headline in a title: the site, where a whole other place has only the headline."""
    whole = {fold(text) for text in (*found.headings[:_MAX_HEADINGS], found.json_ld, found.open_graph) if text}
    for text in filter(None, (found.open_graph, found.title_element)):
        for cut in _SEPARATOR.finditer(text[:MAX_TITLE_CHARS]):
            before, after = text[: cut.start()], text[cut.end() :]
            is_bar = cut[0].strip() in ("|", "｜") and len(after) < len(before)
            if is_bar or (fold(before) in whole and cut[0].strip() not in (":", ",")):
                yield after
            elif fold(after) in {fold(found.open_graph), fold(found.json_ld)}:
                yield before


def _heading(headings: list[str], marked: list[str], names: set[str]) -> str | None:
    """The h1 that is most like what the page says of itself; the first where it says nothing."""
    if not marked:
        return headings[0] if headings else None
    wanted = [without_site(text, headings, names) for text in marked]
    scored = [(max(_likeness(heading, text) for text in wanted), heading) for heading in headings]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= SAME_STORY else None


def _without_kicker(heading: str, other: str) -> tuple[str, str]:
    """Both without what one of them, or each in its own words, has before the headline that they share."""
    if fold(heading) == fold(other):
        return heading, other
    if fold(heading).endswith(f" {fold(other)}"):
        return other, other
    tails = {fold(tail) for tail in _after_kickers(other)}
    shared = next((tail for tail in _after_kickers(heading) if fold(tail) in tails), None)
    return (shared, shared) if shared else (heading, other)


def _after_kickers(text: str) -> list[str]:
    """What follows a separator that few words stand before."""
    cuts = _SEPARATOR.finditer(text[:MAX_TITLE_CHARS])
    return [text[c.end() :] for c in cuts if c[0] != ", " and len(text[: c.start()].split()) <= MAX_KICKER_WORDS]


def _without_label(heading: str) -> str:
    """Cut the section or site off a heading: what follows a bar, where it is the shorter part."""
    headline, _, label = heading.partition(" | ")
    return headline if len(label) < len(headline) else heading


def _in_mixed_case(title: str, marked: list[str]) -> str:
    """The same words without capitals only, where another place has them."""
    same = (text for text in marked if not text.isupper() and fold(text) == fold(title))
    return next(same, title) if title.isupper() else title


def _usable(text: str | None, known: list[str], names: set[str]) -> str | None:
    """The text without the site's name, or None: it is nothing else, or cut off. `known` begins with the heading."""
    is_heading = fold(text) == fold(known[0])
    short = text if is_heading or not text else without_site(text, known, names)
    return None if not short or key(short) in names or short.endswith(("...", "…")) else short


def without_site(text: str, known: list[str], names: set[str]) -> str:
    """Cut the names of site and section off a title.

    `known` are other forms of the headline: what stands around one is cut off. `names` are keys of site names.
    """
    if len(text) > MAX_TITLE_CHARS:
        return text
    wanted = {fold(other) for other in known} - {""}
    cuts = list(_SEPARATOR.finditer(text))
    for cut in cuts:
        if cut[0].strip() not in (":", ",") and fold(text[: cut.start()]) in wanted:
            return text[: cut.start()]
        if cut[0].strip() in ("|", "｜") and fold(text[cut.end() :]) in wanted:
            return text[cut.end() :]
    while cuts and _is_site(cuts[-1][0], text[cuts[-1].end() :], names):
        mark = cuts.pop()
        text = text[: mark.start()]
        if cuts and cuts[-1][0] == mark[0] and len(fold(text[cuts[-1].end() :]).split()) <= 2 and len(cuts) == 1:
            text = text[: cuts.pop().start()]  # the section between the headline and the site
    if cuts and _has_name(text[: cuts[0].start()], names) and cuts[0][0].strip() != ",":
        text = text[cuts[0].end() :]
    return text.strip()


def _is_site(separator: str, tail: str, names: set[str]) -> bool:
    """Whether what follows a separator is the site or a section: after a bar it always is, after a dash in part."""
    mark = separator.strip()
    is_part = len(key(tail)) > 3 and any(key(tail) in name for name in names)
    return mark in ("|", "｜") or _has_name(tail, names) or (is_part and mark not in (":", ","))


def _has_name(text: str, names: set[str]) -> bool:
    """Whether a part of a title is the site's name, or has it with little more."""
    letters = key(text)
    return letters in names or any(len(n) > 3 and n in letters and len(letters) < 2 * len(n) + 8 for n in names)


def host_names(url: str) -> set[str]:
    """What of a host may be the site's name: its labels, and the domains that it ends in."""
    try:
        labels = [label for label in (urlsplit(url).hostname or "").split(".") if label not in ("www", "m", "amp")]
    except ValueError:
        return set()
    joined = {".".join(labels[n:]) for n in range(len(labels) - 1)}
    return {name for name in {*labels[:-1], *joined} if len(key(name)) > 2}


def similarity(one: str, other: str) -> float:
    """The share of the shorter text's character trigrams that stand in the other, 0 to 1."""
    a, b = _trigrams(one), _trigrams(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _likeness(heading: str, other: str) -> float:
    """Their similarity, less where the heading is but a few words of the other."""
    a, b = len(_trigrams(heading)), len(_trigrams(other))
    return similarity(heading, other) * min(1.0, 3 * a / max(b, 1))


@lru_cache(maxsize=500)  # the same few headlines are compared with every node
def _trigrams(text: str) -> frozenset[str]:
    letters = f" {fold(text[:500])} "
    return frozenset(letters[i : i + 3] for i in range(len(letters) - 2))


def fold(text: str | None) -> str:
    """Letters and digits only, compatibility-normalised, case-folded, single spaces: titles are compared by it."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text or "").casefold()))


@lru_cache(maxsize=2_000)  # the names of a site are compared again and again
def key(name: str) -> str:
    """A name without spaces, marks and accents, as it would stand in a host name."""
    if name.isascii():
        return "".join(_ALPHANUMERIC.findall(name.casefold()))
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())
