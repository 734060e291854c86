import pytest

from cleaners.islands.threads import is_thread


def posts(number, **members):
    """Return posts in which each member is formatted with the post's number."""
    return [{key: value.format(n) for key, value in members.items()} for n in range(number)]


@pytest.mark.parametrize(
    "nodes",
    [posts(2, user="seal{}", text="No."), posts(5, author="seal{}", body="No."), posts(1, author="seal", text="No."),
     posts(3, displayName="g{}", message="No."),
     [{"author": {"name": name}, "content": "No."} for name in ("seal", "gull", "tern")]],
)  # fmt: skip
def test_posts_of_many_people_are_a_thread(nodes):
    assert is_thread(nodes)


@pytest.mark.parametrize(
    "nodes",
    [[], ["a", "b"], posts(4, type="paragraph", text="The wall."), posts(6, author="Ida Bron", body="The wall."),
     posts(4, author="seal{}", headline="Wall {}", body="The wall."), posts(1, author="Ida Bron", body="The wall.")],
)  # fmt: skip
def test_paragraphs_and_entries_of_a_live_blog_are_not_a_thread(nodes):
    assert not is_thread(nodes)
