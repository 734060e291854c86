"""Addresses that a user types are read as browsers read them; anything else is refused by name."""

import pytest

from crawler.sources.arguments import site_source
from crawler.sources.loader import SourceError


@pytest.mark.parametrize(
    ("given", "home"),
    [
        ("example.org", "https://example.org/"),
        ("example.org:8080/city", "https://example.org:8080/city"),
        ("http:\\\\example.org", "http://example.org/"),
        ("https:/example.org", "https://example.org/"),
        ("https:example.org", "https://example.org/"),
    ],
)
def test_a_site_needs_no_scheme_and_may_have_other_slashes(given: str, home: str) -> None:
    assert site_source(given).home == home


@pytest.mark.parametrize("given", ["htp:/example.org", "htps://example.org", "mailto:desk@example.org", "exa mple.org"])
def test_an_address_of_another_kind_is_refused(given: str) -> None:
    with pytest.raises(SourceError, match=f"-a site={given}: not an http or https address"):
        site_source(given)
