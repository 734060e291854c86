"""Render the search page of a server: query the store, and show the part of each article's text with the words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement
from lxml.html.builder import E

from crawler.design.masthead import Place
from crawler.design.sheet import sheet
from crawler.messages.foreign_text import printable
from crawler.messages.wording import counted
from crawler.reading_room.addresses import SEARCH, article_path
from crawler.reading_room.catalogue import Catalogue
from crawler.reading_room.languages import language_name
from crawler.stores.search import Hit, Query, QueryError, Snippet, search
from crawler.stores.store import Store

MAX_RESULTS = 100
MAX_QUERY_CHARACTERS = 200  # the same as in the search field of the masthead
ORDERS = {"best": "best first", "newest": "newest first"}


def search_page(store: Store, catalogue: Catalogue, fields: Mapping[str, str]) -> str:
    """Return the page with the results of a query; `fields` are the fields of its form, all optional."""
    words = fields.get("q", "")[:MAX_QUERY_CHARACTERS]
    query = Query(
        words=words,
        language=fields.get("language") or None,
        source=fields.get("source") or None,
        limit=MAX_RESULTS,
        newest_first=fields.get("order") == "newest",
    )
    found, message = _found(store, query)
    head = E("header", E("h1", "Search"), E("p", {"class": "soft", "role": "status"}, printable(message)))
    results = E("ol", {"class": "results"}, *map(_result, found))
    return sheet("Search", [head, _form(catalogue, query), results], "room", place=Place(SEARCH, printable(words)))


def _found(store: Store, query: Query) -> tuple[Sequence[Hit], str]:
    """Return the results and a line about them."""
    if not query.words.strip():
        return [], 'Type words above: strike -football "night train"'
    try:
        hits = search(store, query)
    except QueryError as error:
        return [], str(error)
    return hits, f"The first {MAX_RESULTS} articles" if len(hits) == MAX_RESULTS else counted(len(hits), "article")


def _form(catalogue: Catalogue, query: Query) -> HtmlElement:
    """Return the filters, which keep the words of the query."""
    sources = {shelf.name: shelf.name for shelf in catalogue.shelves("source")}
    languages = {
        shelf.name: language_name(shelf.name) for shelf in catalogue.shelves("language") if shelf.name != "und"
    }
    order = "newest" if query.newest_first else "best"
    return E(
        "form",
        {"class": "controls", "action": SEARCH, "method": "get"},
        E("input", {"type": "hidden", "name": "q", "value": printable(query.words)}),
        _choice("Source", "source", {"": "all", **sources}, query.source or ""),
        _choice("Language", "language", {"": "all", **languages}, query.language or ""),
        _choice("Order", "order", ORDERS, order),
        E("button", {"type": "submit"}, "Apply"),
    )


def _choice(title: str, name: str, values: Mapping[str, str], chosen: str) -> HtmlElement:
    options = [
        E("option", {"value": value, **({"selected": "selected"} if value == chosen else {})}, shown)
        for value, shown in values.items()
    ]
    return E("label", f"{title} ", E("select", {"name": name}, *options))


def _result(hit: Hit) -> HtmlElement:
    language = {"lang": printable(hit.language)} if hit.language else {}
    headline = E("a", {"class": "headline", "href": article_path(hit.id), "dir": "auto", **language})
    facts = [printable(fact) for fact in (hit.source or hit.host, (hit.date or "")[:10], hit.language) if fact]
    return E(
        "li",
        _marked(headline, hit.title),
        E("span", {"class": "meta"}, *(E("span", {"dir": "auto"}, fact) for fact in facts)),
        _marked(E("p", {"class": "lead", "dir": "auto", **language}), hit.snippet),
    )


def _marked(element: HtmlElement, snippet: Snippet) -> HtmlElement:
    """Return the element with a text in which the words of the query are marked."""
    for text, is_word in snippet.parts():
        element.append(E("mark" if is_word else "span", printable(text)))
    if not len(element):
        element.text = "No title"
    return element
