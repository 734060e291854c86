"""Stage: put back parts of the story that the models lost although the parts beside them are body."""

from __future__ import annotations

from functools import partial

from cleaners.document import Document
from cleaners.rescue.addresses import rescue_addresses, rescue_linked_lists
from cleaners.rescue.between import rescue_between
from cleaners.rescue.boxes import rescue_boxes
from cleaners.rescue.containers import rescue_containers
from cleaners.rescue.doubtful import rescue_items
from cleaners.rescue.endings import rescue_ending
from cleaners.rescue.ingredients import rescue_ingredients
from cleaners.rescue.questions import rescue_questions
from cleaners.rescue.quotes import rescue_quotes
from cleaners.rescue.second_half import rescue_second_half
from cleaners.rescue.series import rescue_series
from cleaners.rescue.tables import rescue_groups
from cleaners.rescue.titles import rescue_headings, rescue_labels, rescue_titles


def rescue(document: Document) -> None:
    """Remove the mark of `main_content` from lost rows, items, entries and paragraphs.

    The models judge each block by itself. This stage looks at what belongs together: the rows of a table, the items of
    a list, containers of one shape, the second half of a split story, questions and answers, titles and the text below
    them, lines that begin alike, boxes, ingredients, addresses, and sentences and posts at the end of the story or
    between kept blocks. It does nothing on a page on which no model decided.
    """
    if document.tree is None or not any(block.signals.body is not None for block in document.blocks):
        return
    url = document.page.url
    finders = (
        rescue_containers, rescue_second_half, rescue_questions, rescue_groups, rescue_items, rescue_quotes,
        partial(rescue_ending, url=url), rescue_titles, rescue_labels, rescue_series, rescue_between, rescue_boxes,
        partial(rescue_addresses, url=url), partial(rescue_linked_lists, url=url), partial(rescue_headings, url=url),
        partial(rescue_ingredients, elements=document.elements),
    )  # fmt: skip
    for find in finders:
        for block in find(document.blocks):
            block.removal = None
