"""Verify TLS certificates, except for the sites of sources with `verify_certificates = false`."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.crawler import Crawler
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.interfaces import IOpenSSLClientConnectionCreator
from twisted.python.failure import Failure
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

from cleaners.urls import is_same_site
from crawler.network.addresses.special_ranges import literal_address

_unverified_sites: weakref.WeakKeyDictionary[Crawler, list[str]] = weakref.WeakKeyDictionary()


def unverified_sites(crawler: Crawler) -> list[str]:
    """Return the list of the home pages of sites whose certificates this crawl does not verify.

    It is one list per crawl: the spider adds to it, and the download handler's CertificatePolicy reads it.
    """
    return _unverified_sites.setdefault(crawler, [])


def certificate_policy(crawler: Crawler, scrapy_policy: Any) -> Any:
    """Return the policy of a crawl: Scrapy's own, which verifies nothing, if DOWNLOAD_VERIFY_CERTIFICATES is off."""
    verifies = crawler.settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    return CertificatePolicy(scrapy_policy, unverified_sites(crawler)) if verifies else scrapy_policy


@implementer(IPolicyForHTTPS)
class CertificatePolicy:
    """Verifies certificates with `verifying`, Scrapy's own policy; accepts every certificate on `unverified_sites`."""

    def __init__(self, verifying: Any, unverified_sites: list[str]) -> None:
        self._verifying = verifying
        self._unverifying = _ScrapyClientContextFactory(verify_certificates=False)
        self._unverified_sites = unverified_sites

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802
        """Return the object that sets up TLS connections to this host, from the policy chosen for it."""
        host = hostname.decode("ascii")
        if any(is_same_site(f"https://{host}:{port}/", site) for site in self._unverified_sites):
            return self._unverifying.creatorForNetloc(hostname, port)
        return NamedHostOnly(self._verifying.creatorForNetloc(hostname, port), host)


@implementer(IOpenSSLClientConnectionCreator)
class NamedHostOnly:
    """Sets up TLS connections that accept a certificate only if it names their host.

    Twisted refuses a certificate that names others. One that names none, or that cannot be read, it accepts if the
    authority is known, and logs an exception.
    """

    def __init__(self, creator: Any, host: str) -> None:
        self._creator = creator
        self._host = host

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:  # noqa: N802, N803
        """Return a connection of this protocol with the test of the certificate."""
        connection: SSL.Connection = self._creator.clientConnectionForTLS(tlsProtocol)
        connection.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, self._test(tlsProtocol))
        return connection

    def _test(self, protocol: Any) -> Callable[[SSL.Connection, Any, int, int, int], bool]:
        fail = weakref.WeakMethod(protocol.failVerification)  # OpenSSL keeps the test as long as the connection

        def is_accepted(_: SSL.Connection, certificate: Any, _error: int, depth: int, is_trusted: int) -> bool:
            if depth:  # the certificate of an authority
                return bool(is_trusted)
            try:
                verify_service_identity(extract_patterns(certificate), [_identity(self._host)], [])
            except Exception:  # noqa: BLE001 - also of a parser: a certificate that cannot be read names no host
                if failed := fail():
                    failed(Failure())  # type: ignore[no-untyped-call]
                return False
            return bool(is_trusted)

        return is_accepted


def _identity(host: str) -> DNS_ID | IPAddress_ID:
    address = literal_address(host)
    return IPAddress_ID(str(address)) if address else DNS_ID(host)
