"""Write Atom feeds with the full text of articles (RFC 4287) and with deletions (RFC 6721)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import quote

from lxml import etree
from w3lib.url import safe_url_string

from cleaners.metadata.sanitize import web_address
from cleaners.output.html import to_html
from crawler.formats.dates import published, updated
from crawler.formats.fields import Row
from crawler.formats.options import FeedHead
from crawler.moments import now

ATOM = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def write_atom(rows: Iterable[Row], out: BinaryIO, head: FeedHead) -> None:
    """Write a feed with an entry per record, in the order of the records, and a `deleted-entry` per deleted article."""
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "at": TOMBSTONES}):
            for name, value in (("id", feed_id(head)), ("title", head.title), ("updated", now())):
                xml.write(_element(name, value))
            links = ((head.url, "self"), (head.home_page, "alternate"))
            for element in (_link(url, relation) for url, relation in links if url):
                xml.write(element)
            for row in rows:
                xml.write(_entry(row, head) if "blocks" in row else _deletion(row))


def feed_id(head: FeedHead) -> str:
    """Return the permanent id of a feed: its address, else a UUID made from its title."""
    return head.url or uuid.uuid5(uuid.NAMESPACE_URL, f"newsgalley:{head.title}").urn


def entry_id(article_id: str) -> str:
    """Return the id of an article as a URI, which Atom requires."""
    return "urn:newsgalley:" + quote(article_id, safe="/:?=&+,;@!$'()*~%")


def _entry(row: Row, head: FeedHead) -> etree._Element:
    entry = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM})
    if row["language"] and _LANGUAGE.fullmatch(row["language"]):
        entry.set(XML_LANGUAGE, row["language"])
    entry.append(_element("id", entry_id(row["id"])))
    entry.append(_element("title", row["title"] or row["url"] or row["id"]))
    entry.append(_element("updated", updated(row)))
    if time := published(row):
        entry.append(_element("published", time))
    if url := web_address(row["url"]):
        entry.append(_link(url, "alternate"))
    entry.extend(_person(name) for name in _authors(row, head))
    for term in dict.fromkeys(filter(None, [row["section"], *row["tags"]])):
        etree.SubElement(entry, f"{{{ATOM}}}category", term=_NOT_XML.sub("", term))
    if row["description"]:
        entry.append(_element("summary", row["description"]))
    content = _element("content", to_html(row))
    content.set("type", "html")
    entry.append(content)
    return entry


def _deletion(row: Row) -> etree._Element:
    when = row.get("stored_at") or datetime.now(UTC).isoformat()
    return etree.Element(f"{{{TOMBSTONES}}}deleted-entry", ref=entry_id(row["id"]), when=when)


def _authors(row: Row, head: FeedHead) -> list[str]:
    """Return the names of the authors, else the publisher's, because each entry must name an author."""
    return [author["name"] for author in row["authors"]] or [row["site_name"] or row["source"] or head.title]


def _person(name: str) -> etree._Element:
    author = etree.Element(f"{{{ATOM}}}author")
    author.append(_element("name", name))
    return author


def _element(name: str, text: str) -> etree._Element:
    element = etree.Element(f"{{{ATOM}}}{name}")
    element.text = _NOT_XML.sub("", text)
    return element


def _link(url: str, relation: str) -> etree._Element:
    return etree.Element(f"{{{ATOM}}}link", rel=relation, href=_NOT_XML.sub("", safe_url_string(url)))
