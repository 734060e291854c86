"""Find lines that invite the reader to other pages of the site: "For more on this, see our guide to ferries".

An invitation has a verb such as "see", and a word such as "our" in or before a link to the same site. Running text
rarely has both, and where it does, the models are mostly sure that it is body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleaners.document import Block
from cleaners.groups.spans import Spans
from cleaners.kinds.listing import leads_to_other_page
from cleaners.text.normalize import fold_visible, is_quoted
from cleaners.text.sentences import COLONS

MIN_PROSE_BEFORE = 30  # words of kept prose above the line
MAX_WORDS = 30
MIN_LINK_SHARE = 0.1
# Probability of being body from which a line stays. Out of fold, lines below it were clutter on 16 pages, debatable on
# 4 and sentences of the text on 8, which stay spotless. Lines above it were sentences of the text on 16 further pages.
SURE_TEXT = 0.9
_OUR = re.compile(
    r"\b(?:our|unser|unsere[mnrs]?|notre|nos|nuestr[oa]s?|nostr[aoei]|noss[oa]s?|onze?|vår[at]?|våre|vores?|nasz\w{0,3}|наш\w{0,3})\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:check|see|read|visit|find|explore|browse|discover|learn|watch|listen|look|try|download|here['’]s|"
    r"lesen|lies|lest|finden|findest|findet|entdecken|entdecke|entdeckt|schauen|schau|schaut|besuchen|besuche|besucht|hier|"
    r"lisez|lire|découvr\w{1,4}|consultez|consulter|voir|voyez|retrouvez|visitez|"
    r"lea|lee|consulte|consulta|descubre|descubra|visite|visita|vea|mira|leggi|leggete|scopri|scoprite|visitate|guarda|"
    r"leia|confira|veja|lees|bekijk|ontdek|bezoek|läs|les|læs|besök|besøg|besøk|zobacz|przeczytaj|sprawdź|odwiedź|"
    r"читайте|смотрите|посмотрите|узнайте)\b",
    re.IGNORECASE,
)


def find_invitations(page: Spans, url: str) -> Iterator[Block]:
    """Yield the kept paragraphs below the first ones that invite the reader to another page of the site."""
    for block in page.blocks:
        if _may_invite(block) and page.prose[block.position] >= MIN_PROSE_BEFORE and _invites(block, url):
            yield block


def _may_invite(block: Block) -> bool:
    is_line = block.type == "paragraph" and block.removal is None and block.link_share >= MIN_LINK_SHARE
    return is_line and (block.signals.body or 0.0) < SURE_TEXT and block.words <= MAX_WORDS


def _invites(block: Block, url: str) -> bool:
    """Return True if an invited reader finds a link to the site in or after the words that begin with "our".

    Quotations, and lines that end with a colon, invite nobody.
    """
    if is_quoted(block.text) or block.text.endswith(COLONS):
        return False
    our = next((found for found in _OUR.finditer(block.text) if _is_invited_to(block.text[: found.start()])), None)
    if our is None:
        return False
    links = [link for link in block.links if leads_to_other_page(link.get("href", ""), url)]
    names = filter(None, (fold_visible("".join(link.itertext())) for link in links))
    return any(our.start() <= block.text.find(name) + len(name) for name in names if name in block.text)


def _is_invited_to(before: str) -> bool:
    """Return True if the text before the word for "our" has a verb that invites, and no colon, as labels have."""
    return ":" not in before and _INVITES.search(before) is not None
