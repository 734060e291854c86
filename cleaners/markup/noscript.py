"""Show stories in `noscript`: some sites render the text by script, and have it there for readers without scripts."""

from __future__ import annotations

from lxml.html import HtmlElement

from cleaners.text.sentences import ends_sentence

MIN_CHARS = 400  # characters of the text outside links; notices about scripts and tracking are shorter
MAX_NOSCRIPTS = 300  # per page; most hold one picture
PROBE_CHARS = 60  # of a sentence that is looked for on the page
MIN_PROBE_CHARS = 30


def show_stories_without_scripts(tree: HtmlElement) -> None:
    """Turn each `noscript` with a story into a container, unless the page shows its text elsewhere."""
    found = [noscript for noscript, _ in zip(tree.iter("noscript"), range(MAX_NOSCRIPTS), strict=False)]
    long = [noscript for noscript in found if len(noscript) and _prose_chars(noscript) >= MIN_CHARS]
    if long:
        page = _plain(tree)
        for noscript in long:
            probe = _probe(noscript)
            if probe and page.count(probe) == 1:
                noscript.tag = "div"


def _prose_chars(noscript: HtmlElement) -> int:
    """Return the number of characters outside links; 0 if at least half of the text is in links, as in a menu."""
    chars = len(_plain(noscript))
    linked = sum(len(_plain(link)) for link in noscript.iter("a"))
    return chars - linked if chars > 2 * linked else 0


def _probe(noscript: HtmlElement) -> str:
    """Return the beginning of the first long text in an element that ends like a sentence; "" if there is none."""
    for text in noscript.itertext():
        line = " ".join(text.split())
        if len(line) >= MIN_PROBE_CHARS and ends_sentence(line):
            return line[:PROBE_CHARS]
    return ""


def _plain(element: HtmlElement) -> str:
    return " ".join(str(element.text_content()).split())
