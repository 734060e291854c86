"""Read the JSON-LD blocks of a page as a flat list of nodes, and select the nodes that describe its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from cleaners.markup.element_index import ElementIndex
from cleaners.metadata.strings import plain
from cleaners.metadata.titles.comparison import similarity
from cleaners.urls import url_key

MAX_BLOCK_CHARS = 20_000_000
MAX_BROKEN_CHARS = 200_000  # characters of a block that cannot be parsed which are searched for single pairs
MAX_NODES = 20_000  # per page
MAX_CANDIDATES = 300  # nodes of each kind that are compared with the page
MIN_HEADLINE_SIMILARITY = 0.8  # share of trigrams; headlines are often shortened or have a kicker
MAX_NODES_OF_ARTICLE = 5  # a live blog has hundreds of posts

Node = dict[str, Any]

# The start of the JSON after the comment and CDATA marks of any system, such as "<!--//--><![CDATA[//><!--".
_START = re.compile(r"\{\s*[\"}]|\[\s*[\"{\[]")
MAX_WRAPPER_CHARS = 200
_TRAILING_COMMA = re.compile(r",(?=\s{0,99}[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
# Single pairs and the author's name, for blocks that cannot be parsed.
_STRING_PAIR = re.compile(
    r'"(headline|datePublished|dateModified|dateCreated|inLanguage|articleSection|isAccessibleForFree)"'
    r'\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,2000})"'
)
_AUTHOR_NAME = re.compile(
    r'"author"\s{0,9}:\s{0,9}(?:[\[{][^\]}]{0,300}?"name"\s{0,9}:\s{0,9})?"((?:[^"\\]|\\.){1,100})"'
)
_BETWEEN_VALUES = re.compile(r"[\s;,\ufeff]*")
_DECODER = json.JSONDecoder(strict=False)
_ARTICLE_TYPES = frozenset({"blogposting", "liveblogposting", "report", "socialmediaposting", "review", "opinion"})
_PAGE_TYPES = frozenset({"webpage", "itempage", "newsitem", "videoobject", "creativework", "recipe", "howto"})

_NAMING = frozenset({"url", "@id", "mainEntityOfPage", "headline", "name"})


@dataclass(slots=True)
class JsonLd:
    """All JSON-LD nodes of a page in page order, and an index of them by `@id`."""

    nodes: list[Node] = field(default_factory=list)
    typed: list[tuple[Node, list[str]]] = field(default_factory=list)  # the nodes with types, and these
    by_id: dict[str, Node] = field(default_factory=dict)

    def resolve(self, value: object) -> object:
        """Return the node that a reference `{"@id": ...}` points to; return any other value unchanged."""
        if isinstance(value, dict) and "@id" in value and not value.keys() - {"@id", "@type"}:
            return self.by_id.get(str(value["@id"]), value)
        return value


def read(page: ElementIndex) -> JsonLd:
    """Read every JSON-LD block of the page, and the parts of broken blocks that can be recovered."""
    data = JsonLd()
    for script in page.tagged("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            _add_nodes(list(parse(script.text)), data)
    return data


def parse(block: str) -> Iterator[Any]:
    """Yield the JSON values of one block.

    Common faults are repaired. If the block still cannot be parsed, its most important pairs are picked out.
    """
    text = block if len(block) <= MAX_BLOCK_CHARS else block[:MAX_BLOCK_CHARS]
    values = _load(text)
    if values is None:
        text = _unwrap(text)
        if text.startswith(("{&quot;", "[{&quot;", "&#")):
            text = unescape(text)
        values = _load(text) or _load(_BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text)))
    yield from _pick_pairs(text[:MAX_BROKEN_CHARS]) if values is None else values


def _pick_pairs(text: str) -> list[Node]:
    """Return a list with one article node, made of the string pairs in broken JSON; empty if there are no pairs."""
    pairs: Node = {}
    for key, value in _STRING_PAIR.findall(text):
        pairs.setdefault(key, value)
    if author := _AUTHOR_NAME.search(text):
        pairs["author"] = author[1]
    return [{"@type": "NewsArticle", **pairs}] if pairs else []


def _unwrap(text: str) -> str:
    """Remove the marks before the JSON of a block; what follows its last value is not read anyway."""
    start = _START.search(text, 0, MAX_WRAPPER_CHARS)
    return text[start.start() :] if start else text.strip()


def _load(text: str) -> list[Any] | None:
    """Return the JSON values in a text up to the first broken one; None if that is the first."""
    values, position = [], 0
    try:
        while (position := _BETWEEN_VALUES.match(text, position).end()) < len(text):  # type: ignore[union-attr]
            value, position = _DECODER.raw_decode(text, position)
            values.append(value)
    except (ValueError, RecursionError):  # broken, or nested deeper than any real page
        return values or None
    return values


def _add_nodes(values: list[Any], data: JsonLd) -> None:
    """Add all objects, nested ones too, in page order; a stack replaces recursion, which deep nesting would exhaust."""
    stack = [(value, "") for value in reversed(values)]
    while stack and len(data.nodes) < MAX_NODES:
        value, parent_key = stack.pop()
        if isinstance(value, list):
            stack.extend((item, parent_key) for item in reversed(value))
        elif isinstance(value, dict):
            data.nodes.append(value)
            if names := types(value):
                data.typed.append((value, names))
            if isinstance(value.get("@id"), str) and len(value) > 2:
                data.by_id.setdefault(value["@id"], value)
            stack.extend((v, k) for k, v in reversed(value.items()) if isinstance(v, (dict, list)))


def types(node: Node) -> list[str]:
    """Return the schema.org types of a node, such as "NewsArticle", without their namespace."""
    listed = node.get("@type")
    if isinstance(listed, str):
        return [_without_namespace(listed)]
    return [_without_namespace(name) for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def _without_namespace(name: str) -> str:
    return name.rpartition("/")[2].removeprefix("schema:")


def _is_article(names: list[str]) -> bool:
    return any(name.endswith("article") or name in _ARTICLE_TYPES for name in map(str.lower, names))


def _is_web_page(names: list[str]) -> bool:
    return not _PAGE_TYPES.isdisjoint(map(str.lower, names)) and not _is_article(names)


def article_nodes(data: JsonLd, url: str, headings: list[str]) -> list[Node]:
    """Return the nodes that describe the page's own article, best first, without related articles on the page.

    A node describes the article if its address or headline matches the page; if none does, the first article node is
    taken. Matching nodes of the web page follow. Without any article node, those that have a headline follow too.
    """
    page_key = url_key(url)
    articles = list(islice((node for node, names in data.typed if _is_article(names)), MAX_CANDIDATES))
    scores = [_match_score(node, url, page_key, headings) for node in articles]
    order = sorted(range(len(articles)), key=lambda i: -scores[i])  # stable: among equals the first on the page wins
    chosen = [articles[i] for i in order if scores[i] > 0][:MAX_NODES_OF_ARTICLE] or articles[:1]
    web_pages = [
        node
        for node in islice((node for node, names in data.typed if _is_web_page(names)), MAX_CANDIDATES)
        if _match_score(node, url, page_key, headings) > 0 or (not chosen and "headline" in node)
    ]
    return chosen + web_pages[:MAX_NODES_OF_ARTICLE]


def nameless_articles(data: JsonLd) -> list[Node]:
    """Return the article nodes without address and headline, which paywall programs add beside the article's own."""
    articles = (node for node, names in data.typed if _is_article(names) and _NAMING.isdisjoint(node))
    return list(islice(articles, MAX_CANDIDATES))


