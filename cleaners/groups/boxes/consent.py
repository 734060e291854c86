"""Find placeholders of posts, videos or charts that a page would embed.

A placeholder is a box that asks for consent to load the content, or an element with nothing but links to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.spans import Range, Spans, is_surely_story
from cleaners.markup.element_index import ElementIndex

MIN_PROSE_BEFORE = 30  # words of kept prose above a box; without them the box may be the page's text
MAX_BLOCKS = 15  # of a box
MAX_BOX_WORDS = 150
MAX_SHARE = 0.35  # of the page's kept prose; a box with more is the text of the page
MIN_SIGNS = 2  # different signs of consent
MIN_LINK_SHARE = 0.7  # of a placeholder, whose other words are the likes of "posted by"
_EMBED_NAME = re.compile(r"(?<![a-z])(?:media|embed(?:ded)?)(?![a-z])")
# How boxes ask for consent, one pattern per sign: personal data, cookies, consent, and another company. The words are
# beginnings of words in many languages.
_SIGNS = (
    re.compile(
        r"\b(?:datenschutz|personenbezogen|personendat|privacy|données|vie privée|datos|gegevens|personvern|dataskydd|"
        r"integritet|tietosuoj|prywatno|osobowych|конфиденц|персональн|osobních|osobných|adatvédel|gizlilik|προσωπικ|"
        r"riservatezza|dados|خصوصية|פרטיות)|隐私|隱私|プライバシー|개인정보"
    ),
    re.compile(r"\b(?:cookie|ciasteczk|evästee|kolačić|çerez|süti)"),
    re.compile(
        r"\b(?:einwillig|zustimm|einverstanden|akzeptier|consent|accept|agree|permission|autoriser|aceptar|acepta|"
        r"consenso|acconsent|accett|consentir|aceitar|toestemming|akkoord|samtyk|samtyck|godkänn|hyväksy|suostum|zgod|"
        r"akceptuj|souhlas|súhlas|соглас|принять|συναίνεση|rıza|onay|hozzájárul|elfogad|موافق|הסכמ)|同意|동의"
    ),
    re.compile(
        r"\b(?:extern|drittanbiet|dritte|third part|tiers|tercero|terz[aeio]\b|derde|tredje|třetích|tretích|сторонн|"
        r"другая компания|τρίτ|üçüncü)|第三方|第三者"
    ),
)

_COMPONENT = "amp-"  # the beginning of the tags of components
_STAND_INS = ("placeholder", "fallback", "overflow")  # attributes of AMP


def find_consent_boxes(page: Spans) -> Iterator[Range]:
    """Yield the ranges of boxes with a button whose text asks for consent."""
    seen: set[HtmlElement] = set()
    for block in page.blocks:
        if block.element is None or block.element.tag != "button" or page.prose[block.position] < MIN_PROSE_BEFORE:
            continue
        box = _box_around(page, block.element, seen)
        if box is not None and _asks_for_consent(page.blocks[box[0] : box[1]]):
            yield box


def find_placeholders(page: Spans, elements: ElementIndex) -> Iterator[Range]:
    """Yield the ranges of embedded posts that a script has not filled in: they are nothing but links.

    A post with hashtags has words of its own, which may all be links too.
    """
    for element in elements.tagged("blockquote"):
        span = page.of.get(element)
        if span is None or not page.kept_in(*span) or not _EMBED_NAME.search((element.get("class") or "").lower()):
            continue
        is_linked = all(block.link_share >= MIN_LINK_SHARE for block in page.blocks[span[0] : span[1]])
        if is_linked and not any("".join(link.itertext()).startswith("#") for link in element.iter("a")):
            yield span
    if any(str(tag).startswith(_COMPONENT) for tag in elements.by_tag):
        yield from ((start, end) for element, start, end in page.with_kept if _stands_in_for_component(element))


def _stands_in_for_component(element: HtmlElement) -> bool:
    """Return True for what an AMP page shows while a component loads, or if it fails to."""
    if not any(name in element.attrib for name in _STAND_INS):
        return False
    parent = element.getparent()
    return parent is not None and str(parent.tag).startswith(_COMPONENT)


def _box_around(page: Spans, button: HtmlElement, seen: set[HtmlElement]) -> Range | None:
    """Return the range of the largest element around a button that is beside the story and has few words.

    `seen` are the elements around earlier buttons, which are not judged again.
    """
    found: Range | None = None
    for element in button.iterancestors():
        start, end = page.of[element]
        if element in seen or end - start > MAX_BLOCKS:
            break
        seen.add(element)
        if not page.kept_in(start, end):
            continue
        blocks = page.blocks[start:end]
        if sum(block.words for block in blocks) > MAX_BOX_WORDS or any(map(is_surely_story, blocks)):
            break
        if _is_beside_story(page, start, end):
            found = start, end
    return found


def _is_beside_story(page: Spans, start: int, end: int) -> bool:
    """Return True if a range is below prose of the story, and most of that is elsewhere."""
    return page.prose[start] >= MIN_PROSE_BEFORE and page.prose_in(start, end) <= MAX_SHARE * page.prose[-1]


def _asks_for_consent(blocks: Sequence[Block]) -> bool:
    """Return True if the words of a box have enough of the signs. Lists and tables are offers and plans."""
    if any(block.type in ("list_item", "table_row") for block in blocks):
        return False
    text = " ".join(block.text for block in blocks).lower()
    return sum(sign.search(text) is not None for sign in _SIGNS) >= MIN_SIGNS
