"""Make the report of `newsgalley reclean`, as totals and as text."""

from __future__ import annotations

from collections import Counter
from typing import NotRequired, TypedDict

from crawler.messages.foreign_text import printable
from crawler.messages.wording import with_reasons
from crawler.stores.recleaned import RecleanResults

MAX_SHOWN = 20  # articles that are listed, and paragraphs of each
SNIPPET_CHARACTERS = 100


class Shown(TypedDict):
    """One article whose record changes, or whose page is no longer an article."""

    id: str
    outcome: str
    reason: str | None
    url: NotRequired[str | None]  # this and all below: only if the record changes
    fields: NotRequired[list[str]]  # names
    gained: NotRequired[list[str]]  # paragraphs
    lost: NotRequired[list[str]]


class Totals(TypedDict):
    """Counts of articles, of paragraphs and by reason or field, and the first articles that change."""

    articles: int
    unchanged: int
    changed: int
    no_article: dict[str, int]  # by reason
    raw_page_gone: dict[str, int]
    failed: dict[str, int]
    paragraphs_gained: int
    paragraphs_lost: int
    fields_changed: dict[str, int]  # by field
    shown: list[Shown]


def count_findings(results: RecleanResults) -> Totals:
    """Return counts by outcome, reason and field, and the first changed articles."""
    outcomes: Counter[str] = Counter()
    reasons: dict[str, Counter[str]] = {name: Counter() for name in ("no_article", "raw_page_gone", "failed")}
    fields: Counter[str] = Counter()
    gained = lost = 0
    shown: list[Shown] = []
    for finding in results.findings():
        outcomes[finding.outcome] += 1
        if finding.outcome in reasons:
            reasons[finding.outcome][finding.reason or ""] += 1
        article: Shown = {"id": finding.article_id, "outcome": finding.outcome, "reason": finding.reason}
        if finding.change:
            article = {**article, **finding.change}
            fields.update(finding.change["fields"])
            gained += len(finding.change["gained"])
            lost += len(finding.change["lost"])
        if (finding.change or finding.outcome == "no_article") and len(shown) < MAX_SHOWN:
            shown.append(article)
    return {
        "articles": outcomes.total(),
        "unchanged": outcomes["unchanged"],
        "changed": outcomes["changed"],
        "no_article": dict(reasons["no_article"].most_common()),
        "raw_page_gone": dict(reasons["raw_page_gone"].most_common()),
        "failed": dict(reasons["failed"].most_common()),
        "paragraphs_gained": gained,
        "paragraphs_lost": lost,
        "fields_changed": dict(fields.most_common()),
        "shown": shown,
    }


def render(totals: Totals) -> str:
    """Return the totals as text, with the first changed articles."""
    lines = [
        f"articles          {totals['articles']}: {totals['changed']} changed, {totals['unchanged']} unchanged",
        f"paragraphs        {totals['paragraphs_gained']} gained, {totals['paragraphs_lost']} lost",
        f"fields changed    {with_reasons(totals['fields_changed'])}",
        f"no article now    {with_reasons(totals['no_article'])}; kept, unless --drop is given",
        f"raw page gone     {with_reasons(totals['raw_page_gone'])}",
        f"could not clean   {with_reasons(totals['failed'])}",
    ]
    for article in totals["shown"]:
        changed = article["reason"] or ", ".join(article["fields"])
        lines.append(f"{article.get('url') or article['id']}: {changed}")
        lines += [f"  + {_snippet(text)}" for text in article.get("gained", ())[:MAX_SHOWN]]
        lines += [f"  - {_snippet(text)}" for text in article.get("lost", ())[:MAX_SHOWN]]
    return printable("\n".join(lines))  # a store that somebody else made may hold anything


def _snippet(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET_CHARACTERS else line[: SNIPPET_CHARACTERS - 1] + "…"
