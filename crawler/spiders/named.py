"""Check the names in the arguments of a crawl before its libraries are imported."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.configuration.own import Settings
from crawler.network.addresses.policy import policy_of
from crawler.sources.arguments import chosen_sources, given_links, given_paths, refuse_starter_set
from crawler.sources.source import ArticleLink, Source


def check_named(spider: str, settings: Settings, arguments: Mapping[str, str]) -> None:
    """Check the files, sources and addresses that the arguments of a spider name. Standard input is not read.

    Raises:
        ValueError: A file, a source or an address cannot be used. The message names it.
        AddressRefused: An address may not be reached with these settings.
    """
    if spider == "news":
        path = arguments.get("sources") or settings["SOURCES_PATH"]
        sources = chosen_sources(path, arguments.get("only"), arguments.get("site"))
        check_addresses(settings, sources)
        refuse_starter_set(settings, arguments, sources)
    elif spider == "article":
        check_addresses(settings, given_links(arguments.get("urls"), arguments.get("file")))
    elif spider == "archive":
        given_paths(arguments.get("path"), arguments.get("list"))


def check_addresses(settings: Settings, entries: list[Source] | list[ArticleLink]) -> None:
    """Raise AddressRefused for a link, a home page or a listing that the settings do not allow."""
    policy = policy_of(settings)
    for entry in entries:
        for address in [entry.url] if isinstance(entry, ArticleLink) else [entry.home, *entry.listings()]:
            policy.check(address)
