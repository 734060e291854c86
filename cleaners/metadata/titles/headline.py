"""Choose the headline of an article among the texts that its page offers, and cut a kicker off it.

A kicker is a short label before the headline, such as "New roads" in "New roads: The bridge opens".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from cleaners.metadata.titles.comparison import fold, name_key, similarity, trigrams
from cleaners.metadata.titles.shown_headline import shared_part
from cleaners.metadata.titles.site_names import (
    MAX_TITLE_CHARS,
    SEPARATOR,
    is_bar,
    without_section,
    without_site,
    without_site_at_end,
)

MIN_HEADING_SIMILARITY = 0.5  # lowest `_heading_score` of a heading that can be the headline
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAX_HEADINGS = 20  # per page
MAX_KICKER_WORDS = 5
MAX_SITE_CHARS = 40
MIN_TITLE_KEY = 12  # a title with so many letters is hardly the name of a site
MAX_BARE_TITLE_WORDS = 2  # a title element with no more words names the kind of page, such as "Article"


@dataclass(slots=True)
class Headlines:
    """All texts that a page offers as its headline, unchanged."""

    headings: list[str] = field(default_factory=list)  # h1 elements
    json_ld: str | None = None
    open_graph: str | None = None
    twitter: str | None = None
    title_element: str | None = None

    def in_markup(self) -> tuple[str | None, str | None, str | None, str | None]:
        """Return the titles that are not headings, the most trusted first."""
        return self.json_ld, self.open_graph, self.title_element, self.twitter


def choose(headlines: Headlines, site_names: Iterable[str], *, is_news: bool) -> str | None:
    """Return the headline without the site's name, or None.

    On news pages `og:title` takes precedence, because editors write it; on other pages the heading does.
    """
    names = _keys_of_site(headlines, site_names)
    headings, in_markup = headlines.headings[:_MAX_HEADINGS], [text for text in headlines.in_markup() if text]
    heading = _best_heading([text for text in headings if name_key(text) not in names], in_markup, names)
    heading = without_site_at_end(without_section(heading), names) if heading else None
    chosen = _best_of_all(headlines, heading, names, is_news=is_news)
    return _in_mixed_case(chosen, in_markup) if chosen else None


def _best_of_all(headlines: Headlines, heading: str | None, names: set[str], *, is_news: bool) -> str | None:
    """Return the best of all texts, without the site's name. `heading` is the best usable heading, if there is one."""
    headings = headlines.headings[:1]
    shared = None if heading else shared_part(headlines.open_graph, headlines.title_element)
    known = [heading or shared or "", headlines.json_ld or ""]
    usable = [_usable(text, known, names) for text in headlines.in_markup()]
    ranked = _ranked(heading, _with_shared(usable, shared), is_news=is_news)
    last_resort = (_headline_in(text, known, names) for text in headlines.in_markup())
    chosen = next(filter(None, chain(ranked, headings, last_resort)), None)
    _, _, title_element, _ = usable
    if chosen and chosen == title_element and _is_bare(chosen, headlines.headings[:_MAX_HEADINGS]):
        return headings[0]
    return chosen


def _with_shared(usable: list[str | None], shared: str | None) -> list[str | None]:
    """Return the titles with `og:title` cut down to the part that it shares with the title element, if any."""
    json_ld, open_graph, title_element, twitter = usable
    if shared:
        open_graph = next((text for text in (open_graph, title_element) if fold(text) == shared), open_graph)
    return [json_ld, open_graph, title_element, twitter]


def _ranked(heading: str | None, usable: list[str | None], *, is_news: bool) -> list[str | None]:
    """Return the heading and the titles in the markup, the best one first."""
    json_ld, open_graph, title_element, twitter = usable
    if heading:
        heading, open_graph = _matched(heading, usable)
    best = [open_graph, json_ld, heading] if is_news else [heading, json_ld, open_graph]
    if heading and fold(heading) == fold(json_ld) != fold(title_element):
        best = [heading]  # the site writes og:title for social networks and the title element for search engines
    return [*best, title_element, twitter]


def _keys_of_site(headlines: Headlines, site_names: Iterable[str]) -> set[str]:
    """Return the keys of texts that are not the headline: the site's names, and what titles add to the headline."""
    names = {key for key in map(name_key, site_names) if len(key) > 2}
    return (names | set(map(name_key, _texts_beside_headline(headlines)))) - _whole_titles(headlines)


def _matched(heading: str, usable: list[str | None]) -> tuple[str | None, str | None]:
    """Return the heading and `og:title` without a date after the headline or a kicker that only one of them has."""
    json_ld, open_graph, title_element, _ = usable
    own = (open_graph or json_ld or title_element) if _has_date_after(heading, usable) else heading
    own = _with_colon(own, [json_ld, open_graph, title_element]) if own else None
    return _without_kicker(own, open_graph) if own and open_graph else (own, open_graph)


