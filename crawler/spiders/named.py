"""Check the names in the arguments of a crawl before its libraries are imported."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.settings import BaseSettings

from crawler.network.policy import policy_of
from crawler.sources.arguments import chosen_sources, given_links, given_paths
from crawler.sources.source import ArticleLink, Source

# The arguments that choose sources.
CHOOSING = ("sources", "only", "site", "all")


def check_named(spider: str, settings: BaseSettings, arguments: Mapping[str, str]) -> None:
    """Check the files, sources and addresses that the arguments of a spider name. Standard input is not read.

    Raises:
        ValueError: A file, a source or an address cannot be used. The message names it.
        AddressRefused: An address may not be reached with these settings.
    """
    if spider == "news":
        path = arguments.get("sources") or settings["SOURCES_PATH"]
        sources = chosen_sources(path, arguments.get("only"), arguments.get("site"))
        check_addresses(settings, sources)
        refuse_starter_set(settings, arguments, len(sources))
    elif spider == "article":
        check_addresses(settings, given_links(arguments.get("urls"), arguments.get("file")))
    elif spider == "archive":
        given_paths(arguments.get("path"), arguments.get("list"))


def check_addresses(settings: BaseSettings, entries: list[Source] | list[ArticleLink]) -> None:
    """Raise AddressRefused for a link, a home page or a listing that the settings do not allow."""
    policy = policy_of(settings)
    for entry in entries:
        for address in [entry.url] if isinstance(entry, ArticleLink) else [entry.home, *entry.listings()]:
            policy.check(address)


def refuse_starter_set(settings: BaseSettings, arguments: Mapping[str, str], count: int) -> None:
    """Raise ValueError if a run would request the whole starter set without a contact, and nobody asked for that."""
    if not settings["SOURCES_PATH"] and not settings["CONTACT"] and not any(name in arguments for name in CHOOSING):
        raise ValueError(
            f"This would request the {count} newspapers of the starter set, and their owners could not reach you: "
            "CONTACT is empty. Set -s CONTACT=you@example.org, or choose with -a only=ID,ID or -a sources=PATH, "
            "or crawl all of them nevertheless with -a all=1."
        )
