import pytest

from crawler.sources.address_shape import coarse_shape, fine_shape, has_growing_path

BASE = "https://example.org"


@pytest.mark.parametrize(
    "path", ["/a/b/a/b", "/news/x/news/x/story", "/a/a/a", "/x/1/x/2/x/3", "/" + "/".join("abcdefghijklmnopq")]
)
def test_a_path_that_repeats_itself_or_is_very_long_is_growing(path: str) -> None:
    assert has_growing_path(BASE + path)


@pytest.mark.parametrize(
    "path", ["/2026/03/03/03/story", "/news/news/story", "/de/politik/inland/artikel/2026/bund-streitet-um-lotsen", "/"]
)
def test_the_path_of_an_article_is_not_growing(path: str) -> None:
    assert not has_growing_path(BASE + path)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/calendar/2026/03/what-happens-here", "/calendar/1912/11/nothing-at-all-happens"),
        ("/s8f3a9c/harbour-wall-is-open", "/s11b2e/harbour-wall-is-open"),
        ("/list?page=2", "/list?page=300"),
        ("/story?x1=a", "/story?x2=b"),
    ],
)
def test_addresses_of_one_program_have_one_shape(one: str, other: str) -> None:
    assert fine_shape(BASE + one) == fine_shape(BASE + other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/calendar/2026/03/what-happens-here", "/news/2026/03/what-happens-here"),
        ("/harbour-wall-is-open", "/harbour-wall-is-open?sid=1"),
        ("/list?page=2", "/article?page=2"),
    ],
)
def test_addresses_of_other_programs_have_other_shapes(one: str, other: str) -> None:
    assert fine_shape(BASE + one) != fine_shape(BASE + other)


def test_any_number_of_words_in_a_row_has_one_coarse_shape() -> None:
    assert coarse_shape(BASE + "/alpha/beta/gamma") == coarse_shape(BASE + "/delta/epsilon")
