"""The next page of a list."""

import pytest

from crawler.sources.readers.pages.front_page import read_front_page
from tests.crawler.sources.readers.pages.teasers import LINKED, URL


@pytest.mark.parametrize("tag", ["turbo-frame", "include-fragment"])
def test_a_frame_that_loads_the_next_page_continues_the_list(tag: str) -> None:
    page = f'<body><{tag} id="w" src="/weather/7"></{tag}><{tag} src="/sport?page=2" loading="lazy"></{tag}></body>'
    assert read_front_page(page.encode(), "https://www.paper.example/sport").next_page == (
        "https://www.paper.example/sport?page=2"
    )


@pytest.mark.parametrize(
    "pager",
    [
        """<a href="/sport/list/b">›</a>""",
        """<a aria-label="Next page" href="/sport/list/b"><svg></svg></a>""",
        """<div class="load-more" data-cursor="eyJ" data-endpoint="/sport/list/b"></div>""",
        """<div data-pagination='{"current_page": 1, "next_page_url": "\\/sport\\/list\\/b"}'></div>""",
        """<button data-load-more='{"target": "#list", "url": "\\/sport\\/list\\/b"}'>More</button>""",
        """<script>var pager = {current: 1, next: "/sport/list/b"};</script>""",
    ],
)
def test_a_list_is_continued_by_arrows_labels_and_data(pager: str) -> None:
    page = f"<body><main>{LINKED}</main>{pager}</body>"
    assert read_front_page(page.encode(), URL + "sport").next_page == URL + "sport/list/b"


@pytest.mark.parametrize(
    "pager",
    [
        """<form action="/sport"><input type=hidden name=view value=all><button name=page value=2>+</button></form>""",
        """<button class="load" data-endpoint="/sport?view=all&amp;page=2">Older stories</button>""",
        """<a href="#" class="load" data-ajax="/sport?view=all&amp;page=2">Older stories</a>""",
    ],
)
def test_a_list_is_continued_by_a_button(pager: str) -> None:
    page = f"<body>{LINKED}{pager}</body>"
    assert read_front_page(page.encode(), URL + "sport").next_page == URL + "sport?view=all&page=2"


@pytest.mark.parametrize(
    ("page", "pager", "following"),
    [
        ("sport", """<form action="/sport"><button name="n" value="1">More of these</button></form>""", "sport?n=1"),
        ("sport/part/1", """<div class="rest" data-config='{"nextUrl": "/sport/part/2"}'></div>""", "sport/part/2"),
    ],
)
def test_the_pages_of_a_list_may_be_counted_from_zero(page: str, pager: str, following: str) -> None:
    assert read_front_page(f"<body>{LINKED}{pager}</body>".encode(), URL + page).next_page == URL + following


def test_a_form_with_several_buttons_continues_no_list() -> None:
    pager = '<form action="/sport"><button name="page" value="2">Yes</button><button name="x">No</button></form>'
    assert read_front_page(f"<body>{LINKED}{pager}</body>".encode(), URL + "sport").next_page is None


def test_a_list_is_continued_by_the_options_of_a_choice() -> None:
    pager = '<select onchange="go()"><option value="/sport?page=1">1<option value="/sport?page=2">2</select>'
    assert read_front_page(f"<body>{LINKED}{pager}</body>".encode(), URL + "sport").next_page == URL + "sport?page=2"


@pytest.mark.parametrize(
    "markup",
    [
        """<a href="/weather/b">›</a>""",
        """<a href="/sport/ferry-turns-back-again-3041999">›</a>""",
        """<script>var slider = {next: "/sport/ferry-turns-back-again-3041999"};</script>""",
        """<script>var slider = {next: "/weather/7"};</script>""",
        """<div data-story='{"context": "/sport/list/b"}'></div>""",
    ],
)
def test_arrows_and_data_that_lead_elsewhere_continue_no_list(markup: str) -> None:
    assert read_front_page(f"<body>{LINKED}{markup}</body>".encode(), URL + "sport").next_page is None


@pytest.mark.parametrize(("offset", "continues"), [("4", True), ("0", False)])
def test_a_list_is_continued_by_a_button_that_loads_from_a_number_on(offset: str, continues: bool) -> None:
    button = f'<button class="load" data-endpoint="/api/list?from={offset}">Mehr</button>'
    found = read_front_page(f"<body><main>{LINKED}</main>{button}</body>".encode(), URL).next_page
    assert found == (f"{URL}api/list?from={offset}" if continues else None)
