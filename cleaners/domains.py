"""Find registered domains of hosts by the Public Suffix List, and drop labels that only name a version of a site."""

from __future__ import annotations

from functools import cache, lru_cache

from publicsuffixlist import PublicSuffixList

_VARIANT_LABELS = ("www.", "amp.", "m.", "mobile.")
_IDEOGRAPHIC_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")


@cache
def _suffixes() -> PublicSuffixList:
    """Return the list that the package brings, which is never fetched.

    It has private suffixes too, which makes two blogs on one host, such as blogspot.com, two sites.
    """
    return PublicSuffixList()


@lru_cache(maxsize=10_000)
def registered(host: str) -> str | None:
    """Return the registered domain of a host, or None.

    An unknown last label is a suffix, which is the list's default rule. IP addresses have no domain; the last label of
    any other host has a letter.
    """
    if host.startswith("[") or host.rpartition(".")[2].isdigit():
        return None
    return _suffixes().privatesuffix(host.translate(_IDEOGRAPHIC_DOTS), keep_case=True)


@lru_cache(maxsize=10_000)
def without_variant_labels(netloc: str) -> str:
    """Remove labels such as `www.` and `m.` from a host, unless they are part of its registered domain."""
    for prefix in _VARIANT_LABELS:
        host = netloc.partition(":")[0]
        if netloc.startswith(prefix) and registered(host) not in (None, host):
            netloc = netloc.removeprefix(prefix)
    return netloc
