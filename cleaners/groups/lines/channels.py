"""Find lines that lead the reader to the site's channel on another platform: "Follow us on Telegram", in any language.

The link shows it, whatever the words are: its address is that of an account or channel, not of a single post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cleaners.document import Block
from cleaners.groups.spans import Spans
from cleaners.text.sentences import ends_sentence
from cleaners.urls import parts_of

MAX_WORDS = 40
MIN_LINK_SHARE = 0.5  # of a line with a link to an account; reports also link to accounts of people and offices
# Probability of being body from which a last sentence stays. On labelled pages, such sentences with an account were
# article on 3 sites and debatable on 2, all of them above this probability.
SURE_TEXT = 0.9
# Addresses that invite readers to a channel, or to a feed that they set up themselves. Reports do not link to them.
_INVITATIONS = re.compile(
    r"news\.google\.[a-z.]{2,6}/(?:publications|s|my|topics)/|google\.com/preferences/source"
    r"|(?:whatsapp\.com/channel|chat\.whatsapp\.com|wa\.me|invite\.viber\.com|line\.me|lin\.ee|page\.line\.me|zalo\.me|t\.me/(?:\+|joinchat/))",
    re.IGNORECASE,
)
_ACCOUNTS = re.compile(
    r"(?:t\.me|telegram\.me|facebook\.com|instagram\.com|twitter\.com|x\.com|vk\.com|ok\.ru|dzen\.ru|zen\.yandex\.ru"
    r"|max\.ru|weibo\.com|tiktok\.com|threads\.net|linkedin\.com/(?:company|in)|youtube\.com/(?:@|c/|user/|channel/)|bsky\.app/profile)/?[\w.%@-]{2,60}/?",
    re.IGNORECASE,
)

# Addresses that share the page.
_SHARING = re.compile(
    r"facebook\.com/(?:sharer|share|dialog)|(?:t|telegram)\.me/share|(?:twitter|x)\.com/(?:intent|share|home)|wa\.me/"
    r"|api\.whatsapp\.com/send|vk\.com/share|connect\.ok\.ru/|(?:social-plugins\.)?line\.me/(?:R/|lineit)"
    r"|linkedin\.com/(?:share|cws|sharing)|reddit\.com/submit|pinterest\.[a-z.]+/pin/create|service\.weibo\.com/share"
    r"|story\.kakao\.com/share|band\.us/plugin/share|b\.hatena\.ne\.jp|getpocket\.com",
    re.IGNORECASE,
)
# Addresses of single posts.
_POST = re.compile(
    r"//(?:www\.|m\.|mobile\.)?(?:(?:t\.me|telegram\.me)/(?:s/)?\w+/\d+|(?:twitter|x)\.com/\w+/status/\d|instagram\.com/(?:p|reel)/\w"
    r"|facebook\.com/[^?#]+/(?:posts|videos)/|vk\.(?:com|ru)/[^#]*wall-?\d|ok\.ru/[^?#]+/(?:topic|statuses)/\d"
    r"|weibo\.com/\d+/\w|threads\.(?:net|com)/@[^/]+/post/|bsky\.app/profile/[^/]+/post/|max\.ru/[^/]+/\w+)",
    re.IGNORECASE,
)
MIN_SHARING = 2  # links to share the page, in a box with its label
MAX_LABEL_WORDS = 5


def find_channel_lines(page: Spans) -> Iterator[Block]:
    """Yield the kept lines that link to an invitation, and those that consist mainly of links to accounts.

    The last line of the text may have more words, unless it is a sentence that the models are sure is body.
    """
    last = next((block for block in reversed(page.blocks) if block.removal is None), None)
    for block in page.blocks:
        if block.removal is None and block.link_share and block.words <= MAX_WORDS and block.type != "table_row":
            addresses = _links(block)
            is_invitation = any(map(_is_invitation, addresses))
            is_account = bool(addresses) and all(map(_is_account, addresses))
            is_appeal = block.link_share >= MIN_LINK_SHARE or (block is last and _may_be_appeal(block))
            if is_invitation or (is_account and is_appeal):
                yield block
        elif block.removal is None and _is_share_label(page, block):
            yield block


def _may_be_appeal(block: Block) -> bool:
    return not ends_sentence(block.text) or (block.signals.body or 0.0) < SURE_TEXT


def _is_share_label(page: Spans, block: Block) -> bool:
    """Return True for a short line in a box whose only other contents are links to share the page, shown as signs."""
    if block.words > MAX_LABEL_WORDS or block.element is None or ends_sentence(block.text):
        return False
    for around in (block.element, *islice(block.element.iterancestors(), 1)):
        if page.of[around] != (block.position, block.position + 1):
            return False
        if links := [link.get("href") or "" for link in around.iter("a")]:
            return len(links) >= MIN_SHARING and all(map(_SHARING.match, map(_address, links)))
    return False


def is_channel(href: str) -> bool:
    """Return True for the address of an account, or of an invitation to a channel."""
    return _is_account(href) or _is_invitation(href)


def leads_to_post(block: Block) -> bool:
    """Return True if a link in a block has the address of a single post."""
    return any(map(_POST.search, _links(block)))


def _is_account(href: str) -> bool:
    return _ACCOUNTS.fullmatch(_address(href)) is not None


def _is_invitation(href: str) -> bool:
    return _INVITATIONS.match(_address(href)) is not None


def _links(block: Block) -> list[str]:
    return [link.get("href") or "" for link in block.links]


def _address(href: str) -> str:
    """Return host and path of an address, without "www." and the like."""
    parts = parts_of(href)
    host = re.sub(r"^(?:www|m|mobile)\.", "", parts.hostname or "")
    return f"{host}{parts.path}"
