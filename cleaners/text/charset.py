"""Choose the charset of a page that is not UTF-8.

The declared charset is used if the text is nearly as likely in it as in the best one; otherwise the best one is used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from w3lib.encoding import resolve_encoding

# Charsets of web pages other than UTF-8: those of the Encoding Standard that pages really use.
WEB_CHARSETS = (
    *(f"windows-125{number}" for number in range(9)),
    *(f"iso-8859-{number}" for number in (2, 5, 6, 7, 8)),
    "koi8-r", "koi8-u", "cp866", "cp874", "tis-620",
    "shift_jis", "cp932", "euc-jp", "gb18030", "big5", "big5hkscs", "euc-kr", "cp949",
)  # fmt: skip
MAX_SAMPLE_BYTES = 4_000  # bytes of non-ASCII text; enough for a certain answer
MAX_SOURCE_BYTES = 500_000  # bytes of the page that are searched for the sample
MIN_NON_ASCII_BYTES = 4  # if the sample has fewer, the declared charset is used unchecked
# The same if the declared charset makes whole words of another script of the sample. A foreign name on an English page
# has some ten bytes, too few for a reliable likelihood.
MIN_BYTES_OF_NAMES = 24
# The declared charset is used if it has at least this share of the best likelihood: similar charsets such as
# windows-1252 and windows-1254 differ in six letters. On invented text in twenty languages, values from 0.7 to 0.95
# work well with true and with false declarations.
MIN_LIKELIHOOD_RATIO = 0.9

_TAG = re.compile(rb"<[^<>]*>")
_RUN = re.compile(rb"[^\x00-\x1f<>]++")  # text of one line
_OTHER_LETTER = r"[^\W\d_A-Za-z\u00aa-\u024f\ufffd]"
_FOREIGN_WORD = re.compile(rf"{_OTHER_LETTER}{{2}}")
_MIXED_WORD = re.compile(rf"[A-Za-z]{_OTHER_LETTER}|{_OTHER_LETTER}[A-Za-z]")
_NOT_TEXT = re.compile("[\ufffd\x80-\x9f]")
_ASCII = bytes(range(0x80))


def choose(body: bytes, declared: Sequence[str]) -> str:
    """Return the codec for a body that is not UTF-8; `declared` are codec names, the most trusted first."""
    sample = _sample(body)
    possible = [name for name in declared if name != "utf-8" and _decodes(sample, name)]
    non_ascii = len(sample.translate(None, _ASCII))
    if possible and non_ascii < MIN_NON_ASCII_BYTES:
        return possible[0]
    if possible and non_ascii < MIN_BYTES_OF_NAMES and _has_foreign_names(sample.decode(possible[0], "replace")):
        return possible[0]
    ranking = _rank(sample)
    best = max(ranking.values(), default=0.0)
    for name in possible:
        if ranking.get(name, 0.0) >= MIN_LIKELIHOOD_RATIO * best:
            return name
    return next(iter(ranking), possible[0] if possible else "cp1252")


def _has_foreign_names(text: str) -> bool:
    """Return True if a text has words in another script than Latin, and no word in two scripts, unlike mojibake."""
    return bool(_FOREIGN_WORD.search(text)) and not _MIXED_WORD.search(text)


def _rank(sample: bytes) -> dict[str, float]:
    """Return the likelihood of each codec, 0 to 1, best first; charset names become codecs as in browsers."""
    from chardet import detect_all  # here, because nearly all pages are UTF-8

    results = detect_all(
        sample,
        ignore_threshold=True,
        include_encodings=WEB_CHARSETS,
        compat_names=False,
        prefer_superset=False,
        no_match_encoding="windows-1252",
        empty_input_encoding="windows-1252",  # the default, UTF-8, is not in our list, which would cause a warning
    )
    ranking: dict[str, float] = {}
    for result in results:
        name = resolve_encoding(result["encoding"] or "")
        if name and result["confidence"] > 0:
            ranking[name] = max(result["confidence"], ranking.get(name, 0.0))
    return ranking


def _sample(body: bytes) -> bytes:
    """Return runs of text with non-ASCII bytes from the page, without markup."""
    text = _TAG.sub(b" ", body[:MAX_SOURCE_BYTES])
    runs = b"\n".join(match.group() for match in _RUN.finditer(text) if not match.group().isascii())
    if len(runs) <= MAX_SAMPLE_BYTES:
        return runs
    return runs[: max(runs.rfind(b"\n", 0, MAX_SAMPLE_BYTES), runs.rfind(b" ", 0, MAX_SAMPLE_BYTES), 1)]


def _decodes(sample: bytes, charset: str) -> bool:
    """Return True if at most one in fifty characters is invalid or a control character in this charset."""
    text = sample.decode(charset, "replace")
    return 50 * len(_NOT_TEXT.findall(text)) <= len(text)
