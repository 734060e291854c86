"""Pages to inspect: a plain one with some clutter, and one whose strings try to run as scripts."""

from __future__ import annotations

from cleaners.cleaning import clean_document
from cleaners.document import Block, Document
from cleaners.page import Page
from cleaners.signals import Signals
from tests.support.paper import sentence

PAGE = f"""<!doctype html><html lang="en"><head><title>Harbour wall | The Paper</title>
<meta property="og:type" content="article"><meta name="author" content="Ada Quill"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Harbour wall</h1><p>By Ada Quill</p>
{"".join(f"<p>{sentence('Harbour wall', n)}</p>" for n in range(3))}
<p>Advertisement</p>
{"".join(f"<p>{sentence('Harbour wall', n)}</p>" for n in range(3, 6))}
<p>Subscribe to our newsletter</p></article><footer>The Paper</footer></body></html>"""

# Strings that try to break out of text, an attribute, a title, a style or a script.
ESCAPES = (
    "<script>owned('script')</script>",
    "</script><script>owned('after a script')</script>",
    "</style><script>owned('after a style')</script>",
    "</title><script>owned('after a title')</script>",
    "--><script>owned('after a comment')</script>",
    "]]><img src=x onerror=\"owned('image')\">",
    '"><img src=x onerror="owned(\'attribute\')">',
    "' onmouseover='owned(1)' autofocus onfocus='owned(2)",
    "<svg onload=\"owned('svg')\"><style>*{display:none}</style>",
    '<a href="javascript:owned(3)">go</a>',
    '<meta http-equiv="refresh" content="0;url=javascript:owned(4)">',
    "<base href=//evil.example/><iframe srcdoc='<script>parent.owned(5)</script>'>",
    "$script $blocks ${title} %s {0}",
    "&lt;script&gt;owned(6)&lt;/script&gt; &#60;b&#62;",
    "nul \0, escape \x1b[2J, \x9b2J, lone \ud800, bell \x07, override \u202eabc",
)


def plain() -> Document:
    return clean_document(Page(body=PAGE, url="https://example.org/2026/03/harbour-wall"))


def hostile(address: str) -> Document:
    """Return a document in which every string tries to run a script or to send a request."""
    attempts = [*ESCAPES, f"<img src={address}/beacon.png>", f"<link rel=stylesheet href={address}/own.css>"]
    body = "".join(f"<p>{_escaped(attempt)} {sentence('Harbour wall', 1)}</p>" for attempt in attempts[:-6])
    page = f"""<html><head><title>{_escaped(attempts[3])}</title><meta property="og:type" content="article">
      <link rel="canonical" href="javascript:owned('canonical')"></head><body><article>{body}</article></body></html>"""
    document = clean_document(Page(body=page, url="javascript:owned('address')"))
    for attempt in attempts:
        block = Block(attempt, position=len(document.blocks), signals=Signals(body=float("nan")))
        block.remove(attempt, attempt, attempt)
        document.blocks.append(block)
    document.metadata.title = "".join(attempts)
    document.metadata.tags = attempts
    document.metadata.section = "javascript:owned('section')"
    document.metadata.language = attempts[6]
    document.dropped = attempts[0]
    return document


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\ud800", "")


def with_navigation() -> Document:
    """Return the document of an article below a long navigation."""
    links = "".join(f"<li><a href='/{number}'>Section {number}</a></li>" for number in range(9))
    page = PAGE.replace("<nav>", f"<nav><ul>{links}</ul>")
    return clean_document(Page(body=page, url="https://example.org/2026/03/harbour-wall"))
