"""Choose where an article comes from: its canonical address, its site, and the publisher it was syndicated from."""

from __future__ import annotations

import re

from cleaners.metadata import json_ld, meta_tags, shown_site_names
from cleaners.metadata.fields import Syndication
from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.metadata.strings import element_text, plain
from cleaners.metadata.titles.comparison import fold, name_key, name_keys
from cleaners.metadata.titles.site_names import SEPARATOR, ends, host_names, without_tagline
from cleaners.urls import is_same_site, parts_of, registered_domain, resolve

MAX_SITE_NAME_CHARS = 100  # a longer text describes the site
MIN_KEY = 2  # letters of a name in a title; a shorter one occurs in other texts by chance

_NOT_A_NAME = re.compile(r"https?:|//|/|@|[\W\d_]+$|\w+@", re.IGNORECASE)  # addresses, accounts, numbers
_HOST = re.compile(r"www\..+|(?:[a-z0-9-]+\.)+[a-z]{2,12}", re.IGNORECASE)
_EAST_ASIAN_SEPARATOR = re.compile(r"(?<=[\u3040-\u9fff])\s?(?:_+|--+|[-–—―])\s?(?=\S)")
_UNFILLED = re.compile(r"[{}]|%7[BD]|^(?:undefined|null)$", re.IGNORECASE)  # what a program left of its template
_DEVELOPERS_HOSTS = ("localhost", "127.0.0.1")
# What systems and templates write before a site has a name; compared by `name_key`.
_NO_NAMES = name_keys(
    """
    null none undefined home homepage website
    mywebsite mysite myblog blog start startseite accueil inicio justanotherwordpresssite
    untitled default index sitename yoursite главная 首页 首頁 ホーム 홈
    """
)
_PUBLISHER_KEYS = ("publisher", "sourceOrganization", "copyrightHolder", "provider")
_SITE_TYPES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})
_ORIGIN_TAGS = ("syndication-source", "original-source", "article:original", "article:original_url")


def canonical_url(raw: RawMetadata) -> str | None:
    """Return the absolute canonical address, or None.

    Three kinds of address are ignored: a front page, which some sites declare on every article; a template that was not
    filled in; and the address of a developer's machine on a page from elsewhere.
    """
    for value in (raw.tag("link:canonical"), raw.tag("og:url"), raw.text("url")):
        address = resolve(raw.base, value) if value and not _UNFILLED.search(value) else None
        if address and _is_of_developer(address) and not _is_of_developer(raw.url):
            continue
        if address and (parts_of(address).path not in ("", "/") or parts_of(raw.url).path in ("", "/")):
            return address
    return None


def _is_of_developer(address: str) -> bool:
    return parts_of(address).hostname in _DEVELOPERS_HOSTS


def site_name(raw: RawMetadata) -> str | None:
    """Return the name of the newspaper or site, or None. A bare host only counts if the page has no better name."""
    tags = (value for key in meta_tags.SITE_NAME for value in raw.tags.get(key, ()))
    candidates = [
        *raw.tags.get("og:site_name", ())[:1],
        *_publishers(raw),
        *_names_of_nodes(raw, frozenset({"WebSite"})),
        *tags,
    ]
    names = [name for name in candidates if _may_be_name(name, raw)]
    name = next((name for name in names if not _HOST.fullmatch(name)), next(iter(names), None))
    name = _instead_of_section(name, names, raw) if name else None
    if name is not None and name.islower() and (is_host(name) or name_key(name) in map(name_key, host_names(raw.url))):
        name = shown_name(raw) or name
    return None if name is None else _without_section(without_tagline(name, raw.url), raw)


def _instead_of_section(name: str, names: list[str], raw: RawMetadata) -> str:
    """Return another name, with which the title ends, if the first one is that of a section.

    A section has its name in the address of the page, or in a link to a page other than the front page.
    """
    key, end = name_key(name), name_key((ends(raw.visible.title or "") or ("", ""))[1])
    other = next((one for one in names if name_key(one) == end), name)
    if key in end or (end and end in key) or other == name:
        return name
    linked = (link for link, address in raw.page.linked if parts_of(address).path.strip("/"))
    in_address = key in map(name_key, parts_of(raw.url).path.split("/"))
    is_section = in_address or any(name_key(element_text(link, MAX_SITE_NAME_CHARS) or "") == key for link in linked)
    return other if is_section else name


def _without_section(name: str, raw: RawMetadata) -> str:
    """Return "Echo" for "Local - Echo" and "Echo: news of Oslo" if the title ends with "Echo" alone.

    What is cut off must be the text of a link to a page other than the front page, as sections are, and not a part of
    the host.
    """
    parts = [part.strip() for part in SEPARATOR.split(name)]
    end = (ends(raw.visible.title or "") or ("", ""))[1]
    if len(parts) < 2 or name_key(end) not in (name_key(parts[0]), name_key(parts[-1])):
        return name
    if name_key(end) == name_key(parts[0]):
        return parts[0]
    if any(name_key(part) in name_key(host) for part in parts[:-1] for host in host_names(raw.url)):
        return name
    linked = (link for link, address in raw.page.linked if parts_of(address).path.strip("/"))
    links = {element_text(link, MAX_SITE_NAME_CHARS) for link in linked}
    return parts[-1] if links.issuperset(parts[:-1]) else name


