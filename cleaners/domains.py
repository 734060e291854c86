"""Find registered domains of hosts by the Public Suffix List, and drop labels that only name a version of a site."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

_VARIANT_LABELS = ("www.", "amp.", "m.", "mobile.")


@cache
def _suffixes() -> TLDExtract:
    """Return the parser of host names, with the bundled list only.

    By default tldextract fetches a new list and writes a cache. Private suffixes are included, which makes two blogs on
    one host, such as blogspot.com, two sites.
    """
    import tldextract  # here, because it imports an HTTP client that most commands do not need

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(maxsize=10_000)
def registered(host: str) -> str | None:
    """Return the registered domain of a host, or None."""
    parts = _suffixes()(host)
    labels = host.split(".")
    if parts.suffix or parts.ipv4 or len(labels) < 2:
        return parts.top_domain_under_public_suffix or None
    return ".".join(labels[-2:])  # the default rule of the Public Suffix List: an unknown last label is a suffix


@lru_cache(maxsize=10_000)
def without_variant_labels(netloc: str) -> str:
    """Remove labels such as `www.` and `m.` from a host, unless they are part of its registered domain."""
    for prefix in _VARIANT_LABELS:
        host = netloc.partition(":")[0]
        if netloc.startswith(prefix) and registered(host) not in (None, host):
            netloc = netloc.removeprefix(prefix)
    return netloc
