"""The pattern of a tag, for passes over markup that is not parsed yet."""

from __future__ import annotations

import re

# A tag with its name, which begins with a slash in an end tag, and the white space after it. Attributes with angle
# brackets are not recognised, so the search takes one step per character.
TAG = re.compile(r"<(/?[a-zA-Z][^\s/<>]{0,30})[^<>]*>\s*+")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
