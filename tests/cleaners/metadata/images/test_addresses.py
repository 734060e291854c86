import pytest

from cleaners.metadata.images.addresses import is_picture, picture_key
from cleaners.metadata.images.captions import split_credit

HOST = "https://cdn.example/"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2025/06/bridge.jpeg", "2025/06/bridge-456x304.jpeg"),
        ("2025/06/bridge.jpeg", "2025/06/bridge-scaled.jpeg?w=1200&h=630"),
        ("24/05/week-19/-1220x526/b_000.jpg", "24/05/week-19/-952x498w6/b_000.jpg"),
        ("orig/2024/bridge.jpg", "1200x630_crop/2024/bridge.jpg"),
        ("static/960w/bridge.jpg", "static/branded_news/bridge.jpg"),
        ("1/1_v16_9_600.jpeg", "1/1_v4_3_1200.jpeg"),
        ("a/harbour-102~_t-17_v-16to9__retina.jpg", "a/harbour-102~_t-17_v-1to1__xlarge.jpg"),
        ("alternates/BASE_16_9_W1000/bridge.jpeg", "alternates/BASE_4_3_W600/bridge.jpeg"),
        ("format_jsonld_1x1/bridge.jpg.webp", "twitter_teaser/bridge.jpg"),
        ("x.0123456789abcdef01234567.original_1024.jpg", "y.0123456789abcdef01234567.16x9_700.jpg"),
        ("44/0123456789abcdef01234567/16x9/original.jpg", "44/0123456789abcdef01234567/16x9/640@60.jpg"),
        ("incoming/e3j-bridge.jpg/alternates/SQUARE_SMALL/b.jpg", "incoming/e3j-bridge.jpg/alternates/SOCIAL/b.jpg"),
        ("7C01456E-AFA3-4D09-A6AA-A6042A5159FA_w1080_h608.jpg", "7C01456E-AFA3-4D09-A6AA-A6042A5159FA.jpg"),
        ("rERQRhw7xajcatmufxPXAM-1200-80.jpg", "v2/t:0,l:262,cw:675,q:80/rERQRhw7xajcatmufxPXAM.jpg"),
        ("news/290/bridge_6246962.jpg", "news/4/bridge_6246962.jpg"),
        ("width=1200,quality=80/2025/Photo-2242056166.jpg", "width=2640,format=auto/2025/Photo-2242056166.jpg"),
        ("mobile245057420/97-ci16x9-w1200/old-bridge.jpg", "mobile245057420/97-ci16x9-w880/old-bridge.jpg"),
        ("l/ver1720022222/3700095/jpg/1200x628", "l/ver1720022222/3700095/jpg/600x314"),
        ("bridge.jpg", "b72k/rs:fit/plain/https%3A%2F%2Fcdn.example%2Fbridge.jpg"),
        ("a/1/old-bridge.jpg", "x/fit-in/1280x853/https://other.example/a/1/old-bridge.jpg"),
        ("bridge.jpg", "_next/image?url=https%3A%2F%2Fother.example%2Fbridge.jpg&w=640"),
    ],
)
def test_sizes_of_one_picture_share_a_key(first: str, second: str) -> None:
    assert picture_key(HOST + first) == picture_key(HOST + second)


def test_a_picture_behind_a_proxy_has_the_key_of_the_picture() -> None:
    assert picture_key("https://i0.wp.com/a.example/b/c.jpg?fit=2") == picture_key("https://a.example/b/c.jpg")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2024/08/harbour-1.jpg", "2024/08/harbour-2.jpg"),
        ("2024/08/IMG-1234.jpg", "2024/08/IMG-1235.jpg"),
        ("image.php?id=1&w=600", "image.php?id=2&w=600"),
        ("image/17835497/old-bridge", "image/17835499/old-bridge"),
        ("article/12345678/1/image.jpg", "article/12345678/2/image.jpg"),
        ("show?picture=12345678", "show?picture=12345679"),
        ("2024/08/1200x800-1.jpg", "2024/08/1200x800-2.jpg"),
        (
            "0123456789abcdef01234567/a0123456789abcdef0123456.jpg",
            "0123456789abcdef01234567/b0123456789abcdef0123456.jpg",
        ),
    ],
)
def test_different_pictures_have_different_keys(first: str, second: str) -> None:
    assert picture_key(HOST + first) != picture_key(HOST + second)


