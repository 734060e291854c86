"""The headline of an article, without the name of the site around it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

SAME_STORY = 0.5  # share of the shorter one's trigrams that two headlines of one story have in common

_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»«:/~>]|::|\|\|)\s+|\s*[|｜]\s*|--|：|,\s|:\s")
_WORD = re.compile(r"\w+")
_ALPHANUMERIC = re.compile(r"[a-z0-9]+")
_MAX_HEADINGS = 20
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
    names = {key(name) for name in site_names if len(key(name)) > 2}
    marked = [text for text in (found.json_ld, found.open_graph, found.title_element, found.twitter) if text]
    heading = _heading(found.headings, marked)
    known = [text for text in (heading, found.json_ld) if text]
    json_ld = _usable(found.json_ld, known, names)
    open_graph = _usable(found.open_graph, known, names)
    rest = [_usable(text, known, names) for text in (found.title_element, found.twitter)]
    if heading and open_graph and fold(heading).endswith(f" {fold(open_graph)}"):
        heading = open_graph  # what stands before it is a kicker inside the heading
    order = (open_graph, json_ld, heading) if is_news else (heading, json_ld, open_graph)
    return next((text for text in (*order, *rest, *found.headings[:1]) if text), None)


def _heading(headings: list[str], marked: list[str]) -> str | None:
    """The h1 that is most like what the page says of itself; the first where it says nothing."""
    if not marked:
        return headings[0] if headings else None
    scored = [(max(similarity(heading, text) for text in marked), heading) for heading in headings[:_MAX_HEADINGS]]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= SAME_STORY else None


def _usable(text: str | None, known: list[str], names: set[str]) -> str | None:
    """The text without the site's name; None where it is nothing but that, or cut off with dots."""
    short = without_site(text, known, names) if text else None
    return None if not short or key(short) in names or short.endswith(("...", "…")) else short


def without_site(text: str, known: list[str], names: set[str]) -> str:
    """Cut the names of site and section off a title.

    `known` are other forms of the headline: what stands around one is cut off. `names` are keys of site names.
    """
    if len(text) > MAX_TITLE_CHARS:
        return text
    wanted = {fold(other) for other in known}
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
