"""JSON-LD: every block of a page as a flat list of nodes, and those that describe the article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from lxml.html import HtmlElement

from cleaners.metadata.strings import plain
from cleaners.metadata.titles import similarity
from cleaners.urls import url_key

MAX_BLOCK_CHARS = 20_000_000
MAX_NODES = 20_000
MAX_ARTICLES = 300
SAME_HEADLINE = 0.8  # share of trigrams: a headline is often shortened, or has a kicker
MAX_OWN = 5  # nodes of one article: the posts of a live blog are hundreds

Node = dict[str, Any]

_OPENING = re.compile(r"(?:<!--|//\s?<!\[CDATA\[|/\*\s?<!\[CDATA\[\s?\*/|<!\[CDATA\[)")
_CLOSING = re.compile(r"(?:-->|(?://\s?|/\*\s?)?\]\]>(?:\s?\*/)?)$")
_TRAILING_COMMA = re.compile(r",(?=\s{0,99}[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_LOST_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|inLanguage|articleSection|isAccessibleForFree)"'
    r'\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,2000})"'
)
_LOST_AUTHOR = re.compile(r'"author"\s{0,9}:\s{0,9}[\[{][^\]}]{0,300}?"name"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,100})"')
_GAP = re.compile(r"[\s;,\ufeff]*")
_DECODER = json.JSONDecoder(strict=False)
_ARTICLE_TYPES = frozenset({"blogposting", "liveblogposting", "report", "socialmediaposting", "review", "opinion"})
_PAGE_TYPES = frozenset({"webpage", "itempage", "newsitem", "videoobject", "creativework", "recipe", "howto"})


@dataclass(slots=True)
class JsonLd:
    """All nodes of a page in page order, and an index of them by `@id`."""

    nodes: list[Node] = field(default_factory=list)
    by_id: dict[str, Node] = field(default_factory=dict)

    def resolve(self, value: object) -> object:
        """The node that `{"@id": ...}` refers to, any other value as it is."""
        if isinstance(value, dict) and "@id" in value and not value.keys() - {"@id", "@type"}:
            return self.by_id.get(str(value["@id"]), value)
        return value


def read(tree: HtmlElement) -> JsonLd:
    """Read every JSON-LD block of the page, broken ones as far as they go."""
    found = JsonLd()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            _collect(list(parse(script.text)), found)
    return found


def parse(block: str) -> Iterator[Any]:
    """The JSON values of one block; what is broken is repaired, and else the plain pairs are picked out."""
    text = block if len(block) <= MAX_BLOCK_CHARS else block[:MAX_BLOCK_CHARS]
    values = _load(text)
    if values is None:
        text = _unwrapped(text.strip())
        if text.startswith(("{&quot;", "[{&quot;", "&#")):
            text = unescape(text)
        values = _load(text) or _load(_BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text)))
    if values is None:
        pairs: Node = {}
        for key, value in _LOST_PAIR.findall(text[:200_000]):
            pairs.setdefault(key, value)
        if author := _LOST_AUTHOR.search(text[:200_000]):
            pairs["author"] = author[1]
        values = [{"@type": "NewsArticle", **pairs}] if pairs else []
    yield from values


def _unwrapped(text: str) -> str:
    """The text without the comment or CDATA marks around it."""
    if match := _OPENING.match(text):
        text = text[match.end() :].lstrip()
    if match := _CLOSING.search(text, max(0, len(text) - 20)):
        text = text[: match.start()].rstrip()
    return text


def _load(text: str) -> list[Any] | None:
    """All JSON values that stand one after the other, or None where one of them is broken."""
    values, position = [], 0
    try:
        while (position := _GAP.match(text, position).end()) < len(text):  # type: ignore[union-attr]
            value, position = _DECODER.raw_decode(text, position)
            values.append(value)
    except (ValueError, RecursionError):  # broken, or nested deeper than any honest page
        return values or None
    return values


def _collect(values: list[Any], found: JsonLd) -> None:
    """Add all objects, however they are nested, in page order and without recursion."""
    stack = [(value, "") for value in reversed(values)]
    while stack and len(found.nodes) < MAX_NODES:
        value, parent_key = stack.pop()
        if isinstance(value, list):
            stack.extend((item, parent_key) for item in reversed(value))
        elif isinstance(value, dict):
            found.nodes.append(value)
            if isinstance(value.get("@id"), str) and len(value) > 2:
                found.by_id.setdefault(value["@id"], value)
            stack.extend((v, k) for k, v in reversed(value.items()) if isinstance(v, (dict, list)))


def types(node: Node) -> list[str]:
    """The schema.org types of a node without their address, as written."""
    listed = node.get("@type")
    if listed is None:
        return []
    names = listed if isinstance(listed, list) else [listed]
    return [name.rsplit("/", 1)[-1].removeprefix("schema:") for name in names if isinstance(name, str)]


def is_article(node: Node) -> bool:
    """Whether the node is of a type that an article may have."""
    return any(t.endswith("article") or t in _ARTICLE_TYPES for t in map(str.lower, types(node)))


def _is_page(node: Node) -> bool:
    return not _PAGE_TYPES.isdisjoint(map(str.lower, types(node))) and not is_article(node)


def article_nodes(found: JsonLd, url: str, headings: list[str]) -> list[Node]:
    """The nodes that describe the page's own article, best first; other articles of the page are left out.

    A node is the page's own when its address or its headline fits; where none does, the first article is taken,
    then nodes of the web page that fit.
    """
    page_key = url_key(url)
    articles = list(islice(filter(is_article, found.nodes), MAX_ARTICLES))
    fits = [_fit(node, url, page_key, headings) for node in articles]
    order = sorted(range(len(articles)), key=lambda i: -fits[i])  # stable: of equals the first on the page
    chosen = [articles[i] for i in order if fits[i] > 0][:MAX_OWN] or articles[:1]
    pages = list(islice(filter(_is_page, found.nodes), MAX_ARTICLES))
    return (
        chosen
        + [n for n in pages if _fit(n, url, page_key, headings) > 0 or (not chosen and "headline" in n)][:MAX_OWN]
    )


def _fit(node: Node, url: str, page_key: str, headings: list[str]) -> int:
    """How well a node fits the page: 2 for its address, 2 for its headline, 1 for a date, 0 where neither fits."""
    own = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    own = [value.get("@id") or value.get("url") if isinstance(value, dict) else value for value in own]
    by_url = any(_key(url, value) == page_key for value in {v for v in own if isinstance(v, str)})
    headline = plain(node.get("headline")) or plain(node.get("name"))
    by_title = headline is not None and any(similarity(headline, heading) > SAME_HEADLINE for heading in headings)
    return 2 * by_url + 2 * by_title + ("datePublished" in node) if by_url or by_title else 0


def _key(base: str, address: str) -> str:
    try:
        return url_key(urljoin(base, address))
    except ValueError:  # such as an unclosed bracket in the host
        return address


def texts(found: JsonLd, value: object) -> list[str]:
    """A value as plain strings: a string, a list, or things with a name."""
    listed = value if isinstance(value, list) else [value]
    named = [
        item.get("name") or item.get("@value") if isinstance(item, dict) else item
        for item in map(found.resolve, listed)
    ]
    return [text for text in map(plain, named) if text]