def _whole_titles(headlines: Headlines) -> set[str]:
    """Return the key of a title that two places give and that is too long for a site's name."""
    keys = {name_key(headlines.open_graph or ""), name_key(headlines.title_element or "")}
    return keys if len(keys) == 1 and len(max(keys)) >= MIN_TITLE_KEY else set()


def _is_bare(title: str, headings: list[str]) -> bool:
    """Return True if a title has a word or two, and the only heading is three times as long and has other words."""
    title = fold(title)
    is_short = len(headings) == 1 and len(title.split()) <= MAX_BARE_TITLE_WORDS
    return is_short and len(fold(headings[0])) > 3 * len(title) and title not in fold(headings[0])


def _with_colon(heading: str, others: list[str | None]) -> str:
    """Return the form of a heading that has a colon after the kicker, if the heading shows them on separate lines."""
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


def _texts_beside_headline(headlines: Headlines) -> Iterator[str]:
    """Yield the parts of `og:title` and the title element that are not the headline, mostly the site's name.

    Such a part follows a bar and is shorter than what precedes the bar, or a separator divides it from a known form of
    the headline.
    """
    known = {
        fold(text) for text in (*headlines.headings[:_MAX_HEADINGS], headlines.json_ld, headlines.open_graph) if text
    }
    headline = fold(next(iter(headlines.headings), ""))
    for text in filter(None, (headlines.open_graph, headlines.title_element)):
        for separator in SEPARATOR.finditer(text[:MAX_TITLE_CHARS]):
            before, after = text[: separator.start()], text[separator.end() :]
            is_shorter_after_bar = is_bar(separator[0]) and len(after) < len(before)
            if is_shorter_after_bar or (fold(before) in known and separator[0].strip() not in (":", ",")):
                if not (headline and fold(after).endswith(headline) and len(headline) > 2 * len(fold(before))):
                    yield after
            elif fold(after) in {fold(headlines.open_graph), fold(headlines.json_ld)}:
                yield before


def _best_heading(headings: list[str], titles: list[str], names: set[str]) -> str | None:
    """Return the `h1` that is most similar to a title in the markup; the first `h1` if the markup has no title."""
    if not titles:
        return headings[0] if headings else None
    headlines = [without_site(title, headings[:1], names) for title in titles]
    scored = [(max(_heading_score(heading, headline) for headline in headlines), heading) for heading in headings]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= MIN_HEADING_SIMILARITY else None


def _without_kicker(heading: str, title: str) -> tuple[str, str]:
    """Cut off a kicker that only the heading has, or the different kickers of heading and title."""
    if fold(heading) == fold(title):
        return heading, title
    if fold(heading).endswith(f" {fold(title)}"):
        return title, title
    tails = {fold(tail) for tail in _after_kickers(title)}
    if _after_kickers(heading) and fold(heading) in tails:
        return heading, heading
    shared = next((tail for tail in _after_kickers(heading) if fold(tail) in tails), None)
    return (shared, shared) if shared else (heading, title)


def _after_kickers(text: str) -> list[str]:
    """Return every end of a text that follows a separator with at most MAX_KICKER_WORDS before it.

    Words are split at spaces, so a kicker in Chinese or Japanese is one word. `count_words` would count its characters.
    """
    separators = SEPARATOR.finditer(text[:MAX_TITLE_CHARS])
    return [
        text[separator.end() :]
        for separator in separators
        if separator[0] != ", " and len(text[: separator.start()].split()) <= MAX_KICKER_WORDS
    ]


def _has_date_after(heading: str, titles: list[str | None]) -> bool:
    """Return True if a heading goes on with a date line where two titles in the markup end."""
    folded = [fold(title) for title in titles if title]
    rests = [fold(heading).removeprefix(f"{title} ") for title in folded if folded.count(title) > 1]
    return any(rest != fold(heading) and _YEAR.search(rest) for rest in rests)


def _in_mixed_case(title: str, titles: list[str]) -> str:
    """Return the title or, if it is all in capitals, another title with the same words in mixed case."""
    same = (text for text in titles if not text.isupper() and fold(text) == fold(title))
    return next(same, title) if title.isupper() else title


def _usable(text: str | None, known: list[str], names: set[str]) -> str | None:
    """Return the text without the site's name, or None if nothing is left or the text ends with an ellipsis.

    `known` are other forms of the headline, the heading first. A text that equals the heading is kept whole.
    """
    headline = _headline_in(text, known, names)
    return None if not headline or headline.endswith(("...", "…")) else headline


def _headline_in(text: str | None, known: list[str], names: set[str]) -> str | None:
    is_heading = fold(text) == fold(known[0])
    headline = text if is_heading or not text else without_site(text, known, names)
    return None if not headline or name_key(headline) in names else headline


def _heading_score(heading: str, headline: str) -> float:
    """Return the similarity of both, lowered if one of them is more than three times as long as the other."""
    lengths = sorted((len(trigrams(heading)), len(trigrams(headline))))
    return similarity(heading, headline) * min(1.0, 3 * lengths[0] / max(lengths[1], 1))