def last_part(name: str) -> str:
    """Return the site after its sections, as titles in Chinese and Japanese have them: "时报" for "经济--时报"."""
    return _EAST_ASIAN_SEPARATOR.split(name)[-1].strip() or name


def is_host(name: str) -> bool:
    """Return True for a host instead of a name."""
    return _HOST.fullmatch(name) is not None


def shown_name(raw: RawMetadata) -> str | None:
    """Return a name that the page shows if the host repeats it, or if both its home link and its copyright have it."""
    hosts = {name_key(host) for host in host_names(raw.url)}
    at_home = shown_site_names.names_of_home(raw.visible, raw.url) if hosts else []
    holders = [text.strip(" -–—|·") for text in shown_site_names.holders(raw.visible)] if hosts else []
    agreed = {name_key(name) for name in at_home} & {name_key(name) for name in holders} - {""}
    texts = [*at_home, *holders]
    by_host = (text for text in texts if name_key(text) in hosts and _may_be_name(text, raw) and not is_host(text))
    by_both = (text for text in texts if name_key(text) in agreed and _may_be_name(text, raw))
    return next(by_host, None) or next(by_both, None)


def _may_be_name(text: str, raw: RawMetadata) -> bool:
    """Return True unless a text is an address, a sentence, the default of a template, or the page's headline."""
    if _NOT_A_NAME.match(text) or len(text) > MAX_SITE_NAME_CHARS or name_key(text) in _NO_NAMES:
        return False
    is_headline = fold(text) in map(fold, raw.visible.headings[:1])
    return not (is_headline and (raw.visible.title or "").startswith(text))


def site_names(raw: RawMetadata) -> set[str]:
    """Return every name, host name and account name that the site uses for itself."""
    names = {name for key in meta_tags.SITE_NAME for name in raw.tags.get(key, ())}
    names.update(_publishers(raw), host_names(raw.url))
    names.update(_names_of_nodes(raw, _SITE_TYPES))
    handle = (raw.tag("twitter:site") or "").lstrip("@")
    names |= {handle} if handle else set()
    known = {name_key(text) for text in (*names, *raw.visible.headings[:1], raw.tag("og:title") or "")}
    return names | _names_in_title(raw, known)


def _names_of_nodes(raw: RawMetadata, types: frozenset[str]) -> list[str]:
    """Return the names of the JSON-LD nodes of some types that are not people."""
    return [
        name
        for node, own in raw.json_ld.typed
        if not types.isdisjoint(own) and "Person" not in own and (name := plain(node.get("name")))
    ]


def _names_in_title(raw: RawMetadata, known: set[str]) -> set[str]:
    """Return the ends of the title element that the page shows as the site's name and whose keys are not `known`.

    The page shows them as the text of a link to the front page, as the holder of the copyright, or as the author whom
    some systems write on every page.
    """
    parts = [part for part in ends(raw.visible.title or "") or () if len(name_key(part)) > MIN_KEY]
    unknown = [part for part in parts if name_key(part) not in known]
    keys = {name_key(text) for text in shown_site_names.site_texts(raw.visible)} if unknown else set()
    keys.update(name_key(author) for author in raw.tags.get("author", ()))
    return {part for part in unknown if name_key(part) in keys}


def _publishers(raw: RawMetadata) -> list[str]:
    values = [value for key in _PUBLISHER_KEYS for value in raw.values(key) if not _is_person(raw, value)]
    return [name for value in values for name in json_ld.texts(raw.json_ld, value)]


def _is_person(raw: RawMetadata, value: object) -> bool:
    """Return True if the publisher is a person, whose name may be that of an author as well."""
    node = raw.json_ld.resolve(value)
    return isinstance(node, dict) and "Person" in json_ld.types(node)


def syndicated_from(raw: RawMetadata, agencies: list[str]) -> Syndication | None:
    """Return the publisher that the article was taken from, or None.

    Origin tags, JSON-LD `isBasedOn` and the canonical address count if they lead to another publisher. If none does, it
    is the first of `agencies`, the news agencies of the byline.
    """
    candidates = [(raw.tag(name), f"meta:{name}") for name in _ORIGIN_TAGS]
    candidates += [(_node_address(raw, value), "json-ld:isBasedOn") for value in raw.values("isBasedOn")]
    candidates.append((raw.tag("link:canonical"), "link:canonical"))
    for value, place in candidates if raw.url else ():
        address = resolve(raw.base, value) if value else None
        if address and not _is_same_publisher(address, raw.url):
            return Syndication(registered_domain(address) or parts_of(address).hostname or address, address, place)
    return Syndication(agencies[0], None, "byline") if agencies else None


def _is_same_publisher(first_url: str, second_url: str) -> bool:
    """Return True if two addresses belong to one site, or to its editions under several suffixes (`.com`, `.co.uk`)."""
    names = {(registered_domain(url) or url).partition(".")[0] for url in (first_url, second_url)}
    return is_same_site(first_url, second_url) or len(names) == 1 or "ampproject" in names


def _node_address(raw: RawMetadata, value: object) -> str | None:
    """Return the address in a JSON-LD value, which may be a node, a reference, a string or a list."""
    item = raw.json_ld.resolve(value[0] if isinstance(value, list) else value)
    if isinstance(item, dict):
        item = item.get("url") or item.get("@id")
    return next(iter(json_ld.texts(raw.json_ld, item)), None)
