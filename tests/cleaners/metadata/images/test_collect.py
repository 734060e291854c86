"""The pictures of whole pages, with captions and credits."""

import pytest

from cleaners.metadata import Image
from cleaners.metadata.images.collect import MAX_ADDRESSES
from tests.cleaners.metadata.pages import ld, meta, read


def test_sizes_of_one_picture_are_merged_and_logos_left_out() -> None:
    head = ld(image=["/p/bridge-1200x675.jpg", "/logo.png"]) + meta(og__image="/p/bridge-600x400.jpg")
    figure = (
        "<figure><img src='/grey-placeholder.png' data-src='/p/bridge.jpg'><figcaption>The bridge</figcaption></figure>"
    )
    assert read(head, figure).images == [Image("https://www.daily.example/p/bridge-1200x675.jpg", "The bridge")]


def test_figures_of_cards_and_sidebars_are_left_out() -> None:
    figure = "<figure><img src='/2.jpg'><figcaption>Another story</figcaption></figure>"
    assert read(body=f"<h1>T</h1><aside>{figure}</aside><div class='related'>{figure}</div>").images == []


def test_the_caption_that_the_page_shows_takes_precedence() -> None:
    picture = {"url": "/p/bridge-1200x675.jpg", "caption": "bridge", "creditText": "Bo Lind"}
    data = ld(image={"@type": "ImageObject", **picture})
    figure = "<figure><img src='/p/bridge.jpg'><figcaption>The bridge in May</figcaption></figure>"
    assert read(data, figure).images == [
        Image("https://www.daily.example/p/bridge-1200x675.jpg", "The bridge in May", "Bo Lind")
    ]


def test_the_pictures_of_teasers_are_left_out() -> None:
    links = [
        f"<div><a href='/other-{n}'><figure><img src='/p/{n}.jpg'><figcaption>Another story of town {n}</figcaption>"
        "</figure></a></div>"
        for n in range(3)
    ]
    assert urls(body=f"<main>{H1}<p>Text.</p></main>{''.join(links)}") == []
    assert urls(body=f"<main>{H1}<p>Text.</p></main>{''.join(links[:2])}") == ["/p/0.jpg", "/p/1.jpg"]
    heading = "<h3><a href='/other'>Another story</a></h3>"
    card = f"<li><article><figure><img src='/p/1.jpg'><figcaption>Bo Lind</figcaption></figure>{heading}</article></li>"
    assert urls(body=f"<main>{H1}<p>Text.</p></main><ul>{card}</ul>") == []


def test_figures_give_captions_and_credits() -> None:
    caption = "<figcaption>The mayor <span class='credit'>Photo: Bo Lind</span></figcaption>"
    assert read(body=f"<figure><img src='/2.jpg'>{caption}</figure>").images == [
        Image("https://www.daily.example/2.jpg", "The mayor", "Bo Lind")
    ]


def test_the_number_of_addresses_per_place_is_limited() -> None:
    sizes = [f"/p/bridge-{width}x600.jpg" for width in range(1000, 1000 + MAX_ADDRESSES)]
    assert [image.url for image in read(ld(image=[*sizes, "/p/ferry.jpg"])).images] == [
        "https://www.daily.example/p/bridge-1000x600.jpg"
    ]


def urls(head: str = "", body: str = "") -> list[str | None]:
    return [(image.url or "").removeprefix("https://www.daily.example") for image in read(head, body).images]


H1 = "<h1>The bridge opens</h1>"
SET = "<img src='/p/bridge-150x100.jpg' srcset='/p/bridge-640x400.jpg 640w, /p/bridge-1600x900.jpg 1600w'>"


def test_a_figure_of_the_article_needs_no_caption() -> None:
    figure = "<figure><img src='/p/bridge.jpg'></figure>"
    assert urls(body=f"<main>{H1}<div>{figure}</div></main>") == ["/p/bridge.jpg"]
    assert urls(body=f"<article>{H1}<figure><a href='/p/large.jpg'><img src='/p/s.jpg'></a></figure></article>") == [
        "/p/s.jpg"
    ]
    for lightbox in ("href='#photo-1'", "href='javascript:open()'", "data-open='1'", "href='/p/bridge-large.jpg'"):
        assert urls(body=f"<main>{H1}<a {lightbox}>{figure}</a></main>") == ["/p/bridge.jpg"]
        assert urls(body=f"<main>{H1}<figure><a {lightbox}><img src='/p/b.jpg'></a></figure></main>") == ["/p/b.jpg"]
    assert urls(body=f"<main>{H1}<a href='/other'>{figure}</a></main>") == []
    assert urls(body=f"<main>{H1}<figure><a href='/other'><img src='/p/b.jpg'></a></figure></main>") == []
    assert urls(body=f"<main>{H1}<article>{figure}<h3>Another story</h3></article></main>") == []
    assert urls(body=f"<article>{H1}</article><div>{figure}</div>") == []


