"""Write an article as a TEI-XML document (https://tei-c.org), in the subset that trafilatura writes and validates."""

from __future__ import annotations

import re
from itertools import groupby

from lxml import etree

from cleaners.record import BlockRecord
from crawler.formats.fields import Row

_LIST_MARKS = {"list_item": "ul", "table_row": "table"}  # blocks that become items of a list, and the mark of the list
TEI = "http://www.tei-c.org/ns/1.0"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def tei_document(row: Row) -> bytes:
    """Return a record as a TEI document."""
    root = etree.Element("TEI", xmlns=TEI)
    _header(etree.SubElement(root, "teiHeader"), row)
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    _blocks(etree.SubElement(body, "div", type="entry"), row["blocks"])
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _header(header: etree._Element, row: Row) -> None:
    description = etree.SubElement(header, "fileDesc")
    statement = etree.SubElement(description, "titleStmt")
    _add(statement, "title", row["title"], type="main")
    for author in row["authors"]:
        _add(statement, "author", author["name"])
    publication = etree.SubElement(description, "publicationStmt")
    _add(publication, "p", "")
    notes = etree.SubElement(description, "notesStmt")
    _add(notes, "note", row["id"], type="id")
    _add(notes, "note", row["content_hash"], type="fingerprint")
    source = etree.SubElement(description, "sourceDesc")
    _add(source, "bibl", ", ".join(filter(None, [row["title"], row["site_name"], row["date_published"]])))
    _full_source(etree.SubElement(source, "biblFull"), row)
    profile = etree.SubElement(header, "profileDesc")
    _add(etree.SubElement(profile, "abstract"), "p", row["description"])
    _keywords(profile, row)
    _add(etree.SubElement(profile, "creation"), "date", (row["fetched_at"] or "")[:10], type="download")
    encoding = etree.SubElement(etree.SubElement(header, "encodingDesc"), "appInfo")
    application = etree.SubElement(encoding, "application", version=row["cleaner"]["version"], ident="newsgalley")
    _add(application, "label", "newsgalley")


def _full_source(source: etree._Element, row: Row) -> None:
    statement = etree.SubElement(source, "titleStmt")
    _add(statement, "title", row["title"], type="main")
    publication = etree.SubElement(source, "publicationStmt")
    _add(publication, "publisher", row["site_name"] or row["source"])
    _add(publication, "ptr", None, type="URL", target=row["url"] or "")
    _add(publication, "date", (row["date_published"] or "")[:10])


def _keywords(profile: etree._Element, row: Row) -> None:
    terms = [("categories", row["section"]), *(("tags", tag) for tag in row["tags"])]
    keywords = etree.SubElement(etree.SubElement(profile, "textClass"), "keywords")
    for kind, term in terms:
        _add(keywords, "term", term, type=kind)


def _blocks(division: etree._Element, blocks: list[BlockRecord]) -> None:
    """Add the blocks. The subset has no tables, so their rows are items of a list."""
    for kind, group in groupby(blocks, key=lambda block: block["type"]):
        if kind in _LIST_MARKS:
            around = etree.SubElement(division, "list", rend=_LIST_MARKS[kind])
            for block in group:
                _add(around, "item", block["text"])
        else:
            for block in group:
                _block(division, block)


def _block(division: etree._Element, block: BlockRecord) -> None:
    if block["type"] == "heading":
        _add(division, "ab", block["text"], type="header", rend=f"h{block['level'] or 2}")
    elif block["type"] == "preformatted":
        _add(division, "ab", block["text"], type="preformatted")
    else:
        _add(division, "quote" if block["type"] == "quote" else "p", block["text"])


def _add(parent: etree._Element, name: str, text: str | None, **attributes: str) -> None:
    element = etree.SubElement(parent, name, {key: _NOT_XML.sub("", value) for key, value in attributes.items()})
    element.text = _NOT_XML.sub("", text or "")
