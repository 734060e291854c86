"""Invent news pages as large as real ones: the story is a small part of navigation, cards, scripts and styles.

Half of the pages of fundus-dev have more than 270 kB, 1,000 elements and 160 links; these have a little less.
"""

# ruff: noqa: E501  (pieces of pages)

from __future__ import annotations

import json
from functools import cache
from hashlib import sha512
from zlib import crc32

from tests.support.invented_stories import Story, story

SECTIONS = ("town", "county", "sea", "work", "courts", "schools", "music", "kitchen", "matches", "letters")
ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="{path}"></path></svg>'
RULE = ".c{0}__e{1}{{margin:0 {1}px {0}px;padding:{0}px;color:#{0:03x}{1:03x};display:flex;flex-wrap:wrap}}"
STYLE = "".join(RULE.format(*divmod(number, 40)) for number in range(320))
CARDS, WIDTHS = 36, (320, 480, 640, 960, 1280)


def news_page(site: str, number: int) -> str:
    """Return the page of a story that only this site and number have."""
    top, bottom = _frame(site)
    seed = crc32(f"{site} {number}".encode())
    paragraphs = story(seed, sentences=44)
    headline = f"{_headline(paragraphs)} ({number})"
    return (
        f"<!doctype html><html lang=en><head>{_head(headline, paragraphs)}{top}{_article(headline, paragraphs)}{bottom}"
    )


def _headline(paragraphs: Story) -> str:
    return paragraphs[0].partition(".")[0]


def _head(headline: str, paragraphs: Story) -> str:
    facts = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": headline,
        "datePublished": "2026-03-04T08:00:00+01:00", "author": {"@type": "Person", "name": "Morwenna Hale"},
    }  # fmt: skip
    return (
        f'<meta charset=utf-8><title>{headline} | The Courier</title><meta property="og:type" content="article">'
        f'<meta property="og:title" content="{headline}"><meta name="description" content="{paragraphs[0]}">'
        f'<script type="application/ld+json">{json.dumps(facts)}</script>'
    )


def _article(headline: str, paragraphs: Story) -> str:
    parts = [f'<p class="c1__e{place % 40}">{paragraph}</p>' for place, paragraph in enumerate(paragraphs)]
    for place in (3, 6, 9):
        parts.insert(place, f'<div class="slot" id="slot-{place}"><span>Advertisement</span></div>')
    parts.insert(
        5, '<aside class="more"><h4>Read also</h4><a href="/2026/02/older-3">What the ferry costs now</a></aside>'
    )
    return (
        f'<main><article><header><a href="/town">Town</a><h1>{headline}</h1><p class="byline">By <a href="/by/hale">'
        'Morwenna Hale</a></p><time datetime="2026-03-04T08:00:00+01:00">4 March 2026</time></header>'
        f'{_figure(1)}<div class="text">{"".join(parts)}</div></article>'
    )


@cache
def _frame(site: str) -> tuple[str, str]:
    """Return what all pages of a site have before and after the story."""
    teasers = [story(crc32(f"{site} teaser {number}".encode()), sentences=2)[0] for number in range(CARDS)]
    state = {"site": site, "stories": [{"id": place, "text": teaser * 6} for place, teaser in enumerate(teasers)]}
    top = f"<style>{STYLE}</style><script>window.state={json.dumps(state)}</script></head><body>{_menu(7)}"
    scripts = "".join(
        f'<script>run("{sha512(f"{site} {part}".encode()).hexdigest() * 40}")</script>' for part in range(12)
    )
    cards = "".join(_card(place, teaser) for place, teaser in enumerate(teasers))
    latest = "".join(
        f'<li><a href="/2026/02/older-{place}">{_headline([each])}</a></li>' for place, each in enumerate(teasers)
    )
    return top, (
        f'<section class="cards"><h2>More from The Courier</h2>{cards}</section></main><aside><h2>Most read</h2>'
        f"<ol>{latest}</ol></aside><footer>{_menu(6)}<p>The Courier, all rights reserved.</p></footer>{scripts}</body></html>"
    )


def _menu(entries: int) -> str:
    sections = "".join(
        f'<li><a href="/{name}">{name.title()}</a>{ICON.format(path="M4 4l8 8-8 8z" * 12)}<ul>'
        + "".join(f'<li class="c2__e{entry}"><a href="/{name}/{entry}">{name.title()} {entry}</a></li>' for entry in range(entries))
        + "</ul></li>"
        for name in SECTIONS
    )  # fmt: skip
    return f'<nav><ul class="menu">{sections}</ul></nav>'


def _card(place: int, teaser: str) -> str:
    return (
        f'<div class="card c3__e{place}"><a href="/2026/02/older-{place}">{_figure(place)}<span class="kicker">'
        f"{SECTIONS[place % len(SECTIONS)].title()}</span><h3>{_headline([teaser])}</h3></a><p>{teaser}</p><time>"
        f'{place + 1} hours ago</time><button type="button">{ICON.format(path="M2 2h20v20z" * 20)}Save</button></div>'
    )


def _figure(number: int) -> str:
    sizes = ", ".join(f"/img/{number}/photo-of-the-harbour-{width}.jpg?fit=crop&q=80 {width}w" for width in WIDTHS)
    sources = "".join(f'<source type="image/{kind}" srcset="{sizes}">' for kind in ("avif", "webp"))
    return f'<figure><picture>{sources}<img src="/img/{number}/photo.jpg" srcset="{sizes}" alt="The harbour"></picture></figure>'
