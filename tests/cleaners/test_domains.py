from __future__ import annotations

import subprocess
import sys

import pytest

from cleaners.domains import registered, without_variant_labels


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.example.org", "example.org"),
        ("news.example.co.uk", "example.co.uk"),
        ("News.Example.CO.UK", "Example.CO.UK"),
        ("example.org.", "example.org"),
        ("harbour.blogspot.com", "harbour.blogspot.com"),
        ("www.пример.рф", "пример.рф"),
        ("www。例え。jp", "例え.jp"),
        ("www.xn--e1afmkfd.xn--p1ai", "xn--e1afmkfd.xn--p1ai"),
        ("www.city.kawasaki.jp", "city.kawasaki.jp"),
        ("a.b.c.kawasaki.jp", "b.c.kawasaki.jp"),
        ("news.paper.unknown", "paper.unknown"),
        ("co.uk", None),
        ("blogspot.com", None),
        ("localhost", None),
        ("192.0.2.7", None),
        ("[2001:db8::1]", None),
        ("[::ffff:192.0.2.7]", None),
        ("a..example.org", None),
        ("", None),
    ],
)
def test_registered_domains(host: str, domain: str | None) -> None:
    assert registered(host) == domain


@pytest.mark.parametrize(
    ("netloc", "expected"),
    [("www.example.org:8080", "example.org:8080"), ("m.example.org", "example.org"), ("m.org", "m.org")],
)
def test_variant_labels(netloc: str, expected: str) -> None:
    assert without_variant_labels(netloc) == expected


def test_no_http_client_is_loaded() -> None:
    script = "import sys, cleaners.domains as d; d.registered('example.org'); print('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "False\n"
