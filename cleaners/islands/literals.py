"""Parse JavaScript literals that are not JSON: keys without quotes, single quotes, `undefined`, and known names.

Nuxt 2 writes `window.__NUXT__=(function(a,b){return {title:a}}("...",1))`, and SvelteKit writes such objects too.
"""

from __future__ import annotations

import json
import re
from typing import Any

MAX_VALUES = 200_000  # per literal
MAX_DEPTH = 100

_TOKEN = re.compile(
    r"\s*+(?:(?P<punctuation>[{}\[\]:,()])"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|`(?:[^`\\$]|\\.|\$(?!\{))*+`)"
    r"|(?P<number>-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<word>void 0|!0|!1|-?[\w$]+(?:\.[\w$]+)*))",
    re.DOTALL,
)
_WORDS: dict[str, Any] = {"true": True, "!0": True, "false": False, "!1": False}
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_FUNCTION = re.compile(r"\(?\s*+function\s*+\(([\w$,\s]{0,200000})\)\s*+\{\s*+return\s*+")
_ARROW = re.compile(r"\(?\s*+\(([\w$,\s]{0,200000})\)\s*+=>\s*+\(?\s*+(?:\{\s*+return\s*+)?")


class LiteralError(ValueError):
    """Raised if a text is not a literal. The message says what was found instead, and `position` where."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def parse(text: str, start: int, names: dict[str, Any] | None = None) -> tuple[Any, int]:
    """Parse the literal that begins at `start`; return its value and the position after it.

    `names` are the values of variables; other names have the value None. Raises LiteralError.
    """
    parser = _Parser(text, start, names or {})
    return parser.value(0), parser.position


def parse_call(text: str, start: int) -> tuple[Any, int]:
    """Parse a function at `start` that returns a literal and is called at once.

    Return the literal and the position after the call. Raises LiteralError.
    """
    head = _FUNCTION.match(text, start) or _ARROW.match(text, start)
    if not head:
        raise LiteralError("a function is missing", start)
    parameters = [name.strip() for name in head[1].split(",")]
    _, end = parse(text, head.end())  # the arguments are after the body
    opening = text.find("(", end, end + 20)
    if opening < 0:
        raise LiteralError("the function is not called", end)
    call = _Parser(text, opening + 1, {})
    arguments = call.items(")", 0)
    return parse(text, head.end(), dict(zip(parameters, arguments, strict=False)))[0], call.position


def unquote(literal: str) -> str:
    """Return the string that a literal in quotation marks stands for."""
    if literal[0] == '"':
        try:
            return str(json.loads(literal, strict=False))
        except ValueError:
            pass
    return _ESCAPE.sub(_unescape, literal[1:-1]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number <= 0x10FFFF else ""
    return _ESCAPED.get(match[4], match[4])


class _Parser:
    """The state of one parse: the text, the position in it, and how many values are left."""

    def __init__(self, text: str, position: int, names: dict[str, Any]) -> None:
        self.text, self.position, self.names = text, position, names
        self.left = MAX_VALUES

    def value(self, depth: int) -> Any:
        self.left -= 1
        if depth > MAX_DEPTH or self.left < 0:
            raise LiteralError("the literal is too large", self.position)
        kind, sign = self.token()
        if sign == "{":
            return self.members(depth)
        if sign == "[":
            return self.items("]", depth)
        if kind == "string":
            return unquote(sign)
        if kind == "number":
            return float(sign) if set(sign) & set(".eE") else int(sign[:300])
        if kind == "word":
            return self.word(sign, depth)
        raise LiteralError(f"{sign!r} does not begin a value", self.position)

    def word(self, sign: str, depth: int) -> Any:
        """Return the value of a name or constant. The value of a call, such as `new Date(0)`, is its first argument."""
        if sign == "new":
            self.token()
        call = self.peek() == "("
        if call:
            self.token()
            arguments = self.items(")", depth)
            return arguments[0] if arguments else None
        return _WORDS[sign] if sign in _WORDS else self.names.get(sign)

    def members(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while True:
            kind, sign = self.token()
            if sign == "}":
                return found
            if sign == ",":
                continue
            name = unquote(sign) if kind == "string" else sign
            if self.token()[1] != ":":
                raise LiteralError(f"a colon is missing after {name[:40]!r}", self.position)
            found[name] = self.value(depth + 1)

    def items(self, end: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while True:
            following = self.peek()
            if following in (end, ","):
                self.token()
                if following == end:
                    return found
                continue
            found.append(self.value(depth + 1))

    def peek(self) -> str:
        match = _TOKEN.match(self.text, self.position)
        return match[match.lastgroup or 0] if match else ""

    def token(self) -> tuple[str, str]:
        match = _TOKEN.match(self.text, self.position)
        if not match or not match.lastgroup:
            found = self.text[self.position : self.position + 20]
            raise LiteralError(f"{found!r} is not part of a literal", self.position)
        self.position = match.end()
        return match.lastgroup, match[match.lastgroup]
