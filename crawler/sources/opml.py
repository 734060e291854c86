"""Read the sources in an OPML file, the list of feeds that feed readers export."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.sources.readers.decoding import sanitize_xml
from crawler.sources.readers.elements import local_name, parse_xml, plain_address, without_feed_scheme
from crawler.sources.readers.feeds import outlined_address
from crawler.sources.source import id_of_host


class OpmlError(ValueError):
    """The text is not OPML, or names no feed; the message says what to do."""


def opml_entries(text: str) -> list[dict[str, Any]]:
    """Return the sources of an OPML text, one per site, as entries of a TOML file.

    A site is the host of the feeds' pages (`htmlUrl`), else of the feeds; its feeds are in one entry.

    Raises:
        OpmlError: The text is not OPML, or names no feed.
    """
    root = parse_xml(sanitize_xml(text))
    if root is None or local_name(root) != "opml":
        raise OpmlError("is neither TOML nor OPML; write [[source]] entries, or export the feeds as OPML")
    entries: dict[str, dict[str, Any]] = {}
    for outline in root.iter():
        address = outlined_address(outline) if local_name(outline) == "outline" else None
        if not address:
            continue
        attributes = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
        feed = _web_address(address.strip())
        home = _home(attributes.get("htmlurl", ""), feed)
        host = urlsplit(home).netloc.rpartition("@")[2].lower().removeprefix("www.")
        name = attributes.get("title") or attributes.get("text") or host
        key = id_of_host(host)
        entry = entries.setdefault(key, {"id": key, "name": name, "home": home, "feeds": []})
        entry["feeds"] += [feed] if feed not in entry["feeds"] else []
    if not entries:
        raise OpmlError("names no feed: no outline has an xmlUrl; export the feeds again")
    return list(entries.values())


def _web_address(written: str) -> str:
    """Return the address of a feed. Raises OpmlError if it is not one of the web."""
    try:
        address = urljoin("http:", without_feed_scheme(plain_address(written)))
        if address.lower().startswith(("http://", "https://")) and urlsplit(address).hostname:
            return address
    except ValueError:
        pass
    problem = f"the feed {written!r:.100} has no address that starts with http:// or https://"
    raise OpmlError(f"{problem}; correct or remove its outline")


def _home(page: str, feed: str) -> str:
    """Return the home page of the site with this page, or with this feed if the page has no address of the web."""
    try:
        return urljoin(_web_address(page), "/")
    except OpmlError:
        return urljoin(feed, "/")
