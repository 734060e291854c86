"""Pages that a page shows as parts of itself, or that a browser loads after it, are read too."""

from __future__ import annotations

import pytest

from crawler.sources.readers.pages.front_page import read_front_page


@pytest.mark.parametrize(
    "page",
    [
        '<html><frameset cols="20%,80%"><frame src="/menu.html"><frame src="front.html"></frameset></html>',
        '<html><head><meta http-equiv="Refresh" content="12; URL=\'/menu.html\'"></head><body><p>Welcome!</p>'
        '<frameset><frame src="front.html"></frameset></body></html>',
    ],
)
def test_frames_and_refreshes_lead_to_further_pages_of_the_site(page: str) -> None:
    listing = read_front_page(page, "https://paper.example/")
    assert sorted(listing.sections) == ["https://paper.example/front.html", "https://paper.example/menu.html"]


def test_a_page_that_reloads_itself_or_leads_to_another_site_leads_to_no_further_page() -> None:
    page = (
        '<html><head><meta http-equiv="refresh" content="300"><meta http-equiv="refresh" content="300;url=/">'
        '<meta http-equiv="refresh" content="0;url=https://other.example/"></head>'
        '<frameset><frame src="https://ads.example/"><frame src=""><frame></frameset></html>'
    )
    assert read_front_page(page, "https://paper.example/").sections == []


@pytest.mark.parametrize(
    "part",
    [
        '<turbo-frame id="latest" src="/parts/latest" loading="lazy"></turbo-frame>',
        '<div hx-get="/parts/latest" hx-trigger="load delay:1s" hx-swap="innerHTML"></div>',
        '<section data-id="1" hx-get="/parts/latest" hx-trigger="click, revealed once"></section>',
        '<lazy-list src="/parts/latest"></lazy-list>',
    ],
)
def test_a_part_that_a_script_loads_is_a_list_of_its_own(part: str) -> None:
    story = (
        '<h2><a href="/2026/11/25/the-council-decides-about-the-bridge">The council decides about the bridge</a></h2>'
    )
    assert read_front_page(f"<body>{story}{part}</body>", "https://paper.example/").sections == [
        "https://paper.example/parts/latest"
    ]


@pytest.mark.parametrize(
    "part",
    [
        '<amp-img src="/parts/picture"></amp-img>',
        '<film-player src="/film.mp4"></film-player>',
        '<button hx-get="/menu" hx-trigger="click">Menu</button>',
        '<button hx-get="/menu">Menu</button>',
        '<lazy-list src="https://ads.example/"></lazy-list>',
    ],
)
def test_pictures_films_menus_and_other_sites_are_not_lists(part: str) -> None:
    assert read_front_page(f"<body><p>News</p>{part}</body>", "https://paper.example/").sections == []