@pytest.mark.parametrize(
    "path", ["logo.png", "img/site-logo_2.jpg", "grey-placeholder.png", "icons/share.png", "a/pixel.gif", "a.svg"]
)
def test_logos_and_placeholders_are_refused(path: str) -> None:
    assert not is_picture(HOST + path)


@pytest.mark.parametrize("path", ["a/catalogos.jpg", "a/pixelart-show.jpg", "iconic-bridge.jpg", "a.jpg?x=logo"])
def test_pictures_whose_names_contain_such_words_are_accepted(path: str) -> None:
    assert is_picture(HOST + path)


def test_broken_addresses_do_not_fail() -> None:
    assert picture_key("http://[broken") == "http://[broken"


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The bridge. (Photo: Ada Berg/The Daily)", "The bridge.", "Ada Berg/The Daily"),
        ("Die Brücke. Foto: Ada Berg", "Die Brücke.", "Ada Berg"),
        ("The bridge © Agency", "The bridge", "Agency"),
        ("다리 [사진 = 김하늘]", "다리", "김하늘"),
        ("Мост. Фото: Анна Белова", "Мост.", "Анна Белова"),
        ("Picture: Ada Berg", None, "Ada Berg"),
        ("The bridge in a photo from 1990", "The bridge in a photo from 1990", None),
        ("A photo: the mayor opened the bridge, and " + "people came " * 20, None, None),
        ("", None, None),
    ],
)
def test_the_credit_at_the_end_of_a_caption_is_split_off(text: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(text) == (caption or text or None if credit is None else caption, credit)


def test_a_long_caption_costs_little() -> None:
    assert split_credit("( Photo " * 20_000)[1] is None


@pytest.mark.parametrize("part", ["_17x11", "_17x11_a"])
def test_a_name_of_many_sizes_takes_no_exponential_time(part: str) -> None:
    # A pattern of repeated parts would try every way to split this name: years.
    assert picture_key(f"{HOST}bridge{60 * part}!.jpg") == f"/bridge{60 * part}!"


@pytest.mark.parametrize(
    ("ending", "kept"),
    [
        ("_17x11_thumbnail_17x11", ""),  # "thumbnail" is the word of the first part, or a part of its own
        ("-456x304_crop-scaled@2x", ""),
        ("-scaled~anything-1", ""),
        ("-1-456x304", "-1"),
        ("-456x304-1-longer-than-a-word", "-456x304-1-longer-than-a-word"),
    ],
)
def test_every_size_part_at_the_end_of_a_name_is_left_out(ending: str, kept: str) -> None:
    assert picture_key(f"{HOST}bridge{ending}.jpg").endswith(f"/bridge{kept}")


@pytest.mark.parametrize(
    "path",
    [
        "loading-dock-on-fire.jpg",
        "google-pixel-10-review.jpg",
        "ferry-icon-of-the-coast.jpg",
        "a-new-logo-divides-the-town.jpg",
    ],
)
def test_words_of_a_headline_in_a_file_name_do_not_matter(path: str) -> None:
    assert is_picture(HOST + path)


@pytest.mark.parametrize(
    "path",
    [
        "img/default-social.png", "img/og-default.jpg", "no-image.jpg", "noimage_600x400.png", "daily-fallback.png",
        "logo-daily-courier-share-1200x630.png", "the-daily-courier-share-logo.png", "pixel/1.gif", "img/blank.gif",
    ],
)  # fmt: skip
def test_default_pictures_and_logos_are_left_out(path: str) -> None:
    assert not is_picture(HOST + path)
