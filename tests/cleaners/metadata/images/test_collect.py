"""The pictures of whole pages, with captions and credits."""

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
