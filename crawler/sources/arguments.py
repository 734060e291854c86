"""The sources that the arguments of `scrapy crawl news` choose."""

from __future__ import annotations

import difflib
from pathlib import Path
from urllib.parse import urlsplit

from cleaners.urls import normalise
from crawler.sources.loader import SourceError, load_sources
from crawler.sources.source import Source


def chosen_sources(path: str, only: str | None, site: str | None) -> list[Source]:
    """Return the sources of `-a site=URL,URL`, else those of the files, narrowed by `-a only=ID,ID`.

    Without `only`, disabled sources are left out.

    Raises:
        SourceError: A file or an argument cannot be used. The message names it and says what to do.
    """
    if site:
        return [site_source(url) for url in _split_list(site)]
    sources = load_sources(Path(path))
    if not only:
        return [source for source in sources if source.enabled]
    by_id = {source.id: source for source in sources}
    for name in _split_list(only):
        if name not in by_id:
            near = difflib.get_close_matches(name, by_id, n=3)
            hint = f" Did you mean {', '.join(near)}?" if near else " `scrapy sources list` prints the ids."
            raise SourceError(f"-a only={only}: no source in {path} has the id {name!r}.{hint}")
    return [by_id[name] for name in _split_list(only)]  # a source that is named runs even where it is disabled


def site_source(url: str) -> Source:
    """Return a source for an address, with or without `https://`; the crawl discovers its listings.

    Raises:
        SourceError: The address is not an http or https address.
    """
    address = url if "://" in url else f"https://{url}"
    try:
        home = normalise(address)
    except ValueError:
        home = ""
    if not home.startswith(("http://", "https://")) or not urlsplit(home).hostname:
        raise SourceError(
            f"-a site={url}: not an http or https address; write, for example, -a site=https://www.example.org/"
        )
    site = urlsplit(home).netloc
    return Source(id=site.replace(":", "-"), name=site, home=home)


def _split_list(listed: str) -> list[str]:
    """Return the parts of a comma-separated list, each once."""
    return list(dict.fromkeys(part.strip() for part in listed.split(",") if part.strip()))
