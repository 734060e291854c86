"""Find readers' comments that end a story as plain paragraphs with a name before each text: "Ann (10:14): Good.".

Interviews, statements and lists of events have the same form. So comments must have times, a line above that announces
them, or signs of nicknames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaners.document import Block
from cleaners.groups.comment_signs import MIN_TEXT_WORDS, is_control, is_time_line, signer_in
from cleaners.groups.spans import Range, Spans
from cleaners.removal import OUTSIDE_BODY
from cleaners.text.normalize import fold_visible, is_quoted, normalise
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words

MIN_PROSE_BEFORE = 40  # words of kept prose above the comments
MIN_TEXTS = 2
NICKNAMED = 3  # of so many texts, one must have a nickname or address another reader
MIN_TEXTS_BY_NAME = 3  # without times or a line that announces comments
MAX_PREFIX_CHARS = 60  # of a name with a time, up to the colon
MAX_NAME_WORDS = 4  # with a verb such as "wrote"
MAX_LABEL_WORDS = 5  # of a line above that gives the number of comments
_PREFIX = re.compile(rf"([^:：]{{2,{MAX_PREFIX_CHARS}}}?(?:\d[:：]\d\d[^:：]{{0,20}})?)[:：]\s*(\S.*)", re.DOTALL)
_COLON = re.compile("[:：]")
_CLOCK = re.compile(r"(?<!\d)[012]?\d[:.h](\d\d)(?!\d)")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
# The noun for a user before a name.
_USER = re.compile(r"(?:网友|網友|读者|讀者|пользователь|гость|user|nutzer)\s?[“”\"'「『:]?(?=\S)", re.IGNORECASE)
# Names that nobody has outside a forum: with a tilde, an underscore, or digits after letters.
_NICKNAME = re.compile(r"[~@]\S+|(?=\w*_)\w+|[^\W\d_]{3,}\d+")
_MENTION = re.compile(r"(?:^|\s)@\w{2,}")
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class _Signed:
    """A text that begins with a name."""

    block: Block
    name: str
    minutes: tuple[int, ...]  # of the times of day in front of the text
    is_exact: bool  # True if there is a date and a time of day, or an age
    is_nickname: bool


def find_signed_texts(page: Spans, headline: int) -> Iterator[Range]:
    """Yield the range of the last texts of the page if they begin with different names and are comments.

    `headline` is the position of the page's headline; -1 if it is unknown.
    """
    texts = _last_texts(page.blocks)
    start = texts[0].block.position if texts else 0
    if headline < start and page.prose[start] >= MIN_PROSE_BEFORE and _are_comments(page, texts):
        yield start, texts[-1].block.position + 1


def _last_texts(blocks: Sequence[Block]) -> list[_Signed]:
    """Return the texts with a name that end the kept blocks. Texts among them that the models removed count too."""
    found: list[_Signed] = []
    for block in reversed(blocks):
        is_open = block.removal is None or block.removal.rule == OUTSIDE_BODY
        signed = _signed(block) if is_open else None
        if signed is not None:
            found.append(signed)
        elif block.removal is None or any(one.block.removal is None for one in found):
            break
        else:
            found.clear()
    return found[::-1]


def _are_comments(page: Spans, texts: Sequence[_Signed]) -> bool:
    names = {normalise(text.name) for text in texts}
    if len(names) < max(MIN_TEXTS, len(texts) / 2) or all(text.block.removal is not None for text in texts):
        return False
    if all(text.is_exact for text in texts) or _is_announced(page.blocks, texts):
        return True
    if all(text.minutes for text in texts):  # events begin at full, half or quarter hours
        return any(minute % 5 for text in texts for minute in text.minutes)
    has_nicknames = NICKNAMED * sum(text.is_nickname for text in texts) >= len(texts)
    return has_nicknames and len(texts) >= MIN_TEXTS_BY_NAME and not _are_in_story(page, texts)


def _is_announced(blocks: Sequence[Block], texts: Sequence[_Signed]) -> bool:
    """Return True if the line above says that comments follow, or gives their number, as in "3 comentarios"."""
    above = blocks[texts[0].block.position - 1]
    if above.words > MAX_LABEL_WORDS or ends_sentence(above.text):
        return False
    return is_control(above) or [*map(int, _NUMBER.findall(above.text))] == [len(texts)]


def _are_in_story(page: Spans, texts: Sequence[_Signed]) -> bool:
    """Return True if the story above mentions one of the names: then these are statements of its people."""
    above = " ".join(normalise(block.text) for block in page.blocks[: texts[0].block.position] if not block.removal)
    words = set(above.split())
    return any(word in words for text in texts for word in normalise(text.name).split() if len(word) > 3)


def _signed(block: Block) -> _Signed | None:
    """Return a text that begins with a name, with or without a time; None for any other block."""
    if block.type not in ("paragraph", "list_item") or is_quoted(block.text):
        return None
    if name := signer_in(block):
        return _Signed(block, name, (), is_exact=True, is_nickname=False)
    has_prefix = _COLON.search(block.text, 0, MAX_PREFIX_CHARS + 2) is not None  # the pattern would try each length
    match = _PREFIX.fullmatch(block.text) if has_prefix else None
    if match is None or count_words(match[2]) < MIN_TEXT_WORDS:
        return None
    date, prefix = _DATE.search(match[1]), _DATE.sub(" ", match[1])
    times = [*_CLOCK.finditer(prefix)]
    ends = [len(match[1]), *(found.start() for found in (_CLOCK.search(match[1]), date) if found)]
    name = fold_visible(match[1][: min(ends)]).strip(" ([,·•|-–")
    if not _is_name(name):
        return None
    is_nickname = _is_nickname(name) or _MENTION.search(match[2]) is not None
    minutes = tuple(int(time[1]) for time in times)
    return _Signed(block, name, minutes, is_exact=bool(times and date), is_nickname=is_nickname)


def _is_name(name: str) -> bool:
    """Return True for a few words that begin with a letter or a nickname's sign, and have no date."""
    is_short = 0 < len(name.split()) <= MAX_NAME_WORDS
    return is_short and (name[0].isalpha() or name[0] in "~@_") and not is_time_line(Block(name))


def _is_nickname(name: str) -> bool:
    return _USER.match(name) is not None or _NICKNAME.fullmatch(name) is not None
