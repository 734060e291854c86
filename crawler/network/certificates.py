"""Verify TLS certificates, except for the sites of sources with `verify_certificates = false`."""

from __future__ import annotations

import weakref
from typing import Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from cleaners.urls import is_same_site

_unverified_sites: weakref.WeakKeyDictionary[Crawler, list[str]] = weakref.WeakKeyDictionary()


def unverified_sites(crawler: Crawler) -> list[str]:
    """Return the list of the home pages of sites whose certificates this crawl does not verify.

    It is one list per crawl: the spider adds to it, and the download handler's CertificatePolicy reads it.
    """
    return _unverified_sites.setdefault(crawler, [])


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Verifies certificates with `verifying`, Scrapy's own policy; accepts every certificate on `unverified_sites`."""

    def __init__(self, verifying: Any, unverified_sites: list[str]) -> None:
        self._verifying = verifying
        self._unverifying = _ScrapyClientContextFactory(verify_certificates=False)
        self._unverified_sites = unverified_sites

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802
        """Return the object that sets up TLS connections to this host, with or without verification."""
        url = f"https://{hostname.decode('ascii')}:{port}/"
        is_unverified = any(is_same_site(url, site) for site in self._unverified_sites)
        policy = self._unverifying if is_unverified else self._verifying
        return policy.creatorForNetloc(hostname, port)
