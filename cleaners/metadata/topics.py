"""Choose the section and the tags of an article."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import chain, islice

from lxml.html import HtmlElement

from cleaners.markup.class_names import ClassPattern
from cleaners.metadata import json_ld, meta_tags
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import element_text, plain
from cleaners.metadata.titles.comparison import fold, name_key, name_keys, similarity
from cleaners.urls import parts_of

MAX_TAGS = 50
MAX_TAG_CHARS = 80
MAX_LIST_CHARS = 600  # characters of an element with the article's tags; a longer one holds more than tags
MAX_STEPS = 10  # of a breadcrumb
MIN_HEADLINE_SIMILARITY = 0.8  # share of trigrams; the last step of a breadcrumb often shortens the headline
MAX_LINKS = 1_000  # that are compared with the name of a section
MAX_SECTION_CHARS = 20  # a heading up to this length may be the name of a section

# Keywords that say nothing about the article.
NOT_TAGS = frozenset({"news", "article", "articles", "nachrichten", "noticias", "actualites"})
# Names that systems give to articles without a section; compared by `name_key`.
_NO_SECTIONS = name_keys(
    """
    tag tags category categories article articles post posts default
    uncategorized uncategorised sincategoria semcategoria nonclasse senzacategoria unkategorisiert geencategorie
    ukategorisert ikkekategoriseret okategoriserade bezkategorii nezarazene безрубрики безкатегории 未分類 未分类
    미분류 栏目首页
    """
)
# The first step of a breadcrumb.
_FRONT_PAGES = name_keys(
    """
    home homepage startseite start accueil inicio portada início capa paginainiziale stronagłowna stronaglowna uvod
    domu anasayfa hem hjem forside etusivu αρχικη beranda trangchu главная головна 首页 首頁 ホーム トップ 홈 الرئيسية
    בית होम kezdolap naslovna acasa
    """
)
# Letters that addresses write as two.
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa"})
_MARK_BEFORE = re.compile(r"^[\s–—>»›|/-]+")
_ID = re.compile(r"(?=\S*\d)[0-9a-f]{8}[0-9a-f-]{4,28}|\d{5,}")  # a number or id of the content system
_KEYWORD_SEPARATOR = re.compile("[,;、，،؛]")
_NO_SEPARATOR = re.compile(r",\s*(?:&|and)\s")  # in the name of one topic: "Business, Finance, & Economics"
# Names that systems put before tags, as in "topic/ferries" and "NLP Category: Politics".
_TAG_PREFIX = re.compile(
    r"^(?:(?:nlp\s)?(?:tags?|keywords?|categor(?:y|ies)|entity tokens?|topics?|subjects?)\s?:\s*"
    r"|(?:tags?|keywords?|topics?|subjects?|organi[sz]ations?|persons?|people|locations?|places?)/(?=\w)|#(?=\w))",
    re.IGNORECASE,
)
_OTHER_FACT = re.compile(
    r"_|(?:sections?/|(?:section|author|type|template|site|lang(?:uage)?|source|channel|page-?type)\s?:)", re.IGNORECASE
)
_HAN_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+(?:\s[\u3040-\u30ff\u3400-\u9fff]+)+")
_BREADCRUMB_CLASS = ClassPattern(r"bread-?crumb")
_BREADCRUMB_LABEL = re.compile(
    r"bread-?crumb|brotkr|fil d['’]ariane|migas|navegação estrutural|briciole|kruimel|brödsm|brødsm|okruszki|drobečk",
    re.IGNORECASE,
)
_TAGS_CLASS = ClassPattern(r"(?<![a-z-])(?:(?:article|post|entry|story)[_-]+)?(?:tags|tag-?list|keywords)(?![a-z])")
_TAGS_ELEMENTS = frozenset({"div", "ul", "ol", "p", "span", "section", "nav", "footer"})


def section(raw: RawMetadata, site_names: set[str]) -> str | None:
    """Return the name of the section that the most trusted place gives.

    The places are meta tags, JSON-LD, microdata, breadcrumbs, and the first link with rel="category".
    """
    in_tags = (raw.tag(name) for name in meta_tags.SECTION)
    candidates = chain(
        [next(in_tags), raw.text("articleSection")],
        in_tags,
        raw.microdata.get("articlesection", ()),
        _steps(_breadcrumb(raw), raw, site_names),
        _steps(_visible_breadcrumb(raw), raw, site_names),
        _texts(raw.visible.outside_asides(a for a, rel in raw.page.related if "category" in rel.split())),
    )
    named = (_one_name(_MARK_BEFORE.sub("", text)) for text in candidates if text)
    name = next((text for text in named if _may_be_section(text)), None)
    return _as_shown(name, raw) if name and name.islower() else name


def _one_name(text: str) -> str:
    """Return "World" for "World,Politics", a list without spaces, and "Ferries" for "Local / Ferries", a path."""
    return text.rpartition(" / ")[2] if " / " in text or ", " in text else text.partition(",")[0]


def _as_shown(name: str, raw: RawMetadata) -> str:
    """Return a name in small letters as a link of the page writes it, "Kärnten" for "kaernten"; else unchanged."""
    key = name_key(name)
    texts = (element_text(link, MAX_TAG_CHARS) for link, _ in islice(raw.page.linked, MAX_LINKS))
    written = (text for text in texts if text[:1].isupper() and not text.isupper())
    return next((text for text in written if key in (name_key(text), name_key(text.translate(_TWO_LETTERS)))), name)


def _may_be_section(text: str) -> bool:
    is_name = not text.startswith(("http:", "https:", "//")) and any(map(str.isalpha, text))
    return is_name and name_key(text) not in _NO_SECTIONS


def _steps(trail: list[tuple[str, str]], raw: RawMetadata, site_names: set[str]) -> list[str]:
    """Return the names of a breadcrumb between the front page and the article; `trail` has names with addresses.

    The first step is the front page, unless it is the only one besides the article and has an address below it.
    """
    front_pages = _FRONT_PAGES | {name_key(name) for name in site_names}
    named = [(name, address) for name, address in trail if name and not _is_headline(name, raw)]
    steps = [name for name, _ in named[1:] if name_key(name) not in front_pages]
    first = [name for name, address in named[:1] if address and not _is_front_page(address)]
    return steps or [name for name in first if name_key(name) not in front_pages]


def _breadcrumb(raw: RawMetadata) -> list[tuple[str, str]]:
    """Return names and addresses of the breadcrumb in JSON-LD."""
    trail = next((node for node, types in raw.json_ld.typed if "BreadcrumbList" in types), {})
    items = trail.get("itemListElement")
    steps = [step for step in (items if isinstance(items, list) else []) if isinstance(step, dict)]
    if steps and all(isinstance(step.get("position"), int) for step in steps):
        steps.sort(key=lambda step: int(step["position"]))
    return [(plain(step.get("name")) or raw.name_of(step.get("item")) or "", _address(step)) for step in steps]


def _address(step: json_ld.Node) -> str:
    item = step.get("item")
    value = (item.get("@id") or item.get("url")) if isinstance(item, dict) else item
    return value if isinstance(value, str) else ""


def _is_front_page(address: str) -> bool:
    """Return True for the address of a front page, also that of an edition such as `/en/`."""
    path = parts_of(address).path.strip("/")
    return len(path) <= len("en") or path.startswith("index.")


def _visible_breadcrumb(raw: RawMetadata) -> list[tuple[str, str]]:
    """Return the links of the visible breadcrumb: an element whose class, item type or label says that it is one."""
    names = islice(raw.page.with_class_name(_BREADCRUMB_CLASS), MAX_STEPS)
    by_type = [e for e in raw.page.annotated if (e.get("itemtype") or "").endswith("BreadcrumbList")]
    by_label = [nav for nav in raw.page.tagged("nav") if _BREADCRUMB_LABEL.search(nav.get("aria-label") or "")]
    groups = [*(raw.page.by_class[name] for name in names), by_type, by_label]
    trail = next(iter(raw.page.in_page_order(groups)), None)
    links = [] if trail is None else list(islice(trail.iter("a"), MAX_STEPS))
    return [(element_text(link, MAX_TAG_CHARS), link.get("href") or "") for link in links]


def _is_headline(text: str, raw: RawMetadata) -> bool:
    return any(similarity(text, headline) > MIN_HEADLINE_SIMILARITY for headline in _long_headlines(raw))


def _long_headlines(raw: RawMetadata) -> list[str]:
    """Return the forms of the headline that are too long to be the name of a section."""
    texts = (*raw.visible.headings[:3], raw.tag("og:title"), raw.text("headline"))
    return [text for text in texts if text and len(text) > MAX_SECTION_CHARS]


def tags(raw: RawMetadata, site_names: set[str]) -> list[str]:
    """Return the keywords of the most trusted place that has any, each once, without the site's own names."""
    ignored = {name_key(name) for name in site_names} | NOT_TAGS
    headlines = {fold(text) for text in (*raw.visible.headings[:3], raw.visible.title)}
    in_json_ld = [text for value in raw.values("keywords") for text in json_ld.texts(raw.json_ld, value)]
    in_markup = (raw.tags.get(name, []) for name in meta_tags.TAGS)
    subjects = (raw.tags.get(name, []) for name in meta_tags.SUBJECTS)
    for values in chain([in_json_ld], in_markup, _visible_tags(raw), subjects):
        parts = [_TAG_PREFIX.sub("", part.strip()) for value in values for part in _split(value, len(values))]
        kept = [
            part for part in parts if _is_tag(part) and name_key(part) not in ignored and fold(part) not in headlines
        ]
        unique: dict[str, str] = {}
        for part in kept:
            unique.setdefault(part.casefold(), part)
        if unique:
            return [tag for key, tag in unique.items() if not _lists_others(key, unique)][:MAX_TAGS]
    return []


