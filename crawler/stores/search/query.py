"""Parse the query language of searches: words, "phrases", -exclusions, OR, prefix*, title:word and parentheses.

The result is a tree, which is translated into the language of each database, and which also tests records in memory. As
in web search, OR binds more closely than the space: `strike OR walkout -football` excludes football from both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.messages.suggestions import did_you_mean
from crawler.stores.words.stems import stems_of_word
from crawler.stores.words.tokens import Run, composed, runs

MAX_CHARACTERS = 2_000  # in a query
MAX_TERMS = 100
MAX_DEPTH = 20  # nested parentheses
MIN_PREFIX = 2  # letters before a *, because a single letter begins a large part of all words
FIELDS = ("title",)
OPTIONS = ("language", "source", "host", "since", "limit")  # names that users may write as fields

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_LEXEME = re.compile(
    r'(?P<space>\s+)|(?P<minus>-(?=[\w"(]))|(?P<field>[^\W\d_]+):(?=[\w"(])|"(?P<phrase>[^"]*)"(?P<star>\*?)'
    r'|(?P<open>\()|(?P<close>\))|(?P<quote>")|(?P<word>[^\s"()]+)'
)


class QueryError(ValueError):
    """A query that cannot be understood; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: tokens that follow each other. The last one may be the beginning of a longer token.

    A word without quotation marks or * also has stems, each of which matches as well.
    """

    tokens: tuple[str, ...]
    is_prefix: bool = False
    in_title: bool = False
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """A node that matches if at least one of its parts does."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class All:
    """A node that matches if each of its parts does and no excluded part does."""

    parts: tuple[Node, ...]
    excluded: tuple[Node, ...] = ()


Node = Term | Any | All


def parse(text: str, language: str | None = None) -> Node:
    """Return the tree of a query; its words have stems of one language, or of all.

    Raises:
        QueryError: The query is empty, too long, or not valid.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"The query has {len(text)} characters; {MAX_CHARACTERS} are allowed.")
    parser = _Parser(list(_lexemes(text)), language)
    tree = parser.all_of(depth=0)
    if parser.next:
        raise QueryError("The query has a closing parenthesis without an opening one.")
    if parser.terms > MAX_TERMS:
        raise QueryError(f"The query has {parser.terms} words and phrases; {MAX_TERMS} are allowed.")
    return tree


def terms(node: Node) -> Iterator[Term]:
    """Yield the terms that a match can contain, which excludes the excluded ones."""
    if isinstance(node, Term):
        yield node
        return
    for part in node.parts:
        yield from terms(part)


def _lexemes(text: str) -> Iterator[re.Match[str]]:
    plain = composed(text).translate(_QUOTES)
    for match in _LEXEME.finditer(plain):
        if match.lastgroup == "quote":
            raise QueryError(f"The quotation mark before {plain[match.end() :][:30]!r} has no closing one.")
        if match.lastgroup != "space":
            yield match


@dataclass(slots=True)
class _Parser:
    """Reads lexemes from the left; one method per rule of the grammar."""

    lexemes: list[re.Match[str]]
    language: str | None = None
    place: int = 0
    terms: int = 0
    _field: list[str] = field(default_factory=list)

    @property
    def next(self) -> re.Match[str] | None:
        return self.lexemes[self.place] if self.place < len(self.lexemes) else None

    def _takes(self, group: str, word: str | None = None) -> bool:
        """Skip the next lexeme and return True if it is of this group and, if a word is given, is this word."""
        found = self.next
        if found is None or found[group] is None or (word and found[group] != word):
            return False
        self.place += 1
        return True

    def all_of(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise QueryError(f"The query has more than {MAX_DEPTH} parentheses inside each other.")
        parts: list[Node] = []
        excluded: list[Node] = []
        while self.next and self.next["close"] is None:
            if self._takes("word", "AND"):
                continue
            is_excluded = self._takes("minus") or self._takes("word", "NOT")
            (excluded if is_excluded else parts).append(self._any_of(depth))
        if not parts:
            raise QueryError(
                "The query only excludes; name a word to find as well." if excluded else "The query names no word."
            )
        return parts[0] if len(parts) == 1 and not excluded else All(tuple(parts), tuple(excluded))

    def _any_of(self, depth: int) -> Node:
        parts = [self._one(depth)]
        while self._takes("word", "OR"):
            parts.append(self._one(depth))
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def _one(self, depth: int) -> Node:
        found = self.next
        if found is None or found["close"] is not None or found["word"] in ("OR", "AND", "NOT"):
            raise QueryError(f"A word or phrase is missing {_beside(found)}.")
        if found["minus"] is not None:
            raise QueryError("An exclusion cannot be an alternative of OR; put it after the alternatives.")
        self.place += 1
        if found["field"] is not None:
            return self._of_field(found["field"], depth)
        if found["open"] is not None:
            inside = self.all_of(depth + 1)
            if not self._takes("close"):
                raise QueryError("The query has an opening parenthesis without a closing one.")
            return inside
        self.terms += 1
        return _term(found, self.language, in_title=bool(self._field))

    def _of_field(self, name: str, depth: int) -> Node:
        if name.casefold() not in FIELDS:
            raise QueryError(_unknown_field(name))
        self._field.append(name)
        inside = self._one(depth)
        self._field.pop()
        return inside


def _beside(found: re.Match[str] | None) -> str:
    return f"before {found[0]!r}" if found else "at the end of the query"


def _unknown_field(name: str) -> str:
    if name.casefold() in OPTIONS:
        return f"{name}: is not part of a query; use the option --{name.casefold()}."
    hint = did_you_mean(name.casefold(), FIELDS) or " The only field is title:."
    return f"Unknown field {name}:.{hint} Put text with a colon in quotation marks."


def _term(found: re.Match[str], language: str | None, *, in_title: bool) -> Term:
    text, is_prefix = _text_of(found)
    shown = found[0]
    if "*" in text:
        raise QueryError(f"{shown}: a * is possible at the end of a word only, such as strik*.")
    of_text = [run for run in runs(text) if run.tokens]
    if not of_text:
        raise QueryError(f"{shown}: has no letter or digit to search for.")
    tokens = tuple(token.word for run in of_text for token in run.tokens)
    if of_text[-1].is_paired:
        return _paired_end(tokens, of_text[-1], in_title=in_title)
    if is_prefix and len(tokens[-1]) < MIN_PREFIX:
        raise QueryError(f"{shown}: write {MIN_PREFIX} letters or more before the *.")
    is_word = found["phrase"] is None and not is_prefix and len(tokens) == 1
    return Term(tokens, is_prefix, in_title, stems_of_word(text, language) if is_word else ())


def _text_of(found: re.Match[str]) -> tuple[str, bool]:
    """Return the text of a word or phrase, and True if it ends in *, so that its last word may continue."""
    if found["phrase"] is not None:
        return found["phrase"], bool(found["star"])
    return found["word"].removesuffix("*"), found["word"].endswith("*")


def _paired_end(tokens: tuple[str, ...], last: Run, *, in_title: bool) -> Term:
    """Return a term that may continue in the text: omit the token of the last character, which longer runs lack."""
    is_single = len(last.tokens) == 1
    return Term(tokens if is_single else tokens[:-1], is_single, in_title)
