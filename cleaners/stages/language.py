"""Stage: find the language of the article. Usually the page declares one, which the text confirms or overrules."""

from __future__ import annotations

from cleaners.document import Document
from cleaners.text import identification
from cleaners.text.function_words import is_surely_in

MIN_BYTES = 200  # bytes of text in UTF-8; with less text, the identifier only guesses
MAX_CHARS = 2_000  # characters of the sample; more text does not change the result
SHORT_CHARS = 500  # characters tried first; the whole sample is needed only if they do not confirm the declaration
# Difference of log-likelihood per character, in nats. The text overrules the declared language if another language is
# likelier by more than this. Between similar languages such as Zulu and Xhosa the difference is 0.1, between Danish and
# Norwegian 0.25, between German and Dutch 0.9.
MIN_CONFLICT_NATS = 0.1

# Each group has the codes of one written language, or of languages that the identifier cannot distinguish. The text
# never overrules the declaration in favour of another code of the same group.
_INDISTINGUISHABLE = (
    {"no", "nb", "nn"},
    {"sr", "hr", "bs", "sh", "me", "cnr"},
    {"id", "ms", "in"},
    {"zh", "yue", "wuu", "cmn"},
    {"tl", "fil"},
    {"he", "iw"},
    {"fa", "prs"},
    {"en", "pcm"},
    {"ar", "ary", "arz"},
)


def language(document: Document) -> None:
    """Set `metadata.language` to the declared language, or to that of the text if they clearly disagree.

    It stays None if nothing is declared and there is too little text. Add the flag "language_conflict" if the text
    overrules the declaration.
    """
    declared = document.metadata.language
    text = _sample(document)
    if len(text.encode("utf-8", "replace")) < MIN_BYTES:
        return
    if declared and _is_confirmed(declared.partition("-")[0].lower(), text[:SHORT_CHARS]):
        return
    identified = identification.likeliest(text)
    if declared is None:
        document.metadata.language = identified
    elif _disagree(declared, dict(identification.rank(text)), identified, len(text)):
        document.metadata.language = identified
        document.flags.append("language_conflict")


def _is_confirmed(language: str, text: str) -> bool:
    """Return True if a text is surely in the declared language. Most are, and their function words show it."""
    return is_surely_in(language, text) or identification.likeliest(text) == language


def _sample(document: Document) -> str:
    """Return the first MAX_CHARS characters of the kept text."""
    parts: list[str] = []
    size = 0
    for block in document.kept():
        if size >= MAX_CHARS:
            break
        parts.append(block.text)
        size += len(block.text)
    return "\n".join(parts)[:MAX_CHARS]


def _disagree(declared: str, scores: dict[str, float], identified: str, chars: int) -> bool:
    """Return True if the text is clearly more likely in another language than in the declared one."""
    base = declared.partition("-")[0].lower()
    if base == identified or any({base, identified} <= group for group in _INDISTINGUISHABLE):
        return False
    codes = next((group for group in _INDISTINGUISHABLE if base in group), {base})
    declared_score = max((scores[code] for code in codes if code in scores), default=None)
    # A language that the identifier does not know, such as Kalaallisut, cannot be checked.
    return declared_score is not None and (max(scores.values()) - declared_score) / chars > MIN_CONFLICT_NATS
