"""Repair the XML of a listing that is not well-formed, so that a broken entry does not affect others.

A recovering XML parser loses the text after a stray "<", after a tag that is never closed, and in a truncated file.
Feeds and sitemaps have few kinds of elements, so it is clear where an entry or field ends even if its end tag is
missing. All scans are linear in the length of the markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MAX_DEPTH = 50  # of elements; deeper tags are left out. Entries of feeds are at most seven deep
_ENTRIES = frozenset({"item", "entry", "url", "sitemap"})
_FRAME = _ENTRIES | {"rss", "rdf", "feed", "channel", "urlset", "sitemapindex", "news"}
# Fields that hold a text, to which all tags in them belong. Those in _BODIES hold HTML, in which elements may have the
# names of fields.
_BODIES = frozenset({"description", "summary", "content", "encoded"})
_FIELDS = _BODIES | {
    "title", "link", "origlink", "loc", "lastmod", "guid", "id", "pubdate", "published", "updated", "date", "issued",
    "created", "modified", "publication_date", "subtitle", "creator", "keywords", "comments", "category",
}  # fmt: skip
_ONLY_IN_LISTINGS = frozenset({"guid", "pubdate", "loc", "lastmod", "origlink", "publication_date", "encoded"})
_VOID = frozenset({
    "area", "br", "col", "embed", "enclosure", "hr", "img", "input", "meta", "param", "source", "track", "wbr",
})  # fmt: skip

_NAME = r"[A-Za-z_][\w.-]*+(?::[A-Za-z_][\w.-]*+)?"
_SURROGATE = re.compile(  # D800 to DFFF, also without the semicolon
    r"&#(?:x0*+d[89a-f][0-9a-f]{2}(?![0-9a-f])|0*+(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3])(?!\d))"
    r";?",
    re.IGNORECASE | re.ASCII,
)
_ATTRIBUTES = r"""[^<>"']*+(?:"[^"<]*+"[^<>"']*+|'[^'<]*+'[^<>"']*+)*"""
_TOKEN = re.compile(rf"<(?:(!\[CDATA\[)|(!--)|(\?)|(/\s{{0,3}}|)({_NAME})(?=[\s/>])({_ATTRIBUTES})>)?", re.ASCII)
_ATTRIBUTE = re.compile(rf"""(?<![\w.:-])({_NAME})\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'>]++)""", re.ASCII)
_BROKEN_TAG = re.compile(r"</?(?:[A-Za-z_][\w:.-]{0,99})?\Z", re.ASCII)  # at the end of a truncated file
_FRAME_TAG = re.compile(r"</?(?:\w{1,20}:)?(?:item|entry|url|sitemap)[\s>]", re.IGNORECASE)


def encode_xml(markup: str) -> bytes:
    """Return XML in UTF-8 without references to surrogates, which lxml cannot decode."""
    return _SURROGATE.sub("", markup).encode("utf-8", "replace")


def repair(markup: str) -> str:
    """Return the markup of a listing, without XML declaration and document type, as balanced XML.

    Tags inside a field become text. A field that is truncated at the end of the file is left out, because half an
    address is useless.
    """
    whole = _BROKEN_TAG.sub("", markup)
    return _Repair(whole, breaks_in_tag=len(whole) < len(markup)).run()


@dataclass(slots=True)
class _Repair:
    """The state of a repair: the pieces written so far, and the open elements."""

    markup: str
    breaks_in_tag: bool = False  # the file is truncated inside a tag, so the text before it is complete
    pieces: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)  # names with their prefix, in lower case
    field_start: int = 0  # index of the piece that opened the open field
    ends: dict[str, int] = field(default_factory=dict)  # kind -> place of the next end; see `_next`

    def run(self) -> str:
        """Return the repaired markup."""
        position = 0
        while token := _TOKEN.search(self.markup, position):
            self.pieces.append(self.markup[position : token.start()])
            position = self._write(token)
        self.pieces.append(self.markup[position:])
        if self._field and not self.breaks_in_tag:
            del self.pieces[self.field_start :]
        self._close_down_to(0)
        return "".join(self.pieces)

    @property
    def _field(self) -> str:
        """The local name of the open field, or ""."""
        name = _local(self.open[-1]) if self.open else ""
        return name if name in _FIELDS else ""

    def _write(self, token: re.Match[str]) -> int:
        """Write a token, and return the place in the markup after it."""
        cdata, comment, instruction, slash, name, attributes = token.groups()
        if cdata or comment or instruction:
            return self._copy(token, "]]>" if cdata else "-->" if comment else "?>", is_text=bool(cdata))
        if name is None or not self._write_tag(slash, name.lower(), attributes):
            self.pieces.append("&#60;" + token[0][1:])
        return token.end()

    def _copy(self, token: re.Match[str], end: str, *, is_text: bool) -> int:
        """Copy a text section, comment or instruction; write "<" as text if its end belongs to another entry."""
        found = self._next(end, token.end())
        entry = self._next("entry", token.end())
        if found < 0 or (is_text and 0 <= entry < found and self._field not in _BODIES):
            if not is_text:
                self.pieces.append("&#60;" + token[0][1:])
            return token.end()
        self.pieces.append(self.markup[token.start() : found + len(end)])
        return found + len(end)

    def _next(self, kind: str, start: int) -> int:
        """Return the place of the next end mark, or of the next tag of an entry; -1 if there is none.

        The last result is kept, because a search from every "<" to the end of the markup would take quadratic time.
        """
        known = self.ends.get(kind, 0)
        if known < 0 or (known >= start and kind in self.ends):
            return known
        if kind == "entry":
            match = _FRAME_TAG.search(self.markup, start)
            self.ends[kind] = match.start() if match else -1
        else:
            self.ends[kind] = self.markup.find(kind, start)
        return self.ends[kind]

    def _write_tag(self, slash: str, name: str, attributes: str) -> bool:
        """Write a tag; return False if it is text in the open field."""
        local = _local(name)
        if self._field and not self._ends_field(slash, local):
            return False
        if slash:
            self._close(local)
            return True
        if self._field or local in _ENTRIES:
            self._leave(local)
        while self.open and ":" in self.open[-1] and name in _FIELDS and _local(self.open[-1]) not in _FRAME:
            self._close_down_to(len(self.open) - 1)  # elements of another vocabulary contain no fields of the entry
        if len(self.open) >= MAX_DEPTH:
            return True
        is_empty = attributes.endswith("/") or local in _VOID
        if local in _FIELDS and not is_empty:
            self.field_start = len(self.pieces)
        self.pieces.append(f"<{name}{_well_formed(attributes)}{'/' if is_empty else ''}>")
        if not is_empty:
            self.open.append(name)
        return True

    def _ends_field(self, slash: str, local: str) -> bool:
        """Return True if a tag ends the open field, because it is its end tag or cannot be inside it."""
        if local in _FRAME or (slash and local == self._field):
            return True
        return not slash and local in (_ONLY_IN_LISTINGS if self._field in _BODIES else _FIELDS)

    def _leave(self, local: str) -> None:
        """Close the open field and, before a new entry, the open entry."""
        if self._field:
            self._close_down_to(len(self.open) - 1)
        places = [place for place, name in enumerate(self.open) if _local(name) in _ENTRIES]
        if local in _ENTRIES and places:
            self._close_down_to(places[0])

    def _close(self, local: str) -> None:
        """Close the innermost open element with this name, and those inside it; if there is none, write nothing."""
        for place in range(len(self.open) - 1, -1, -1):
            if _local(self.open[place]) == local:
                self._close_down_to(place)
                return
            if _local(self.open[place]) in _ENTRIES and local not in _FRAME:
                return  # an end tag inside an entry closes nothing outside

    def _close_down_to(self, depth: int) -> None:
        self.pieces.extend(f"</{name}>" for name in reversed(self.open[depth:]))
        del self.open[depth:]


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _well_formed(attributes: str) -> str:
    """Return the distinct attributes of a tag, in quotation marks."""
    if not attributes.strip(" /\t\r\n"):
        return ""
    values = {name: value.strip("\"'") for name, value in reversed(_ATTRIBUTE.findall(attributes))}
    return "".join(f' {name}="{value.replace(chr(34), "&#34;")}"' for name, value in values.items())
