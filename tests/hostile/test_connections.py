"""The crawler listens on no port, keeps no cookies, sends no referrer, and verifies certificates."""

from __future__ import annotations

import datetime
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.hostile.site import Site, head
from tests.support.commands.scrapy_runs import Scrapy
from tests.support.paper import SERVED, article_html, rss

LISTENING = "0A"  # the kernel's code of a listening socket


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs /proc to list the sockets of a process")
def test_a_running_crawl_listens_on_no_port(site: Site, scrapy: Scrapy) -> None:
    site.add("/slow", lambda: iter([60.0]))
    process = scrapy.start("crawl", "article", "-a", f"urls={site.base}/slow", CLEAN_WORKERS=1)
    try:
        process.wait_until(lambda: "/slow" in site.asked)
        assert listening(process.pid) == []
    finally:
        process.kill()
        process.communicate()


def listening(pid: int) -> list[str]:
    """Return the addresses, in the kernel's notation, on which a process listens."""
    inodes = {
        found[1] for link in Path(f"/proc/{pid}/fd").iterdir() if (found := re.match(r"socket:\[(\d+)]", _target(link)))
    }
    rows = [row.split() for name in ("tcp", "tcp6") for row in Path(f"/proc/{pid}/net/{name}").read_text().splitlines()]
    return [row[1] for row in rows if row[3] == LISTENING and row[9] in inodes]


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""


def test_no_cookie_and_no_referrer_is_sent(site: Site, scrapy: Scrapy) -> None:
    story = site.page("/2026/03/harbour-wall", article_html("Harbour wall"), "text/html", "Set-Cookie: seen=1")
    site.add("/moved", lambda: iter([head("Set-Cookie: a=1", f"Location: {story}", status="301 Moved", length=0)]))
    site.page("/rss.xml", rss(site.base + "/moved"), "application/rss+xml", "Set-Cookie: id=7")
    site.page("/", '<link rel="alternate" type="application/rss+xml" href="/rss.xml">', "text/html", "Set-Cookie: b=2")
    scrapy("crawl", "news", "-a", f"site={site.base}")
    assert scrapy.titles() == ["Harbour wall"]
    assert not [sent for sent in site.heads if re.search("^(?:cookie|referer):", sent, re.IGNORECASE | re.MULTILINE)]


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """Serve an article over TLS with a self-signed certificate; yield the address of its site."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    alternative = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    certificate = builder.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    file = tmp_path / "certificate.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with served_over_tls(context) as port:
        SERVED.add(f"localhost:{port}")
        yield f"https://localhost:{port}"
        SERVED.discard(f"localhost:{port}")


class served_over_tls:  # noqa: N801
    def __init__(self, context: ssl.SSLContext) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), OneStory)
        self._server.daemon_threads = True
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> int:
        self._thread.start()
        return self._server.server_port

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class OneStory(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = article_html("Harbour wall").encode()
        if self.path == "/rss.xml":
            body = rss(f"https://{self.headers['Host']}/2026/03/harbour-wall").encode()
        self.send_response(404 if self.path == "/robots.txt" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.mark.parametrize(("verify", "titles"), [("true", []), ("false", ["Harbour wall"])])
def test_a_self_signed_certificate_is_accepted_only_for_an_excepted_source(
    verify: str, titles: list[str], self_signed: str, scrapy: Scrapy
) -> None:
    entry = f'[[source]]\nid = "paper"\nname = "P"\nhome = "{self_signed}/"\nfeeds = ["{self_signed}/rss.xml"]\n'
    (scrapy.folder / "s.toml").write_text(f"{entry}verify_certificates = {verify}\n")
    ended = scrapy("crawl", "news", "-a", f"sources={scrapy.folder / 's.toml'}")
    assert scrapy.titles() == titles, ended.log
    assert ended.summary()["sources"][0]["certificates_verified"] is (verify == "true")
    assert ("certificates not verified: paper" in ended.log) is (verify == "false")
    assert ended.summary()["sources"][0]["reason"] == (None if titles else "certificate_refused")


@pytest.fixture
def odd_server() -> Iterator[dict[str, str]]:
    """Serve first bytes of other protocols; yield the host and port of each by its name."""
    answers = {
        "alert": b"\x15\x03\x01\x00\x02\x02\x28",
        "plain": b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
        "ssh": b"SSH-2.0-OpenSSH_9\r\n",
        "nothing": b"",
    }
    servers = {name: socket.create_server(("127.0.0.1", 0)) for name in answers}
    hosts = {name: f"127.0.0.1:{server.getsockname()[1]}" for name, server in servers.items()}
    threads = [
        threading.Thread(target=send_first, args=(servers[name], answers[name]), daemon=True) for name in servers
    ]
    for thread in threads:
        thread.start()
    SERVED.update(hosts.values())
    yield hosts
    SERVED.difference_update(hosts.values())
    for server, thread in zip(servers.values(), threads, strict=True):
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        server.close()


def send_first(server: socket.socket, answer: bytes) -> None:
    """Send the same bytes on each connection as soon as the client has sent something, and close it."""
    with suppress(OSError):  # the server was shut down
        while True:
            connection, _ = server.accept()
            with connection, suppress(ConnectionError):
                connection.recv(10_000)
                connection.sendall(answer)


def test_what_fails_before_the_answer_has_a_reason_of_its_own(odd_server: dict[str, str], scrapy: Scrapy) -> None:
    expected = {
        f"https://{odd_server['alert']}/a": "tls_failed",
        f"https://{odd_server['plain']}/a": "tls_failed",
        f"http://{odd_server['ssh']}/a": "bad_answer",
        f"http://{odd_server['nothing']}/a": "no_answer",
    }
    ended = scrapy("crawl", "article", "-a", f"urls={','.join(expected)}", RETRY_TIMES=0)
    failed = dict(re.findall(r"Cannot fetch (\S+): (\w+)", ended.log))
    assert failed == expected
