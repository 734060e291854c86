"""Which language the article is in: what the page declares, checked against its text."""

from __future__ import annotations

from cleaners.document import Document

MIN_BYTES = 200  # of text in UTF-8; with less the identifier guesses
MAX_CHARS = 2_000  # more changes nothing
SHORT_CHARS = 500  # enough where they confirm what the page declares
# How much likelier, in nats a character, the text must be in another language than in the declared one. Between
# neighbours such as Zulu and Xhosa it is 0.1, Danish and Norwegian 0.25, German and Dutch 0.9.
CONFLICT_NATS = 0.1

# Names of one written language, or languages that a classifier cannot tell apart: the declaration is believed.
_SAME = (
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
# What undeclared text is called where a dialect comes out best.
_STANDARD = {"pcm": "en", "wuu": "zh", "yue": "zh", "arz": "ar", "ary": "ar", "ext": "es", "an": "es", "crh": "tr"}


def language(document: Document) -> None:
    """Set metadata.language: the declared one, the text's where they clearly disagree, None where neither says enough.

    Adds the flag "language_conflict" where the text overrules the page.
    """
    declared = document.metadata.language
    text = _sample(document)
    if len(text.encode("utf-8", "replace")) < MIN_BYTES:
        return
    if declared and _likeliest(text[:SHORT_CHARS]) == declared.partition("-")[0].lower():
        return
    ranking = _rank(text)
    found = _STANDARD.get(ranking[0][0], ranking[0][0])
    if declared is None:
        document.metadata.language = found
    elif _disagree(declared, dict(ranking), found, len(text)):
        document.metadata.language = found
        document.flags.append("language_conflict")


def _sample(document: Document) -> str:
    """The start of the kept text."""
    parts: list[str] = []
    size = 0
    for block in document.kept():
        if size >= MAX_CHARS:
            break
        parts.append(block.text)
        size += len(block.text)
    return "\n".join(parts)[:MAX_CHARS]


def _disagree(declared: str, scores: dict[str, float], found: str, chars: int) -> bool:
    base = declared.partition("-")[0].lower()
    if base == found or any({base, found} <= group for group in _SAME):
        return False
    names = next((group for group in _SAME if base in group), {base})
    believed = max((scores[name] for name in names if name in scores), default=None)
    # A language that the identifier does not know, such as Kalaallisut, cannot be checked.
    return believed is not None and (max(scores.values()) - believed) / chars > CONFLICT_NATS


def _likeliest(text: str) -> str:
    found = _rank(text)[0][0]
    return _STANDARD.get(found, found)


def _rank(text: str) -> list[tuple[str, float]]:
    """Languages with their log-likelihoods in nats, likeliest first."""
    from py3langid import rank  # here, since it loads numpy, and at first use a model: most of a second

    return [(code, float(score)) for code, score in rank(text)]
