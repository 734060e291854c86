"""Stage: drop pages that are not articles.

The stage adds up the evidence for an article and for each other kind of page, such as a section or a login page. It
drops the page if another kind has more weight.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from cleaners.document import Document, OtherKind
from cleaners.kinds.address import kinds_of_address
from cleaners.kinds.files import is_file_list
from cleaners.kinds.listed_title import LACKING_WEIGHT, lacks_listed_title
from cleaners.kinds.listing import PageCounts, count_page
from cleaners.kinds.phrases import consent_share, error_phrases, kinds_of_title
from cleaners.text.sentences import ends_sentence
from cleaners.text.words import count_words

# All weights are in the same unit and can be compared. A page is dropped as another kind only if that kind outweighs
# the article and reaches this weight: losing an article is worse than storing a page that is not one.
MIN_WEIGHT = 2.5
MIN_WORDS = 25  # words of kept text; a page with fewer is too short, unless it declares itself an article
MIN_SENTENCE_CHARS = 150  # of kept sentences; so many are enough too, since in some languages words are few and long
DECLARED_WEIGHT = 2.0  # a page declares itself an article if its metadata have at least this weight

PROSE_WORDS_PER_UNIT = 60  # words of prose that add 1 to the weight of the article
MAX_PROSE_WEIGHT = 5.0
LITTLE_PROSE_WORDS = 120  # on a page with more prose, error phrases and password fields are not evidence
LITTLE_MEDIA_WORDS = 50  # words of prose; a page with more is an article, even if it has a video or pictures
MANY_TEASERS = 5  # teaser cards or linked headings; fewer are not evidence
MIN_LINKED_SHARE = 0.8  # share of the kept words that are links' text; a page with at least this is a list of links
MIN_LINKED_WORDS = 100  # words; a shorter text that is all one link can be a notice
LINKED_WEIGHT = 3.0  # weight of a list of links as evidence for a listing
FILES_WEIGHT = 6.0  # weight of a folder's files as evidence for a listing; their dates look like prose
MIN_HEADLINE_WORDS = 6  # a heading with so many words is hardly the name of a section, tag or person
MAX_HEADINGS = 3  # main headings that may name the kind of page
MAX_CHECKED_PARAGRAPHS = 20  # paragraphs searched for phrases of error and consent pages
MAX_CHECKED_CHARS = 3_000  # characters searched for error phrases
MIN_WEIGHT_FOR_TEASERS = 2.0  # teasers add to the weight of a kind only if it has this weight without them

# Weights of schema.org and OpenGraph types, in lower case.
_ARTICLE_TYPES = {"article": 1.0, "blogposting": 1.5, "liveblogposting": 2.0, "report": 1.0, "newsitem": 1.0}
_KIND_TYPES: dict[str, tuple[OtherKind, float]] = {
    "collectionpage": ("section", 2.0),
    "searchresultspage": ("search", 3.0),
    "profilepage": ("author_page", 2.5),
    "profile": ("author_page", 2.0),
    "website": ("section", 0.5),
    "itemlist": ("section", 0.5),
    "contactpage": ("static_page", 2.0),
    "aboutpage": ("static_page", 2.0),
    "product": ("product", 2.5),
    "og:product": ("product", 2.5),
    "product.item": ("product", 2.5),
    "imagegallery": ("media", 2.0),
    "gallery": ("media", 2.0),
    "videoobject": ("media", 1.0),
    "video.other": ("media", 2.0),
    "video": ("media", 2.0),
    "audioobject": ("media", 1.0),
    "podcastepisode": ("media", 2.5),
}
# Kinds of page that have lists of teasers. Error pages are among them, since they often offer other articles.
_KINDS_WITH_TEASERS: tuple[OtherKind, ...] = (
    "front_page",
    "section",
    "tag_page",
    "author_page",
    "search",
    "error_page",
)
# Kinds that can be recognised on a page of plain text.
_TEXT_KINDS: frozenset[OtherKind] = frozenset({"error_page", "consent"})


def page_kind(document: Document) -> None:
    """Set `document.dropped` to a reason code if the page is not an article.

    The codes are "empty", "too_short", "front_page", "section", "tag_page", "author_page", "search", "login",
    "consent", "error_page", "static_page" (about, contact, terms, subscriptions), "product", "media" (a player or
    pictures with little text) and "truncated" (the markup breaks off within the text). A page of plain text can only be
    empty, too short, an error page or a consent page. The code "not_html" is that of the stage `decode`.
    """
    if document.dropped:
        return
    counts = count_page(document)
    declared = _declared_weight(document)
    kinds = _kinds(document, counts)
    if document.page.kind == "text":  # here the kind is the format of the page
        kinds = {kind: weight for kind, weight in kinds.items() if kind in _TEXT_KINDS}
    article = declared + min(MAX_PROSE_WEIGHT, counts.prose_words / PROSE_WORDS_PER_UNIT)
    kind, weight = max(kinds.items(), key=lambda item: item[1], default=(None, 0.0))
    if kind and weight >= MIN_WEIGHT and weight > article:
        document.dropped = kind
    elif "truncated" in document.flags and _breaks_off(document):
        document.dropped = "truncated"
    elif not any(document.kept()):
        document.dropped = "empty"
    elif _has_little_text(document, counts) and declared < DECLARED_WEIGHT:
        document.dropped = "too_short"


def _has_little_text(document: Document, counts: PageCounts) -> bool:
    """Return True if the page has few words, or consists of links within the site or of numbers, like a calendar."""
    is_links = counts.linked_words >= MIN_LINKED_SHARE * counts.words and counts.prose_words < MIN_WORDS
    is_numbers = 2 * counts.numbers > counts.words and counts.prose_words < MIN_WORDS
    sentences = (block.text for block in document.kept() if ends_sentence(block.text))
    is_short = counts.words < MIN_WORDS and sum(map(len, sentences)) < MIN_SENTENCE_CHARS
    return is_short or is_links or is_numbers


def _breaks_off(document: Document) -> bool:
    """Return True if the page ends within the article.

    It does if its last block is kept, and ends in the middle of a sentence or with no tag after it.
    """
    last = document.blocks[-1] if document.blocks else None
    if last is None or last.removal is not None:
        return False
    return not ends_sentence(last.text) or not document.html.rstrip().endswith(">")


def _declared_weight(document: Document) -> float:
    """Return the weight of the metadata as evidence for an article: types, a date in the markup, authors."""
    types = {name.casefold() for name in document.metadata.page_types}
    weights = [_ARTICLE_TYPES.get(name, 2.0 if name.endswith("article") else 0.0) for name in types]
    evidence = document.metadata.date_evidence
    is_dated = evidence is not None and evidence.found_in.startswith(("json-ld", "meta", "microdata"))
    return max(weights, default=0.0) + 1.0 * is_dated + 0.5 * bool(document.metadata.authors)


def _kinds(document: Document, counts: PageCounts) -> dict[OtherKind, float]:
    """Return the weight of the evidence for each kind of page other than an article."""
    kinds: defaultdict[OtherKind, float] = defaultdict(float)
    types = {name.casefold() for name in document.metadata.page_types}
    for kind, weight in [
        *kinds_of_address(document.page.url, document.page.requested_url).items(),
        *kinds_of_title(_titles(document)).items(),
        *_kinds_of_body(document, counts).items(),
        *(_KIND_TYPES[name] for name in types if name in _KIND_TYPES),
    ]:
        kinds[kind] += weight
    if counts.prose_words >= LITTLE_MEDIA_WORDS:
        kinds["media"] = 0.0  # an article with a video or pictures
    teasers = _teaser_weight(counts)
    for kind in _KINDS_WITH_TEASERS:
        if kinds[kind] >= MIN_WEIGHT_FOR_TEASERS or kind == "section":
            kinds[kind] += teasers
    return kinds


def _teaser_weight(counts: PageCounts) -> float:
    """Return the weight of teasers as evidence for a listing.

    It grows with their share of the text, and is greater if the page has little prose.
    """
    is_list_of_links = counts.linked_words >= max(MIN_LINKED_WORDS, MIN_LINKED_SHARE * counts.words)
    least = LINKED_WEIGHT if is_list_of_links else 0.0
    if max(counts.cards, counts.linked_headings) < MANY_TEASERS:
        return least
    share = counts.teaser_words / max(1, counts.teaser_words + counts.prose_words)
    has_little_prose = counts.prose_words < LITTLE_PROSE_WORDS
    has_hardly_any_prose = counts.prose_words < LITTLE_PROSE_WORDS / 3
    return max(least, 3.0 * share + 1.0 * has_little_prose + 1.5 * has_hardly_any_prose)


def _kinds_of_body(document: Document, counts: PageCounts) -> dict[OtherKind, float]:
    """Return the weights of evidence in the text, the HTTP status and the forms of a page.

    Phrases of errors and password fields count only on pages with little prose.
    """
    paragraphs = list(islice((block.text for block in document.kept()), MAX_CHECKED_PARAGRAPHS))
    kinds: dict[OtherKind, float] = {
        "consent": 4.0 * consent_share(paragraphs),
        "error_page": 3.0 * ((document.page.status or 200) >= 400),
        "section": FILES_WEIGHT * is_file_list(document),
    }
    if counts.prose_words < LITTLE_PROSE_WORDS:
        phrases = error_phrases(" ".join(paragraphs)[:MAX_CHECKED_CHARS])
        kinds["error_page"] += 1.5 * min(phrases, 2) + 1.0 * (phrases > 0 and counts.words < MIN_WORDS)
        if not _declared_weight(document):
            shown = " ".join([*_titles(document), *paragraphs])
            kinds["error_page"] += LACKING_WEIGHT * lacks_listed_title(document.page, shown)
        kinds["login"] = 1.5 * _has_password_field(document)
    return kinds


def _has_password_field(document: Document) -> bool:
    return any((field.get("type") or "").lower() == "password" for field in document.elements.tagged("input"))


def _titles(document: Document) -> list[str]:
    """Return the title and the main headings of the page down to that of the article; boxes below have further ones.

    The title element is left out if it begins with a headline that the page shows: the rest of it names the site or a
    section, such as "Latest news". For a page of plain text, the titles are the first two lines.
    """
    titles = [document.metadata.title or ""]
    if document.tree is None:
        return titles + [block.text for block in islice(document.blocks, 2)]
    elements = [*document.elements.tagged("title")[:1], *document.elements.tagged("h1")[:MAX_HEADINGS]]
    shown = [" ".join("".join(islice(element.itertext(), 20)).split()) for element in elements]
    headline = shown.index(titles[0], 1) if titles[0] in shown[1:] else len(shown)
    is_headline = headline < len(shown) and count_words(titles[0]) >= MIN_HEADLINE_WORDS
    start = 1 if is_headline and shown[0].startswith(titles[0]) else 0
    return titles + shown[start : headline + 1]