def test_a_small_picture_in_the_markup_gives_way_to_a_large_one_on_the_page() -> None:
    large = ["/p/bridge-1600x900.jpg"]
    assert urls(ld(image="/p/bridge-300x200.jpg"), f"<article>{H1}<figure>{SET}</figure></article>") == large
    assert urls(ld(image=[]) + meta(og__image="/p/bridge-300x200.jpg"), f"{H1}<p>{SET}</p>") == large
    assert urls(ld(image="/p/bridge.jpg"), f"{H1}<p>{SET}</p>") == ["/p/bridge.jpg"]  # perhaps the original
    assert urls(ld(image="/p/bridge-2000x1100.jpg"), f"{H1}<p>{SET}</p>") == ["/p/bridge-2000x1100.jpg"]
    assert urls(ld(image="/p/ferry-300x200.jpg"), f"{H1}<p>{SET}</p>") == ["/p/ferry-300x200.jpg"]


def test_the_largest_source_of_a_picture_element_counts() -> None:
    sizes = "/p/bridge-1200x800.webp 1200w, /p/bridge-600x400.webp 600w"
    picture = f"<picture><source srcset='{sizes}'><img src='/p/bridge-60x40.jpg'></picture>"
    assert urls(ld(image="/p/bridge-300x200.jpg"), H1 + picture) == ["/p/bridge-1200x800.webp"]


PARAGRAPHS = "<p>The bridge has been closed since the flood, and nobody knows when it will open again.</p>" * 2


@pytest.mark.parametrize(
    "picture",
    [
        "<p><img src='/2.jpg'></p>",
        "<div class='x'><div><img src='/2.jpg'></div><div>The bridge</div></div>",
        "<img src='/small.jpg' srcset='/1.jpg 600w, /2.jpg 1200w'>",
        "<picture><source srcset='/2.jpg 1600w'><img src='/1.jpg'></picture>",
        "<figure><img src='data:image/gif;base64,R0' data-src='/2.jpg'></figure>",
    ],
)
def test_a_page_without_other_pictures_has_those_among_its_paragraphs(picture: str) -> None:
    result = read(body=f"<h1>T</h1><div>{picture}{PARAGRAPHS}</div>")
    assert [image.url for image in result.images] == ["https://www.daily.example/2.jpg"]
    known = read(meta(og__image="/1.jpg"), f"<h1>T</h1><div>{picture}{PARAGRAPHS}</div>")
    assert [image.url for image in known.images] == ["https://www.daily.example/1.jpg"]


@pytest.mark.parametrize(
    "picture",
    [
        "<p><img src='/icon.png' width='16' height='16'></p>",
        "<div><a href='/other'><img src='/2.jpg'>Another story</a></div>",
        "<ul><li><img src='/2.jpg'></li></ul>",
        "<aside><img src='/2.jpg'></aside>",
    ],
)
def test_icons_and_pictures_of_cards_do_not_count(picture: str) -> None:
    assert read(body=f"<h1>T</h1><div>{picture}{PARAGRAPHS}</div>").images == []


@pytest.mark.parametrize(
    "other",
    [
        "<div class='author-bio'><figure><img src='/ada.jpg'></figure><p>Ada Berg writes about bridges.</p></div>",
        "<ul><li><a href='/ferry'><figure><img src='/2.jpg'><figcaption>The ferry</figcaption></figure></a></li></ul>",
    ],
)
def test_portraits_and_pictures_of_linked_articles_are_left_out(other: str) -> None:
    figure = "<figure><img src='/1.jpg'><figcaption>The bridge</figcaption></figure>"
    images = read(body=f"<article><h1>T</h1>{figure}<p>Text.</p>{other}</article>").images
    assert [image.caption for image in images] == ["The bridge"]


def test_a_picture_that_links_to_its_own_file_is_kept() -> None:
    link = "<a href='/1-large.jpg'><img src='/1.jpg'></a>"
    figure = f"<ul><li><figure>{link}<figcaption>The bridge</figcaption></figure></li></ul>"
    assert len(read(body=f"<article><h1>T</h1>{figure}</article>").images) == 1


@pytest.mark.parametrize(
    "image", [{"url": ["/1.jpg", "/2.jpg"]}, {"@list": ["/1.jpg"]}, {"@list": [{"contentUrl": "/1.jpg"}]}]
)
def test_lists_inside_a_picture_in_json_ld_are_read(image: object) -> None:
    assert [one.url for one in read(ld(image=image)).images] == ["https://www.daily.example/1.jpg"]


def test_a_picture_that_only_a_tag_of_parsely_or_sailthru_names_counts() -> None:
    tag = "<meta name='sailthru.image.full' content='/p/full.jpg'>"
    assert read(tag).images == [Image("https://www.daily.example/p/full.jpg")]
    assert read(tag + meta(og__image="/p/bridge.jpg")).images == [Image("https://www.daily.example/p/bridge.jpg")]


@pytest.mark.parametrize(
    ("caption", "kept"),
    [
        ("The bridge opens in the spring", None),
        ("THE BRIDGE OPENS in the spring", None),
        ("The bridge opens in the spring 2024-05-02 09:52 by Ada Berg 5 comments", None),
        ("The bridge, before it opens in the spring", "The bridge, before it opens in the spring"),
    ],
)
def test_the_headline_is_not_a_caption(caption: str, kept: str | None) -> None:
    title = "The bridge opens in the spring"
    data = ld(headline=title, image={"@type": "ImageObject", "url": "/p/bridge.jpg", "caption": caption})
    assert [image.caption for image in read(data, f"<h1>{title}</h1>").images] == [kept]
