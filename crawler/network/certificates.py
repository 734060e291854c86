"""Certificates are verified, except on the sites of sources whose entry says `verify_certificates = false`."""

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
    """Return the addresses whose sites are excepted in this crawl; whoever loads the sources adds to it."""
    return _exceptions.setdefault(crawler, [])


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Verifies with the given policy, and not at all on the excepted sites."""

    def __init__(self, verifying: Any, exceptions: list[str]) -> None:
        self._verifying = verifying
        self._unverifying = _ScrapyClientContextFactory(verify_certificates=False)
        self._exceptions = exceptions

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802
        """Return what makes the TLS connection to a host."""
        url = f"https://{hostname.decode('ascii')}:{port}/"
        excepted = any(is_same_site(url, site) for site in self._exceptions)
        policy = self._unverifying if excepted else self._verifying
        return policy.creatorForNetloc(hostname, port)
