"""Why a block is not part of the article's text, and the codes that the stages use to say it.

The codes go into records and statistics, so they are public. mypy checks each use of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NewType

# The stages that remove blocks.
RemovingStage = Literal["main_content", "text_content", "clutter", "site_lines"]

# `main_content`: the decision over the blocks of an HTML page.
BodyRule = Literal[
    "outside_body", "screen_reader", "second_copy", "caption", "title", "kicker", "links_above_title", "date_line",
    "byline",
]  # fmt: skip
# `text_content`: the decision over the lines of a plain-text page.
LineRule = Literal[
    "outside", "too_long", "title", "date_line", "section_label", "byline", "caption", "banner", "teaser", "navigation",
]  # fmt: skip
# `clutter`: the elements, classes and ids that name what they contain.
MarkupRule = Literal[
    "markup.menu", "markup.navigation", "markup.newsletter", "markup.advertisement", "markup.share",
    "markup.cookie-notice", "markup.related-list", "markup.paywall",
]  # fmt: skip
SiteLineRule = Literal["site_line"]
# `clutter` and `explain`: the id of a phrase pack's rule, such as "en.newsletter". The packs define these.
PackRuleId = NewType("PackRuleId", str)

Rule = BodyRule | LineRule | MarkupRule | SiteLineRule | PackRuleId

OUTSIDE_BODY: Final[BodyRule] = "outside_body"  # the one rule that later stages ask for


@dataclass(frozen=True, slots=True)
class Removal:
    """The mark on a block that is not part of the article's text."""

    stage: RemovingStage
    rule: Rule
    reason: str  # one short sentence for a reader
