"""Recognise threads of readers' comments in data."""

from __future__ import annotations

import json
from typing import Any

MAX_COMPARED = 20  # posts of a list
MIN_POSTS = 2  # in a list whose posts have authors, as the entries of a live blog do

# Names of members, without underscores, that comments have but paragraphs lack.
_USER_KEYS = frozenset(["user", "username", "userid", "nickname", "likes", "likecount", "votes", "upvotes", "replies",
                        "avatar", "parentid", "rating", "commenter", "reactions", "commentid"])  # fmt: skip
_AUTHOR_KEYS = frozenset(["author", "authorname", "name", "displayname", "createdby", "postedby", "member"])
_TEXT_KEYS = frozenset(["text", "body", "content", "message", "html", "markdown"])
_TITLE_KEYS = frozenset(["title", "headline"])


def is_thread(nodes: list[Any]) -> bool:
    """Return True for a list of readers' comments or of posts by different users.

    The entries of a live blog have authors too, but many entries share few authors.
    """
    posts = [{_folded(key): value for key, value in one.items()} for one in nodes[:MAX_COMPARED] if _is_object(one)]
    if not posts:
        return False
    if 2 * sum(map(_is_comment, posts)) > len(posts):
        return True
    authors = [author for author in map(_author, posts) if author]
    return len(posts) >= MIN_POSTS and 2 * len(set(authors)) > len(posts)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _folded(key: str) -> str:
    return key.casefold().replace("_", "")


def _is_comment(post: dict[str, Any]) -> bool:
    is_signed = not {"author", "name"}.isdisjoint(post) and "text" in post and _TITLE_KEYS.isdisjoint(post)
    return is_signed or not _USER_KEYS.isdisjoint(post)


def _author(post: dict[str, Any]) -> str | None:
    """Return the author of a post; None if it has a title, no text or no author."""
    if _TEXT_KEYS.isdisjoint(post) or not _TITLE_KEYS.isdisjoint(post):
        return None
    author = next((value for key, value in post.items() if key in _AUTHOR_KEYS), None)
    return json.dumps(author, sort_keys=True)[:400] if author else None
