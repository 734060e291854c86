"""The address that a page calls its own, and where its article comes from."""

import pytest

from tests.cleaners.metadata.pages import URL, ld, read


def test_another_publisher_s_canonical_address_means_syndication() -> None:
    found = read('<link rel="canonical" href="https://other.example/bridge">')
    assert found.syndicated_from is not None
    assert (found.syndicated_from.name, found.syndicated_from.evidence) == ("other.example", "link:canonical")


@pytest.mark.parametrize("author", ["Reuters", "Ada Berg and Bo Lind, dpa", "Associated Press in Oslo"])
def test_an_agency_in_the_byline_means_syndication(author: str) -> None:
    found = read(ld(author={"@type": "Person", "name": author})).syndicated_from
    assert found is not None
    assert (found.name in author, found.url, found.evidence) == (True, None, "byline")


def test_an_agency_s_own_page_is_not_syndicated() -> None:
    head = ld(author={"@type": "Organization", "name": "Reuters"}, publisher={"name": "Reuters"})
    assert read(head).syndicated_from is None


@pytest.mark.parametrize("own", [URL, "https://amp.daily.example/bridge", "https://www.daily.test/bridge"])
def test_the_same_publisher_s_address_means_none(own: str) -> None:
    assert read(f'<link rel="canonical" href="{own}">').syndicated_from is None


def test_a_canonical_address_of_the_front_page_is_not_believed() -> None:
    assert read('<link rel="canonical" href="https://www.daily.example/">').canonical_url is None
