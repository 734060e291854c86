"""Stage: mark groups of blocks that are not part of the story, such as readers' comments, other stories and teasers."""

from __future__ import annotations

from collections.abc import Iterator

from cleaners.document import Document
from cleaners.groups.above import find_above
from cleaners.groups.boxes.apart import boxes_apart
from cleaners.groups.boxes.consent import find_consent_boxes, find_placeholders
from cleaners.groups.boxes.forms import find_forms
from cleaners.groups.boxes.headings import find_last_heading, find_link_labels
from cleaners.groups.boxes.odd_boxes import find_odd_boxes
from cleaners.groups.boxes.offers import find_offers, find_paid_links
from cleaners.groups.boxes.players import find_players
from cleaners.groups.boxes.portraits import find_portraits
from cleaners.groups.boxes.promotions import find_appeals, find_paid_sections, find_promotions
from cleaners.groups.boxes.windows import find_windows
from cleaners.groups.cards import find_cards
from cleaners.groups.hidden import find_hidden_fragments
from cleaners.groups.lines.channels import find_channel_lines
from cleaners.groups.lines.invitations import find_invitations
from cleaners.groups.lines.link_lines import find_link_lines
from cleaners.groups.lines.pointers import find_pointers
from cleaners.groups.other_stories import find_headline, find_other_stories, find_story
from cleaners.groups.outer_labels import find_outer_labels
from cleaners.groups.spans import Range, Spans, spans
from cleaners.groups.story_words import StoryWords
from cleaners.groups.threads import find_threads
from cleaners.removal import GroupRule, RemovingStage

STAGE: RemovingStage = "groups"
_REASONS: dict[GroupRule, str] = {
    "comments": "it is in a thread of readers' comments",
    "other_story": "it is in another story on the page",
    "teaser_cards": "it is in a list of teasers of other stories",
    "link_line": "the line is only a link to another story, or points to one",
    "invitation": "the line invites the reader to another page or to a mailbox of the site",
    "channel": "the line leads to a channel on another platform",
    "outer_label": "it is a button, or a label with a number or a name, beside the text",
    "form": "it is in a box with a field for a mail address, a comment or a vote",
    "consent_box": "it is in a box that asks for consent to load something",
    "placeholder": "it only links to a post that a script would embed",
    "box_heading": "it is the heading or label of a box or list whose text was removed",
    "author_portrait": "it signs or credits the story, or tells who the author is",
    "hidden_fragment": "the page hides it beside paragraphs that it shows",
    "player": "it is the title or length of a video or audio file",
    "above_story": "it is above the headline and outside the story",
    "promotion": "it is in a box, section or line that promotes or disclaims something, by its name, button or links",
    "odd_box": "it is in a box among the paragraphs that holds none of the story's text",
    "window": "it is in a window that the page opens above its text",
}


def groups(document: Document) -> None:
    """Mark the blocks of each group as a whole. Add the flag "several_stories" if the page has other stories."""
    if document.tree is None or not any(document.kept()):
        return
    page = spans(document.blocks)
    for rule, (start, end) in [*_find_groups(document, page), *_find_boxes(document, page)]:
        if rule == "other_story" and "several_stories" not in document.flags:
            document.flags.append("several_stories")
        for block in document.blocks[start:end]:
            block.remove(STAGE, rule, _REASONS[rule])
    for label in find_link_labels(document.blocks):
        label.remove(STAGE, "box_heading", _REASONS["box_heading"])
    for label in find_outer_labels(document.blocks, document.page.url):
        label.remove(STAGE, "outer_label", _REASONS["outer_label"])
    if (last := find_last_heading(document.blocks)) is not None:
        last.remove(STAGE, "box_heading", _REASONS["box_heading"])


def _find_boxes(document: Document, page: Spans) -> Iterator[tuple[GroupRule, Range]]:
    """Yield the rule and the range of each box, line or portrait beside the paragraphs of the story."""
    known = document.metadata
    boxes = [*boxes_apart(page)]
    story, url = StoryWords(document.blocks), document.page.url
    yield from (("odd_box", found) for found in find_odd_boxes(boxes, story, url))
    offers = find_offers(page, story, url)
    yield from (("invitation", (block.position, block.position + 1)) for block in offers)
    yield from (("promotion", found) for found in find_paid_links(page, boxes, story, url))
    yield from (("promotion", found) for found in find_appeals(boxes))
    yield from (("hidden_fragment", found) for found in find_hidden_fragments(page))
    yield from (("form", found) for found in find_forms(page, document.elements))
    yield from (("player", found) for found in find_players(page, document.elements))
    yield from (("consent_box", found) for found in find_consent_boxes(page))
    yield from (("placeholder", found) for found in find_placeholders(page, document.elements))
    yield from (("author_portrait", found) for found in find_portraits(page, known.authors, known.site_name))


def _find_groups(document: Document, page: Spans) -> Iterator[tuple[GroupRule, Range]]:
    """Yield the rule and the range of blocks of each group."""
    url, headline = document.page.url, find_headline(page, document.metadata.title or "")
    story = None if headline is None else find_story(page, headline)
    position = -1 if headline is None else headline.position
    yield from (("comments", found) for found in find_threads(page, position))
    yield from (("window", found) for found in find_windows(page, position))
    if headline is not None and story is not None:
        yield from (("other_story", found) for found in find_other_stories(page, headline, story))
        above = find_above(page, headline, story)
        yield from (("above_story", (block.position, block.position + 1)) for block in above)
    yield from (("teaser_cards", found) for found in find_cards(page, url, story))
    yield from (("promotion", found) for found in find_promotions(page, url))
    yield from (("promotion", found) for found in find_paid_sections(page))
    yield from (("link_line", (block.position, block.position + 1)) for block in find_link_lines(page, url))
    yield from (("link_line", (block.position, block.position + 1)) for block in find_pointers(page, url))
    yield from (("channel", (block.position, block.position + 1)) for block in find_channel_lines(page))
    yield from (("invitation", (block.position, block.position + 1)) for block in find_invitations(page, url))
