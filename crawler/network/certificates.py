"""Verifies certificates, except on the sites of sources with `verify_certificates = false`."""

from __future__ import annotations

import weakref
from typing import Any

from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from cleaners.urls import is_same_site

_exceptions: weakref.WeakKeyDictionary[Crawler, list[str]] = weakref.WeakKeyDictionary()


def unverified_sites(crawler: Crawler) -> list[str]:
    """Return the list of addresses whose sites are not verified in this crawl; the spider fills it from the sources."""
    return _exceptions.setdefault(crawler, [])


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Verifies certificates with the given policy, except on the excepted sites."""

    def __init__(self, verifying: Any, exceptions: list[str]) -> None:
        self._verifying = verifying
        self._unverifying = _ScrapyClientContextFactory(verify_certificates=False)
        self._exceptions = exceptions

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802
        """Return the creator of TLS connections to a host, which verifies its certificate or not."""
        url = f"https://{hostname.decode('ascii')}:{port}/"
        is_excepted = any(is_same_site(url, site) for site in self._exceptions)
        policy = self._unverifying if is_excepted else self._verifying
        return policy.creatorForNetloc(hostname, port)
