"""An invented story, and pages that have it only as data."""

from __future__ import annotations

import json
from typing import Any

TITLE = "Westmere closes its old fish market for two years"
PARAGRAPHS = [
    "The harbour board of Westmere voted on Monday to close the old fish market for two years after rot was found.",
    "Traders who rent stalls in the hall will move to a tent on the north quay, where water and light are free.",
    "We have sold herring under this roof for four generations, said Ida Bron, whose stall is the oldest of them.",
    "The repair will cost about six million crowns, half of which the region is to pay if the council agrees.",
    "A petition against the move has found three thousand names in a week, most of them from people who live near.",
    "The board will meet the traders again on Thursday evening and hopes to sign the contracts before the summer.",
]
HTML = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
OTHER: dict[str, Any] = {
    "title": "Choir of Westmere wins the prize of the region",
    "url": "/culture/choir-wins",
    "body": "<p>"
    + "The choir sang for an hour in front of the jury and won for the third time in a row. " * 20
    + "</p>",
}


def page(script: str = "", *, body: str = '<div id="root"></div>', head: str = "", title: str = TITLE) -> str:
    """Return a page whose markup has no text unless `body` has."""
    head = f"<title>{title} | Westmere Post</title>{head}"
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{body}{script}</body></html>'


def island(data: Any, attributes: str = 'id="__NEXT_DATA__" type="application/json"') -> str:
    """Return a script with data as JSON."""
    return f"<script {attributes}>" + json.dumps(data).replace("</", "<\\/") + "</script>"
