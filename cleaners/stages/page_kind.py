"""Is the page an article at all? Evidence is weighed for each other kind of page against that for an article."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice

from lxml.html import HtmlElement

from cleaners.document import Document
from cleaners.kinds.address import kinds_of_address
from cleaners.kinds.listing import Build, build_of
from cleaners.kinds.phrases import consent_share, error_phrases, kinds_of_title
from cleaners.text.words import ends_sentence

# Weights are in the same unit on both sides. Only what outweighs the article, and this, is dropped: losing an article
# is worse than storing a page that is none.
MIN_WEIGHT = 2.5
MIN_WORDS = 25  # of kept text, where the page does not call itself an article
SELF_DECLARED = 2.0  # metadata weight from which a page calls itself an article

PROSE_WORDS_PER_UNIT = 60
MAX_PROSE_WEIGHT = 5.0
LITTLE_PROSE_WORDS = 120  # with more, phrases and password fields in the page's frame say nothing
LITTLE_MEDIA_WORDS = 50
MANY_TEASERS = 5
NAMED = 2.0  # weight from which a kind is named by the page, so that its teasers speak for it

_ARTICLE_TYPES = {"article": 1.0, "blogposting": 1.5, "liveblogposting": 2.0, "report": 1.0, "newsitem": 1.0}
_KIND_TYPES = {
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
# Kinds that a list of teasers speaks for; an error page often offers one.
_WITH_TEASERS = ("front_page", "section", "tag_page", "author_page", "search", "error_page")
_TEXT_KINDS = frozenset({"error_page", "consent"})  # that a page saved as plain text can be told to be


def page_kind(document: Document) -> None:
    """Set document.dropped to a reason code where the page is no article.

    The codes: "empty", "too_short", "front_page", "section", "tag_page", "author_page", "search", "login", "consent",
    "error_page", "static_page" (about, contact, terms, subscriptions), "product", "media" (a player or pictures with
    hardly a text), "truncated" (the markup breaks off within the text). A page saved as plain text is only dropped as
    empty, too short, error or consent page.
    """
    build = build_of(document)
    declared = _declared_article(document)
    kinds = _kinds(document, build)
    if document.page.kind == "text":
        kinds = {kind: weight for kind, weight in kinds.items() if kind in _TEXT_KINDS}
    article = declared + min(MAX_PROSE_WEIGHT, build.prose_words / PROSE_WORDS_PER_UNIT)
    kind, weight = max(kinds.items(), key=lambda item: item[1], default=("", 0.0))
    if weight >= MIN_WEIGHT and weight > article:
        document.dropped = kind
    elif "truncated" in document.flags and _breaks_off(document):
        document.dropped = "truncated"
    elif not any(document.kept()):
        document.dropped = "empty"
    elif build.words < MIN_WORDS and declared < SELF_DECLARED:
        document.dropped = "too_short"


def _breaks_off(document: Document) -> bool:
    """Tell whether the page's last text is the article's, and ends without a tag or in the middle of a sentence."""
    last = document.blocks[-1] if document.blocks else None
    if last is None or last.removal is not None:
        return False
    return not ends_sentence(last.text) or not document.html.rstrip().endswith(">")


def _declared_article(document: Document) -> float:
    """What the page's metadata says for an article."""
    types = {name.casefold() for name in document.metadata.page_types}
    weights = [_ARTICLE_TYPES.get(name, 2.0 if name.endswith("article") else 0.0) for name in types]
    evidence = document.metadata.date_evidence
    dated = evidence is not None and evidence.found_in.startswith(("json-ld", "meta", "microdata"))
    return max(weights, default=0.0) + 1.0 * dated + 0.5 * bool(document.metadata.authors)


def _kinds(document: Document, build: Build) -> dict[str, float]:
    """The weight of the evidence for each kind of page that is no article."""
    kinds: defaultdict[str, float] = defaultdict(float)
    types = {name.casefold() for name in document.metadata.page_types}
    for kind, weight in [
        *kinds_of_address(document.page.url).items(),
        *kinds_of_title(_titles(document)).items(),
        *_kinds_of_body(document, build).items(),
        *(_KIND_TYPES[name] for name in types if name in _KIND_TYPES),
    ]:
        kinds[kind] += weight
    if build.prose_words >= LITTLE_MEDIA_WORDS:
        kinds["media"] = 0.0  # a story with a film or pictures
    teasers = _teaser_weight(build)
    for kind in _WITH_TEASERS:
        if kinds[kind] >= NAMED or kind == "section":
            kinds[kind] += teasers
    return kinds


def _teaser_weight(build: Build) -> float:
    if max(build.cards, build.linked_headings) < MANY_TEASERS:
        return 0.0
    share = build.teaser_words / max(1, build.teaser_words + build.prose_words)
    little, hardly_any = build.prose_words < LITTLE_PROSE_WORDS, build.prose_words < LITTLE_PROSE_WORDS / 3
    return 3.0 * share + 1.0 * little + 1.5 * hardly_any


def _kinds_of_body(document: Document, build: Build) -> dict[str, float]:
    """Evidence in the text and its forms; it only counts on pages with little prose, apart from consent."""
    paragraphs = list(islice((block.text for block in document.kept()), 20))
    kinds = {
        "consent": 4.0 * consent_share(paragraphs),
        "error_page": 3.0 * ((document.page.status or 200) >= 400),
    }
    if build.prose_words < LITTLE_PROSE_WORDS:
        found = error_phrases(" ".join(paragraphs)[:3_000])
        kinds["error_page"] += 1.5 * min(found, 2) + 1.0 * (found > 0 and build.words < MIN_WORDS)
        kinds["login"] = 1.5 * _asks_password(document.tree)
    return kinds


def _asks_password(tree: HtmlElement | None) -> bool:
    return tree is not None and any((field.get("type") or "").lower() == "password" for field in tree.iter("input"))


def _titles(document: Document) -> list[str]:
    """The titles and first main headings of the page; the first line of a page saved as plain text."""
    titles = [document.metadata.title or ""]
    if document.tree is None:
        return titles + [block.text for block in islice(document.blocks, 2)]
    elements = [*islice(document.tree.iter("title"), 1), *islice(document.tree.iter("h1"), 3)]
    return titles + [" ".join("".join(islice(element.itertext(), 20)).split()) for element in elements]