def _match_score(node: Node, url: str, page_key: str, headings: list[str]) -> int:
    """Score how well a node matches the page: 2 for its address, 2 for its headline, 1 for a date beside either."""
    values = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    values = [value.get("@id") or value.get("url") if isinstance(value, dict) else value for value in values]
    addresses = {value for value in values if isinstance(value, str)}
    has_address = any(_absolute_key(url, address) == page_key for address in addresses)
    headline = plain(node.get("headline")) or plain(node.get("name"))
    has_headline = headline is not None and any(
        similarity(headline, heading) > MIN_HEADLINE_SIMILARITY for heading in headings
    )
    return 2 * has_address + 2 * has_headline + ("datePublished" in node) if has_address or has_headline else 0


def _absolute_key(base: str, address: str) -> str:
    """Return the URL key of an address, or the address itself if it is malformed."""
    try:
        return url_key(urljoin(base, address))
    except ValueError:  # such as an unclosed bracket in the host
        return address


def texts(data: JsonLd, value: object) -> list[str]:
    """Return the plain strings of a value: of a string, a node with a name, a reference, or a list of these."""
    items = value if isinstance(value, list) else [value]
    names = [
        item.get("name") or item.get("@value") if isinstance(item, dict) else item for item in map(data.resolve, items)
    ]
    return [text for text in map(plain, names) if text]
