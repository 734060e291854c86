"""Find the address of each entry in a feed, in the many places where programs put it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from cleaners.urls import is_same_site, registered_domain, resolve
from crawler.sources.link_score import is_file, is_front_page
from crawler.sources.readers.elements import (
    any_addresses,
    join_references,
    plain_address,
    text_of,
    with_slashes,
    xml_bases,
)

_LINKED_CHARACTERS = 20_000  # of an entry's text that are searched for a link
_LINKED = re.compile(r"""<a\s[^<>]{0,300}?href\s{0,9}=\s{0,9}["'](https?://[^"'\s<>]{1,2000})""", re.IGNORECASE)
_STARTS = ("http://", "https://", "/")  # how a guid begins if it is an address
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]{0,30}:|[/\\]{2}", re.IGNORECASE)
_ADDRESS_MARK = re.compile(r"(?!n\s?/\s?a\s*\Z).*[/.?:]", re.IGNORECASE | re.DOTALL)
_RDF_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
_PAGE_RELATIONS = frozenset({"alternate", "bookmark", "canonical"})  # relations of a link to the page of an entry

Fields = dict[str, list[etree._Element]]


def entry_addresses(entries: Sequence[tuple[etree._Element, Fields]], base: str, url: str) -> list[str]:
    """Return the address of each entry in the feed `url`; "" for an entry without an address.

    An address that several entries share, such as that of a list, is used only if an entry has no other one.
    """
    usual = [
        _addresses(_references(entry, fields), base, url) or _addresses(_linked_in_text(fields), base, url)
        for entry, fields in entries
    ]
    other = [
        [] if addresses else _addresses_elsewhere(entry, base, url)
        for addresses, (entry, _) in zip(usual, entries, strict=True)
    ]
    uses = Counter(address for each in (*usual, *other) for address in set(each))
    return [
        next((address for address in (*first, *second) if uses[address] == 1), next(iter(first), ""))
        for first, second in zip(usual, other, strict=True)
    ]


def _addresses_elsewhere(entry: etree._Element, base: str, url: str) -> list[str]:
    """Return the pages of the feed's site that are named anywhere in an entry without a usual address."""
    references = (reference.partition("#")[0] for reference in any_addresses(entry))
    found = _addresses(references, base, url)
    return [
        each
        for each in found
        if (page := web_page(each, base, url))
        and (is_same_site(page, url) or is_same_site(page, base))
        and not (is_file(page) or is_front_page(page))
    ]


def _addresses(references: Iterable[str], base: str, url: str) -> list[str]:
    """Return the references of an entry that lead to a web page, in order, with the front page last."""
    found: dict[str, bool] = {}
    for reference in references:
        plain = with_slashes(plain_address(reference), url, base)
        if address := web_page(plain, base, url):
            absolute = plain if _ABSOLUTE.match(plain) else join_references([base, plain])
            found.setdefault(absolute, is_front_page(address))
    return sorted(found, key=lambda address: found[address])


def web_page(reference: str, base: str, url: str) -> str | None:
    """Return the address to which a reference in the feed `url` leads; None if that is not on the web.

    A program without an address may write a word such as None or N/A, or a name of its own machine.
    """
    address = resolve(base, reference) if _ADDRESS_MARK.match(reference) else None
    return address if address and (registered_domain(address) or is_same_site(address, url)) else None


def _references(entry: etree._Element, fields: Fields) -> Iterator[str]:
    """Yield possible addresses of the article, the most trustworthy first.

    The order is: FeedBurner's original link, the link of RSS or Atom, a permanent guid or id, RDF's `about`, others,
    and a guid that is declared not to be an address.
    """
    yield from _links(fields)
    guids = [*fields.get("guid", []), *fields.get("id", [])]
    yield from (text for guid in guids if _is_permanent(guid) and (text := text_of(guid)).startswith(_STARTS))
    yield from (text for guid in guids if _says_permanent(guid) and "/" in (text := text_of(guid)))
    yield from (str(value) for name, value in entry.attrib.items() if str(name).endswith("about"))
    yield from _other_addresses(fields)
    yield from (text for guid in guids if (text := text_of(guid)).startswith(_STARTS[:2]))


def _other_addresses(fields: Fields) -> Iterator[str]:
    """Yield other addresses of an entry: its `url`, its content's, and the entry's own."""
    yield from filter(None, map(text_of, fields.get("url", [])))
    sources = [(field, field.get("src")) for field in fields.get("content", [])]
    sources += [(field, field.get("href")) for field in fields.get("link", []) if "self" in _relations(field)]
    yield from (join_references([*xml_bases(field), address]) for field, address in sources if address)


def _linked_in_text(fields: Fields) -> Iterator[str]:
    """Yield the first link in each text of an entry."""
    described = (field for name in ("description", "summary", "encoded") for field in fields.get(name, []))
    yield from (match[1] for field in described if (match := _LINKED.search(text_of(field)[:_LINKED_CHARACTERS])))


def _links(fields: Fields) -> Iterator[str]:
    """Yield the links of an entry to its page, those that are declared as HTML first."""
    found = [field for name in ("origlink", "link") for field in fields.get(name, [])]
    for field in sorted(found, key=lambda field: "html" not in field.get("type", "")):
        reference = _href(field) or text_of(field) or _text_after(field)
        kind = field.get("type", "html").lower()
        if reference and _PAGE_RELATIONS & _relations(field) and ("html" in kind or "/" not in kind):
            yield join_references([*xml_bases(field), reference])


def _href(link: etree._Element) -> str | None:
    """Return the address in an attribute of a link, or of the HTML link inside it."""
    inner = (child.get("href") for child in link if isinstance(child.tag, str))
    return next(filter(None, (link.get("href"), link.get("url"), link.get(_RDF_RESOURCE), *inner)), None)


def _relations(link: etree._Element) -> set[str]:
    """Return the relations of a link, which may be written as addresses."""
    return {relation.rpartition("/")[2] for relation in link.get("rel", "").lower().split()} or {"alternate"}


def _text_after(field: etree._Element) -> str:
    """Return the address after a closed link, because an HTML parser turns a link into `<link/>ADDRESS`."""
    text = (field.tail or "").strip()
    return text if text.startswith(("http://", "https://", "/")) else ""


def _is_permanent(guid: etree._Element) -> bool:
    """Return True unless a guid is declared not to be an address."""
    return _permanence(guid) != "false"


def _says_permanent(guid: etree._Element) -> bool:
    """Return True for a guid that is declared to be an address, which may then be relative."""
    return _permanence(guid) == "true"


def _permanence(guid: etree._Element) -> str:
    values = (value for name, value in guid.attrib.items() if str(name).lower() == "ispermalink")
    return next(values, "").strip().lower()
