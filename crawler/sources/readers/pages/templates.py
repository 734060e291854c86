"""Insert the templates of a page into its tree: scripts with markup that is shown later, and inline frames."""

from __future__ import annotations

import re
from itertools import islice

from lxml import etree, html
from lxml.html import HtmlElement

MAX_TEMPLATES = 100
MAX_TEMPLATE_CHARACTERS = 500_000
_TYPE = re.compile(r"text/(?:html|template|ng-template|x-(?:template|tmpl|lazy\w{0,20}))", re.IGNORECASE)
# A placeholder. The links of a template with placeholders have no addresses yet.
_PLACEHOLDER = re.compile(r"\{\{|\$\{|<%|\[\[|%7B%7B", re.IGNORECASE)


def open_templates(tree: HtmlElement) -> None:
    """Put the elements of complete templates, and of the documents in inline frames, into the tree at their places."""
    for script in list(islice(tree.iter("script"), MAX_TEMPLATES)):
        text = script.text or ""
        if not _TYPE.fullmatch(script.get("type", "").strip()) or len(text) > MAX_TEMPLATE_CHARACTERS:
            continue
        if "<a" in text and not _PLACEHOLDER.search(text):
            _open(script, text)

    for frame in list(islice(tree.iter("iframe"), MAX_TEMPLATES)):
        text = frame.get("srcdoc", "")
        if "<a" in text and len(text) <= MAX_TEMPLATE_CHARACTERS and not _PLACEHOLDER.search(text):
            _open(frame, text)


def _open(script: HtmlElement, text: str) -> None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        content = html.fragment_fromstring(text.encode("utf-8", "replace"), create_parent="div", parser=parser)
    except (etree.ParserError, ValueError):
        return
    script.text = None
    script.append(content)
