"""A certificate must name the host, also where its authority is known."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from OpenSSL import SSL
from OpenSSL.crypto import X509
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.utils.test import get_crawler
from service_identity.exceptions import CertificateError, VerificationError
from twisted.internet.ssl import Certificate
from twisted.python.failure import Failure
from twisted.web.client import BrowserLikePolicyForHTTPS

from crawler.network.certificates import CertificatePolicy, certificate_policy


class Protocol:
    def __init__(self) -> None:
        self.factory = SimpleNamespace(wrappedFactory=None)  # Twisted asks it for protocols above TLS
        self.failures: list[BaseException] = []

    def failVerification(self, failure: Failure) -> None:  # noqa: N802
        self.failures.append(failure.value)


def signed(names: list[str]) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """Return a certificate that names these hosts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "paper.example")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in names]), False)
    return builder.sign(key, hashes.SHA256()), key


def shake_hands(client: SSL.Connection, server: SSL.Connection) -> None:
    """Pass bytes between the two until the client has finished, or raises SSL.Error."""
    client.set_connect_state()
    server.set_accept_state()
    for _ in range(10):
        for side, other in ((client, server), (server, client)):
            try:
                side.do_handshake()
            except SSL.WantReadError:
                pass
            else:
                if side is client:
                    return
            other.bio_write(side.bio_read(1 << 16))
    raise AssertionError


@pytest.mark.parametrize(
    ("names", "error"), [(["paper.example"], None), (["other.example"], VerificationError), ([], CertificateError)]
)
def test_a_certificate_of_a_known_authority_must_name_the_host(
    names: list[str], error: type[Exception] | None, caplog: pytest.LogCaptureFixture
) -> None:
    certificate, key = signed(names)
    context = SSL.Context(SSL.TLS_METHOD)
    context.use_certificate(certificate)
    context.use_privatekey(key)
    protocol = Protocol()
    policy = CertificatePolicy(BrowserLikePolicyForHTTPS(Certificate(X509.from_cryptography(certificate))), [])
    client = policy.creatorForNetloc(b"paper.example", 443).clientConnectionForTLS(protocol)
    if error is None:
        shake_hands(client, SSL.Connection(context, None))
    else:
        with pytest.raises(SSL.Error, match="certificate verify failed"):
            shake_hands(client, SSL.Connection(context, None))
    assert [type(failure) for failure in protocol.failures] == ([error] if error else [])
    assert not caplog.records


def test_any_certificate_is_accepted_if_the_setting_turns_the_verification_off() -> None:
    certificate, key = signed([])
    context = SSL.Context(SSL.TLS_METHOD)
    context.use_certificate(certificate)
    context.use_privatekey(key)
    crawler = get_crawler(settings_dict={"DOWNLOAD_VERIFY_CERTIFICATES": False})
    policy = certificate_policy(crawler, _ScrapyClientContextFactory.from_crawler(crawler))
    client = policy.creatorForNetloc(b"paper.example", 443).clientConnectionForTLS(Protocol())
    shake_hands(client, SSL.Connection(context, None))
