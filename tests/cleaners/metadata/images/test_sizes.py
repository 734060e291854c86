import pytest

from tests.cleaners.metadata.pages import read

CDN = "https://cdn.example"
SMALL, LARGE = f"{CDN}/pier-300.jpg", f"{CDN}/pier-1200.jpg"
SRCSET = f"{SMALL} 300w, {LARGE} 1200w"
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    "markup",
    [
        f"<img srcset='{SRCSET}'>",
        f"<img src='{SMALL}' srcset='{LARGE} 1200w,{SMALL} 300w'>",
        f"<img src='{SMALL}' srcset='{SMALL}, {LARGE} 2x'>",
        f"<img src='{GIF}' data-srcset='{SRCSET}'>",
        f"<img src='{SMALL}' data-src='{LARGE}'>",
        f"<img src='{GIF}' data-url='{LARGE}'>",
        f"<img src='{GIF}' data-hi-res='{LARGE}'>",
        f"<picture><source srcset='{SRCSET}'><img src='{GIF}'></picture>",
        f"<picture><source srcset='{LARGE}'><img alt=''></picture>",
        f"<picture><source media='(max-width: 500px)' srcset='{SMALL}'>"
        f"<source media='(min-width: 900px)' srcset='{LARGE}'><img src='{SMALL}'></picture>",
        f"<img src='{GIF}'><noscript><img src='{LARGE}'></noscript>",
        f"<img src='{GIF}'><noscript>&lt;img src=\"{LARGE}\"&gt;</noscript>",
        f"<img src='/placeholder.png' data-original='{LARGE}' data-id='/politics/5' data-alt='Boats. Pier.'>",
        f"<img src='{LARGE}'>",
    ],
)
def test_the_largest_address_of_a_picture_is_taken(markup: str) -> None:
    result = read(body=f"<h1>T</h1><figure>{markup}<figcaption>The pier.</figcaption></figure>")
    assert [image.url for image in result.images] == [LARGE]


def test_an_address_may_contain_commas() -> None:
    srcset = f"{CDN}/w_424,h_300,q_80/pier.jpg 424w, {CDN}/w_1456,h_900,q_80/pier.jpg 1456w"
    result = read(body=f"<h1>T</h1><figure><img srcset='{srcset}'><figcaption>The pier.</figcaption></figure>")
    assert [image.url for image in result.images] == [f"{CDN}/w_1456,h_900,q_80/pier.jpg"]


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (f"{CDN}/the old pier.jpg", f"{CDN}/the%20old%20pier.jpg"),
        (f"{LARGE} 1200w", LARGE),
        (f"{LARGE} 2x, {SMALL} 1x", LARGE),
    ],
)
def test_spaces_in_an_address_are_escaped_and_sizes_after_it_left_out(source: str, address: str) -> None:
    result = read(body=f"<h1>T</h1><figure><img src='{source}'><figcaption>The pier.</figcaption></figure>")
    assert [image.url for image in result.images] == [address]
