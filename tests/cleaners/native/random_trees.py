"""Random trees for comparing the compiled steps with the Python code, some of them as no parser would give them."""

from __future__ import annotations

from random import Random

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from cleaners.body.tags import BLOCK_TAGS, SKIPPED

INLINE = ["a", "b", "br", "i", "img", "span", "strong", "time", "x-card"]
FREQUENT = [
    "p", "div", "a", "br", "td", "tr", "li", "span", "h2", "button", "figure", "figcaption", "article", "section",
]  # fmt: skip
TAGS = [*sorted(BLOCK_TAGS), *sorted(SKIPPED), *INLINE, *(6 * FREQUENT)]
CLASSES = [
    "lead", "sr-only", "x visually-hidden", "SR-Only", "\u017fr-only", "screenReader", "é a11y-Hidden", "read-only",
    "tooltip-text", "popover-body", "caption", "credit photo", "a" * 2_000, "",
]  # fmt: skip
ATTRIBUTES = {
    "class": CLASSES,
    "id": ["one", "two", "note"],
    "aria-describedby": ["one", "note"],
    "aria-hidden": ["true", "false", ""],
    "hidden": ["", "hidden", "until-found"],
    "style": ["display: none", "color: red", "VISIBILITY:hidden", ""],
    "role": ["navigation", "tooltip", "main", "dialog", ""],
    "popover": ["", "auto"],
    "itemprop": ["articleBody", "author", ""],
    "alt": ["T", "«D", "A picture of the harbour", "", " "],
}
TEXTS = [
    "", " ", "\n\t ", "\u00a0", "\u2003\u200b", "\u0085", "\u00ad\u200b", "—", "_", "T", "«D", "he boats came in",
    "The harbour town counted its boats, said the warden.", "Read on: more", "3,500 nets | 7 boats", 30 * "word and ",
    "l'été à l'île d'Yeu...", "straße ΑΣ İstanbul", "e\u0301te\u0301", "\U0001f6a2 \U00020000", "@warden?",
    "一九八四年の春、港の町は船を数えた。", "เมืองท่านับเรือของตน", "مدينة الميناء، عدّت قواربها.", "हिन्दी के शब्द",
]  # fmt: skip


def random_tree(seed: int) -> HtmlElement:
    """Return a tree of up to some hundred elements, which is always the same for a seed."""
    random = Random(seed)
    tree = document_fromstring("<html><body></body></html>")
    elements = [tree.find("body")]
    for _ in range(random.choice([0, 1, 5, 30, 120, 400])):
        parent = random.choice(elements[-8:] if random.random() < 0.8 else elements)
        child = _random_child(random, parent)
        if isinstance(child.tag, str):
            elements.append(child)
    return tree


def _random_child(random: Random, parent: HtmlElement) -> HtmlElement:
    kind = random.random()
    if kind < 0.03:
        child = etree.Comment("a remark")
    elif kind < 0.05:
        child = etree.ProcessingInstruction("php", "echo")
    elif kind < 0.06:
        child = etree.Entity("nbsp")
    else:
        tag = random.choice(TAGS)
        child = parent.makeelement("{urn:x}p" if kind < 0.08 else tag)
        for name in random.sample(sorted(ATTRIBUTES), random.choice([0, 0, 1, 1, 2, 4])):
            child.set(name, random.choice(ATTRIBUTES[name]))
        child.text = random.choice(TEXTS)
    child.tail = random.choice(TEXTS) if random.random() < 0.6 else None
    parent.append(child)
    return child
