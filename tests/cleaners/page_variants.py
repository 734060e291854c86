"""Variants of a plain-text page: the same article with other labels, order, blank lines, wrapping and bullets."""

import random
import re
import textwrap
from dataclasses import dataclass, replace

ADVERTISEMENT = (
    "Advertisement", "ADVERTISEMENT", "Advertisement:", "Sponsored content", "Anzeige", "Werbung", "Publicité",
    "Publicidad", "Pubblicità", "Advertentie", "Annons", "Annonse", "Annonce", "Reklama", "Реклама", "Reklam", "Iklan",
    "広告", "광고", "إعلان",
)  # fmt: skip
ABOVE = (
    "Support Us", "Subscribe", "Follow us on Facebook", "Sign in", "Stay connected", "Menu", "Skip to content",
    "Suche", "Folgen Sie uns auf Instagram!", "Abonnez-vous", "Partager l'article", "Suscríbete",
    "Síguenos en Twitter", "Accedi", "Share this article",
    "Zum Inhalt springen", "Подписаться", "Udostępnij",
)  # fmt: skip
BELOW = (
    "Subscribe to our newsletter", "Newsletter abonnieren", "Inscrivez-vous à notre newsletter",
    "Follow us on Instagram!", "Become a member and support our work!", "Suscríbete a nuestro boletín",
    "Iscriviti alla newsletter", "Leave a comment", "All rights reserved", "Alle Rechte vorbehalten",
    "Tous droits réservés", "Share this article", "Back to top",
)  # fmt: skip
LIST_HEADINGS = (
    "You might also like", "Related articles", "Read more", "Most read", "More from this section",
    "Recommended for you", "Das könnte Sie auch interessieren", "Sur le même sujet", "Te puede interesar",
    "Leggi anche", "Читайте также",
)  # fmt: skip
MENU = ("Home", "World", "Politics", "Business", "Sport", "Culture", "Science", "Weather", "Opinion", "Video")
FOOTER = ("About us", "Contact", "Terms of use", "Privacy policy", "Cookie policy", "Careers", "Imprint", "Sitemap")
BULLETS = ("•", "*", "-", "–", "◦", "▪", "·", "‣")
PATTERNS = {
    "advertisement": re.compile(r"(?:advertisement:?|anzeige)$", re.IGNORECASE),
    "list_heading": re.compile(r"you (?:may|might) also like$|das könnte sie auch|sur le même sujet", re.IGNORECASE),
}


@dataclass(frozen=True)
class Line:
    """One line of a page and its part: body, item, title, caption, field, clutter or teaser."""

    text: str
    part: str
    spaced: bool = True  # a blank line stands before it


def read(text: str, expected: dict) -> list[Line]:
    """The lines of a page with their parts, as `expected` tells them."""
    bodies = {" ".join(paragraph.split()) for paragraph in expected["paragraphs"]}
    lines: list[Line] = []
    spaced, in_list = True, False
    for raw in text.splitlines():
        if not raw.strip():
            spaced = True
            continue
        folded = " ".join(raw.split())
        bare = folded.lstrip("• ")
        part = "item" if bare != folded else "body"
        if bare not in bodies:
            part = "clutter" if folded in expected["removed"] else "field"
            part = "title" if folded == expected["title"] else part
            part = "caption" if folded in expected["captions"] else part
            part = "teaser" if in_list and part == "clutter" else part
            in_list = in_list or bool(PATTERNS["list_heading"].match(folded))
        lines.append(Line(bare if part == "item" else folded, part, spaced))
        spaced = False
    return lines


def vary(lines: list[Line], seed: int) -> str:
    """The text of one variant; the same seed gives the same one."""
    choice = random.Random(seed)
    varied = _relabel(lines, choice)
    varied = _move_advertisements(varied, choice)
    varied = _shuffle_above(varied, choice)
    varied = _frame(varied, choice)
    layout = seed % 3
    if layout == 1:  # every third variant lacks blank lines, every third is wrapped
        varied = [replace(line, spaced=line.spaced and choice.random() < 0.4) for line in varied]
    return _join(varied, choice.choice(BULLETS), choice.choice((64, 72, 80)) if layout == 2 else None)


def _relabel(lines: list[Line], choice: random.Random) -> list[Line]:
    found = []
    for line in lines:
        if line.part == "clutter" and PATTERNS["advertisement"].match(line.text):
            line = replace(line, text=choice.choice(ADVERTISEMENT))
        elif line.part == "clutter" and PATTERNS["list_heading"].match(line.text):
            line = replace(line, text=choice.choice(LIST_HEADINGS))
        found.append(line)
    return found


def _move_advertisements(lines: list[Line], choice: random.Random) -> list[Line]:
    """Take out the labels of advertisements, and put as many or more before other paragraphs of the body."""
    labels = [line for line in lines if line.part == "clutter" and line.text in ADVERTISEMENT]
    labels += [Line(choice.choice(ADVERTISEMENT), "clutter") for _ in range(choice.randint(0, 2))]
    rest = [line for line in lines if line not in labels]
    for label in labels:
        places = [index for index, line in enumerate(rest) if line.part == "body"][1:]
        rest.insert(choice.choice(places), replace(label, spaced=True))
    return rest


def _shuffle_above(lines: list[Line], choice: random.Random) -> list[Line]:
    """Other clutter, in any order, above the article; a section label stays where it is."""
    first = next(index for index, line in enumerate(lines) if line.part != "clutter")
    above = lines[:first] + [Line(text, "clutter") for text in choice.sample(ABOVE, choice.randint(0, 4))]
    choice.shuffle(above)
    return above + lines[first:]


def _frame(lines: list[Line], choice: random.Random) -> list[Line]:
    """A menu above, appeals and a footer below."""
    menu, footer = choice.sample(MENU, choice.randint(0, 8)), choice.sample(FOOTER, choice.randint(0, 6))
    below = [Line(text, "clutter") for text in choice.sample(BELOW, choice.randint(0, 3))]
    article = [replace(lines[0], spaced=True), *lines[1:]]
    return [*_together(menu), *article, *below, *_together(footer)]


def _together(texts: list[str]) -> list[Line]:
    """Lines of clutter without a blank line between them."""
    return [Line(text, "clutter", index == 0) for index, text in enumerate(texts)]


def _join(lines: list[Line], bullet: str, width: int | None) -> str:
    out: list[str] = []
    for line in lines:
        is_item = line.part == "item"
        text = f"  {bullet} {line.text}" if is_item else line.text
        if width:
            text = textwrap.fill(text, width, subsequent_indent="    " if is_item else "")
        out += ["", text] if line.spaced or width else [text]
    return "\n".join(out).strip("\n") + "\n"
