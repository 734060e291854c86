"""Raise an alarm when a source gives much less than it used to: after a redesign, a block or a consent wall.

Each rule compares a run with the median of the source's last runs that stored articles. The tolerance is the spread of
those runs (median absolute deviation), but at least the random variation of a small number of articles. A run raises an
alarm if chance alone would produce its figures in about one of ten thousand runs. The alarm lasts until a run shows
that the difference is gone: one article can end it, although raising it took many. Runs with an alarm join the history,
so a permanent change becomes the new normal, and its alarm ends.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import fmean, median

from crawler.reports.summary import NOT_LOST
from crawler.stores.runs import Alarm, AlarmCode, RunHealth

Rule = Callable[[RunHealth, Sequence[RunHealth]], str | None]
End = Callable[[RunHealth, Sequence[RunHealth]], bool]
ShareOf = Callable[[RunHealth], float | None]

MIN_RUNS = 5  # runs with articles that a source needs before it is judged
MIN_HISTORY = 20  # articles in those runs that a source needs before it is judged
MIN_ARTICLES = 5  # articles that a run needs before they are judged
MIN_PAGES = 3  # requested pages that a run needs before their share of articles is judged
FAR = 4.0  # standard deviations; in a normal distribution about one run in ten thousand is further away
CHANCE = 1e-4  # the same probability, for counts
DEVIATION = 1.4826  # the standard deviation of a normal distribution, in median absolute deviations
LEAST_FALL = 0.3  # the least fall of a share that counts; smaller falls come from the day's topics
LEAST_CHANGE = 0.25  # the least change of a page's removed share that counts
# The standard deviation of the logarithm of a run's median length, times the square root of the number of articles. The
# lengths of single articles are log-normal, with a standard deviation of 0.8.
WORDS_SPREAD = 1.0
# The share of the usual links at or below which a run may raise an alarm. So few links must also be improbable
# (Poisson): of ten links, all may be missing by chance.
LINKS_LEFT = 0.2
SILENCE = 3  # silence in multiples of the longest pause between two runs with articles
LEAST_SILENCE = timedelta(days=1)


def alarms(
    now: RunHealth, history: Sequence[RunHealth], earlier: Sequence[Alarm] = (), *, has_listings: bool = True
) -> list[Alarm]:
    """Return the alarms of a run, given the source's last runs that stored articles, newest first.

    `earlier` are the alarms of the run before. `has_listings`: the run has read a listing, so its links can be judged.
    """
    if len(history) < MIN_RUNS or sum(run.stored for run in history) < MIN_HISTORY:
        return []
    judged = {code: rule for code, rule in RULES.items() if has_listings or code != "few_links"}
    found = {code: text for code, rule in judged.items() if (text := rule(now, history))}
    for alarm in earlier:
        is_over = ENDS.get(alarm["code"])
        if is_over and (alarm["code"] not in judged or not is_over(now, history)):
            found.setdefault(alarm["code"], alarm["text"])
    return [{"code": code, "text": text} for code, text in found.items()]


def few_articles(now: RunHealth, history: Sequence[RunHealth]) -> str | None:
    """Return an alarm if many fewer pages than usual give an article, as after a consent wall or a block."""
    pages, usual = _pages(now), _usual(_article_share, history)
    if pages < MIN_PAGES or not _fell(now.stored / pages, usual, pages):
        return None
    lost = [(count, reason) for reason, count in (now.dropped | now.failed).items() if reason not in NOT_LOST]
    most = f", most often {max(lost)[1]}" if lost else ""
    return f"{now.stored} of {pages} pages gave an article, usually {median(usual):.0%}{most}"


def short_articles(now: RunHealth, history: Sequence[RunHealth]) -> str | None:
    """Return an alarm if articles are less than half as long as usual, as after a paywall or a redesign."""
    usual = [math.log(run.median_words) for run in history if run.median_words]
    if now.stored < MIN_ARTICLES or now.median_words is None or len(usual) < MIN_RUNS:
        return None
    far = FAR * max(_deviation(usual), WORDS_SPREAD / math.sqrt(now.stored))
    if median(usual) - math.log(max(now.median_words, 1)) < max(math.log(2), far):
        return None
    return f"articles of {now.median_words:.0f} words, usually {math.exp(median(usual)):.0f}"


def few_dates(now: RunHealth, history: Sequence[RunHealth]) -> str | None:
    """Return an alarm if many fewer articles than usual have a date, as after a redesign."""
    return _fewer("a date", now, history, lambda run: run.with_date)


def few_authors(now: RunHealth, history: Sequence[RunHealth]) -> str | None:
    """Return an alarm if many fewer articles than usual have an author, as after a redesign."""
    return _fewer("an author", now, history, lambda run: run.with_author)


def other_make_up(now: RunHealth, history: Sequence[RunHealth]) -> str | None:
    """Return an alarm if much more or less of each page is removed than usual, as if the cleaner misread a redesign."""
    usual = _usual(lambda run: run.removed_share, history)
    share = now.removed_share
    if now.stored < MIN_ARTICLES or share is None or len(usual) < MIN_RUNS:
        return None
    if abs(share - median(usual)) < max(LEAST_CHANGE, FAR * _deviation(usual)):
        return None
    return f"{share:.0%} of a page is taken out, usually {median(usual):.0%}"


def few_links(now: RunHealth, history: Sequence[RunHealth]) -> str | None:
    """Return an alarm if listings offer at most a fifth of the usual links, and fewer than in any earlier run."""
    usual = [float(run.offered) for run in history if run.offered]
    if len(usual) < MIN_RUNS or now.offered >= min(LINKS_LEFT * median(usual), min(usual)):
        return None
    worse_day = max(median(usual) - _deviation(usual), 0.01)
    if sum(_poisson(each, worse_day) for each in range(now.offered + 1)) >= CHANCE:
        return None
    return f"its listings offer {now.offered} articles, usually {median(usual):.0f}"


def silence(now: RunHealth, history: Sequence[RunHealth]) -> str | None:
    """Return an alarm if nothing was stored for three times the longest pause so far, and for at least a day."""
    times = [datetime.fromisoformat(run.started_at) for run in history]
    longest = max(later - earlier for later, earlier in pairwise(times))
    silent = datetime.fromisoformat(now.started_at) - times[0]
    if now.stored or silent < max(LEAST_SILENCE, SILENCE * longest):
        return None
    return f"no new article for {silent.days} days, usually {_hours(longest)} at most"


RULES: dict[AlarmCode, Rule] = {
    "few_articles": few_articles,
    "short_articles": short_articles,
    "few_dates": few_dates,
    "few_authors": few_authors,
    "other_make_up": other_make_up,
    "few_links": few_links,
    "silence": silence,
}


def _is_usual(share_of: ShareOf) -> End:
    """Return a test that a run has a share, and that the share has not fallen."""

    def is_over(now: RunHealth, history: Sequence[RunHealth]) -> bool:
        share, usual = share_of(now), _usual(share_of, history)
        return share is not None and not (usual and median(usual) - share >= LEAST_FALL)

    return is_over


def _has_length(now: RunHealth, history: Sequence[RunHealth]) -> bool:
    usual = [run.median_words for run in history if run.median_words]
    return now.median_words is not None and not (usual and 2 * now.median_words <= median(usual))


def _has_usual_removal(now: RunHealth, history: Sequence[RunHealth]) -> bool:
    share, usual = now.removed_share, _usual(lambda run: run.removed_share, history)
    return share is not None and not (usual and abs(share - median(usual)) >= LEAST_CHANGE)


def _has_links(now: RunHealth, history: Sequence[RunHealth]) -> bool:
    usual = [run.offered for run in history if run.offered]
    return not (usual and now.offered <= LINKS_LEFT * median(usual))


def _fewer(what: str, now: RunHealth, history: Sequence[RunHealth], share_of: ShareOf) -> str | None:
    """Return an alarm if the share of articles with a field fell far below the usual one."""
    usual, share = _usual(share_of, history), share_of(now)
    if now.stored < MIN_ARTICLES or share is None or len(usual) < MIN_RUNS or not _fell(share, usual, now.stored):
        return None
    return f"{share:.0%} of the articles have {what}, usually {median(usual):.0%}"


def _fell(share: float, usual: list[float], count: int) -> bool:
    """Return True if a share of `count` pages is far below the usual one, and improbable even on a bad day."""
    if median(usual) - share < LEAST_FALL:
        return False
    # The mean with one page of each kind added, so that it is never 0 or 1: few pages do not show how rare a miss is.
    expected = (fmean(usual) * MIN_HISTORY + 1) / (MIN_HISTORY + 2)
    worse_day = max(expected - _deviation(usual), 0.01)
    return _chance_of_at_most(round(share * count), count, worse_day) < CHANCE


def _chance_of_at_most(most: int, count: int, likely: float) -> float:
    """Return the binomial probability of at most `most` hits in `count`, where each is a hit with `likely`."""
    logs = (
        math.lgamma(count + 1) - math.lgamma(each + 1) - math.lgamma(count - each + 1)
        + each * math.log(likely) + (count - each) * math.log1p(-likely)
        for each in range(most + 1)
    )  # fmt: skip
    return math.fsum(map(math.exp, logs))


def _poisson(count: int, expected: float) -> float:
    return math.exp(count * math.log(expected) - expected - math.lgamma(count + 1))


def _deviation(values: list[float]) -> float:
    """Return the standard deviation, estimated from the median absolute deviation, which ignores outliers."""
    middle = median(values)
    return DEVIATION * median(abs(value - middle) for value in values)


def _usual(share_of: ShareOf, history: Sequence[RunHealth]) -> list[float]:
    return [share for run in history if (share := share_of(run)) is not None]


def _article_share(run: RunHealth) -> float | None:
    return run.stored / _pages(run) if _pages(run) else None


def _pages(run: RunHealth) -> int:
    return run.stored + sum(_lost(run))


def _lost(run: RunHealth) -> Iterator[int]:
    for counts in (run.dropped, run.failed):
        yield from (count for reason, count in counts.items() if reason not in NOT_LOST)


def _hours(pause: timedelta) -> str:
    return f"{pause.total_seconds() / 3600:.0f} hours"


# By alarm: the test whether a run shows that the alarm is over. `silence` is missing, because its own rule tells that.
ENDS: dict[AlarmCode, End] = {
    "few_articles": _is_usual(_article_share),
    "short_articles": _has_length,
    "few_dates": _is_usual(lambda run: run.with_date),
    "few_authors": _is_usual(lambda run: run.with_author),
    "other_make_up": _has_usual_removal,
    "few_links": _has_links,
}
