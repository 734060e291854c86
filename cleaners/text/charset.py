"""Which charset bytes outside UTF-8 are in: what is declared is believed where the text looks like it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chardet import detect_all
from w3lib.encoding import resolve_encoding

# What the web is written in beside UTF-8 (the Encoding Standard's list, without what no page is met in).
WEB_CHARSETS = (
    *(f"windows-125{number}" for number in range(9)),
    *(f"iso-8859-{number}" for number in (2, 5, 6, 7, 8)),
    "koi8-r", "koi8-u", "cp866", "cp874", "tis-620",
    "shift_jis", "cp932", "euc-jp", "gb18030", "big5", "big5hkscs", "euc-kr", "cp949",
)  # fmt: skip
MAX_SAMPLE_BYTES = 4_000  # of text outside ASCII, enough for a sure guess
MAX_SOURCE_BYTES = 500_000
MIN_FOREIGN_BYTES = 4  # with fewer, what is declared is believed
# A declared charset may look this much less likely than the best one: neighbours such as windows-1252 and -1254 differ
# in six letters. On invented text in twenty languages 0.7 to 0.95 does well, with true and with false declarations.
MIN_LIKELIHOOD = 0.9

_TAG = re.compile(rb"<[^<>]*>")
_FOREIGN_RUN = re.compile(rb"[^\x00-\x1f<>]*[\x80-\xff][^\x00-\x1f<>]*")
_NO_TEXT = re.compile("[\ufffd\x80-\x9f]")
_FOREIGN = bytes(range(0x80))


def choose(body: bytes, declared: Sequence[str]) -> str:
    """Return the codec for a body that is not UTF-8: a declared one (codec names, best first), or the likeliest."""
    sample = _sample(body)
    fitting = [name for name in declared if name != "utf-8" and _decodes(sample, name)]
    if fitting and len(sample.translate(None, _FOREIGN)) < MIN_FOREIGN_BYTES:
        return fitting[0]
    ranking = _ranking(sample)
    best = max(ranking.values(), default=0.0)
    for name in fitting:
        if ranking.get(name, 0.0) >= MIN_LIKELIHOOD * best:
            return name
    return next(iter(ranking), fitting[0] if fitting else "cp1252")


def _ranking(sample: bytes) -> dict[str, float]:
    """Codec names as the web means them, with the likelihood of each, 0 to 1, best first."""
    found = detect_all(
        sample,
        ignore_threshold=True,
        include_encodings=WEB_CHARSETS,
        compat_names=False,
        prefer_superset=False,
        no_match_encoding="windows-1252",
        empty_input_encoding="windows-1252",  # its default, UTF-8, is none of ours, and would be warned of
    )
    ranking: dict[str, float] = {}
    for result in found:
        name = resolve_encoding(result["encoding"] or "")
        if name and result["confidence"] > 0:
            ranking[name] = max(result["confidence"], ranking.get(name, 0.0))
    return ranking


def _sample(body: bytes) -> bytes:
    """Text outside ASCII from the page, without its markup."""
    text = _TAG.sub(b" ", body[:MAX_SOURCE_BYTES])
    runs = b"\n".join(match.group() for match in _FOREIGN_RUN.finditer(text))
    if len(runs) <= MAX_SAMPLE_BYTES:
        return runs
    return runs[: max(runs.rfind(b"\n", 0, MAX_SAMPLE_BYTES), runs.rfind(b" ", 0, MAX_SAMPLE_BYTES), 1)]


def _decodes(sample: bytes, charset: str) -> bool:
    """Tell whether a charset has nearly all of the sample's characters, and makes no control characters of them."""
    text = sample.decode(charset, "replace")
    return 50 * len(_NO_TEXT.findall(text)) <= len(text)