def _lists_others(tag: str, tags: Container[str]) -> bool:
    """Return True for a tag that is a list of other tags: some systems add it to them."""
    return "," in tag and all(part.strip() in tags for part in tag.split(","))


def _split(value: str, number: int) -> list[str]:
    """Split a keyword list. With three values or more, or with "&" or "and" after a comma, each is one keyword."""
    if number >= 3 or _NO_SEPARATOR.search(value):
        return [value]
    return value.split() if _HAN_WORDS.fullmatch(value) else _KEYWORD_SEPARATOR.split(value)


def _is_tag(text: str) -> bool:
    is_long_enough = len(text) > 1 or "\u3400" <= text <= "\u9fff"
    return is_long_enough and len(text) <= MAX_TAG_CHARS and not _ID.fullmatch(text) and not _OTHER_FACT.match(text)


def _visible_tags(raw: RawMetadata) -> Iterator[list[str]]:
    """Yield the tags that readers see: links with rel="tag", then links in an element whose class names tags."""
    yield _texts(raw.visible.outside_asides(a for a, rel in raw.page.related if rel == "tag"))
    for element in raw.visible.with_class(_TAGS_CLASS):
        if element.tag in _TAGS_ELEMENTS and len(element_text(element, MAX_LIST_CHARS + 1)) <= MAX_LIST_CHARS:
            yield _texts(islice(element.iter("a"), MAX_TAGS))


def _texts(links: Iterable[HtmlElement]) -> list[str]:
    return [text for link in links if (text := element_text(link, MAX_TAG_CHARS + 1))]
