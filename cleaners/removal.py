"""The mark on a block that is not part of the text, and the codes of the stages and rules that set it.

The codes are public, because records and statistics contain them. mypy checks each use of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NewType

# The stages that remove blocks.
RemovingStage = Literal["main_content", "page_data", "text_content", "groups", "clutter", "site_lines", "joining"]

# Rules of `main_content`, which decides about the blocks of an HTML page.
BodyRule = Literal[
    "outside_body", "screen_reader", "second_copy", "caption", "title", "kicker", "links_above_title", "date_line",
    "byline", "dek", "site_address",
]  # fmt: skip
# Rules of `text_content`, which decides about the lines of a plain-text page.
LineRule = Literal[
    "outside", "too_long", "title", "date_line", "section_label", "byline", "caption", "banner", "teaser", "navigation",
]  # fmt: skip
# Rules of `groups`, which decides about several blocks as a whole.
GroupRule = Literal[
    "comments", "other_story", "teaser_cards", "link_line", "invitation", "form", "consent_box", "author_portrait",
    "hidden_fragment", "placeholder", "player", "window", "above_story", "box_heading",
    "promotion", "channel", "outer_label", "odd_box",
]  # fmt: skip
SiteLineRule = Literal["site_line"]
JoiningRule = Literal["on_earlier_page"]  # of `cleaners.split_stories.joining`, for the later pages of a story
# The id of a phrase-pack rule, such as "en.newsletter". The packs define the ids, `clutter` and `explain` use them.
PackRuleId = NewType("PackRuleId", str)

Rule = BodyRule | LineRule | GroupRule | SiteLineRule | JoiningRule | PackRuleId

OUTSIDE_BODY: Final[BodyRule] = "outside_body"  # the only rule that later stages check for


@dataclass(frozen=True, slots=True)
class Removal:
    """The mark on a block that is not part of the article's text."""

    stage: RemovingStage
    rule: Rule
    reason: str  # a short sentence for people
