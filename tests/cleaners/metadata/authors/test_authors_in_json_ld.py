"""Forms of an author in JSON-LD."""

import pytest

from tests.cleaners.metadata.pages import author_names, ld, read

TEXT = "<p>The county opened the bridge on Friday, and the first buses crossed it before the snow came.</p>"
PERSON = {"@type": "Person", "name": "Ada Berg"}


@pytest.mark.parametrize(
    "author",
    [
        PERSON,
        [PERSON],
        [[PERSON]],
        "By Ada Berg",
        "Ada Berg, Reporter",
        "<a href='/a'>Ada Berg</a>",
        "Ada Berg <ada@mail.example>",
        '[{"@type": "Person", "name": "Ada Berg"}]',
        {"0": PERSON},
        {"@value": "Ada Berg"},
        {"@type": "Role", "author": PERSON},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": PERSON}]},
        {"@type": "Person", "name": {"@value": "Ada Berg", "@language": "en"}},
        {"@type": "Person", "givenName": "Ada", "familyName": "Berg"},
        {"@type": "Person", "alternateName": "Ada Berg"},
        [{"@type": "Organization", "name": "dpa"}, PERSON],
    ],
    ids=str,
)
def test_all_forms_of_an_author_in_json_ld_are_read(author: object) -> None:
    assert author_names(read(ld(author=author), "<h1>The bridge opens</h1>" + TEXT)) == ["Ada Berg"]


NAMELESS = [{"@type": "Person"}, {"@type": "Role"}, {}, [], "", "[{broken", {"0": {"1": {}}}]


@pytest.mark.parametrize("author", NAMELESS, ids=str)
def test_an_author_without_a_name_gives_way_to_the_byline(author: object) -> None:
    body = f"<h1>The bridge opens</h1><p>By Ada Berg</p>{TEXT}"
    assert author_names(read(ld(author=author), body)) == ["Ada Berg"]


def test_deeply_nested_authors_are_bounded() -> None:
    nested: object = PERSON
    for _ in range(400):
        nested = [nested]
    assert read(ld(author=nested), "<h1>The bridge opens</h1>").authors == []


@pytest.mark.parametrize(
    ("address", "url"),
    [("ada", None), ("ada-berg", None), ("", None), ("/authors/ada", "https://www.daily.example/authors/ada")],
)
def test_an_id_in_the_place_of_an_authors_address_is_ignored(address: str, url: str | None) -> None:
    [author] = read(ld(author=PERSON | {"url": address}), "<h1>The bridge opens</h1>" + TEXT).authors
    assert author.url == url
