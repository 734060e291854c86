"""Find boxes with a field for a mail address, a comment or a vote, with a switch, or with buttons for answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml.html import HtmlElement

from cleaners.document import Block
from cleaners.groups.boxes.controls import is_button
from cleaners.groups.spans import Range, Spans, is_surely_story
from cleaners.markup.element_index import ElementIndex
from cleaners.text.sentences import ends_question, ends_sentence, ends_statement

MIN_PROSE_BEFORE = 30  # words of kept prose above a box; without them the box may be the page's text
MAX_FORMS = 20  # fields of each kind that are read per page
MAX_FORM_WORDS = 80  # words of a box with a field for a mail address
MAX_COMMENT_FORM_WORDS = 150  # words of a box with a field for comments, which often has rules for them
# Probability of being body from which a block keeps a box with a large text field: stories have such fields for code
# and for texts to share.
SURE_TEXT = 0.95
MAX_POLL_WORDS = 60  # of a box with a question and answers to choose from
MIN_ANSWERS = 2
MAX_ANSWER_WORDS = 10
MAX_QUESTION_WORDS = 14
MIN_LINK_SHARE = 0.8  # of a line that is a link
MAX_LABELS = 3  # blocks of a box with a switch
MAX_LABEL_WORDS = 6
# Attributes of a field for a mail address, each with a text in its value.
_MAIL_SIGNS = (
    ("name", "mail"), ("name", "MAIL"), ("id", "email"), ("placeholder", "@"), ("autocomplete", "email"),
)  # fmt: skip


def find_forms(page: Spans, elements: ElementIndex) -> Iterator[Range]:
    """Yield the ranges of boxes with a field for a mail address, a comment or a vote, or with answer buttons."""
    for field in [one for one in elements.tagged("input") if _is_for_mail(one)][:MAX_FORMS]:
        yield from _form_box(page, _largest_box(page, field, MAX_FORM_WORDS))
    for field in [*elements.tagged("textarea")][:MAX_FORMS]:
        box = _largest_box(page, field, MAX_COMMENT_FORM_WORDS)
        if box is not None and all((one.signals.body or 0.0) < SURE_TEXT for one in page.blocks[box[0] : box[1]]):
            yield from _form_box(page, box)
    for field in _first_answers(elements)[:MAX_FORMS]:
        box = _largest_box(page, field, MAX_POLL_WORDS)
        if box is not None and _is_poll(page.blocks[box[0] : box[1]]):
            yield from _form_box(page, box)
        elif box is not None:
            yield from _form_box(page, _sent_answers(page, field))
    yield from _switches(page, elements)
    yield from _question_with_buttons(page)


def _question_with_buttons(page: Spans) -> Iterator[Range]:
    """Yield the range of a question and its answers, which are buttons or links to this page right below it.

    An example is "Was this summary useful? Yes No". Yield nothing if there are several such questions: they are a quiz.
    """
    found: list[Range] = []
    for block in page.blocks:
        if block.removal is not None or block.words > MAX_QUESTION_WORDS or not ends_question(block.text):
            continue
        answers = [*takewhile(_is_answer, page.blocks[block.position + 1 :])]
        if len(answers) >= MIN_ANSWERS and page.prose[block.position]:
            found.append((block.position, _end_of_answers(page, block, len(answers))))
    if len(found) == 1:
        yield found[0]


def _end_of_answers(page: Spans, question: Block, answers: int) -> int:
    """Return the position after the answers, or after one more line if it ends the box of question and answers."""
    end = question.position + 1 + answers
    around = [] if question.element is None else question.element.iterancestors()
    boxes = takewhile(lambda box: page.of[box][0] == question.position and page.of[box][1] <= end + 1, around)
    ends = [page.of[box][1] for box in boxes]
    return end + 1 if end + 1 in ends and page.blocks[end].words <= MAX_QUESTION_WORDS else end


def _is_answer(block: Block) -> bool:
    """Return True for a short button, or a link to a place on this page."""
    if block.words > MAX_ANSWER_WORDS or block.element is None:
        return False
    links = block.links if block.link_share >= MIN_LINK_SHARE else []
    return is_button(block) or (bool(links) and all(link.get("href", "#").startswith("#") for link in links))


def _switches(page: Spans, elements: ElementIndex) -> Iterator[Range]:
    """Yield the ranges of boxes with only a button that stays pressed and a label, such as that to follow a topic."""
    for button in islice(elements.tagged("button"), MAX_FORMS):
        box = button.getparent() if "aria-pressed" in button.attrib else None
        start, end = page.of.get(box, (0, 0)) if box is not None else (0, 0)
        labels = page.blocks[start:end]
        is_label = all(one.words <= MAX_LABEL_WORDS and not ends_sentence(one.text) for one in labels)
        if len(labels) <= MAX_LABELS and is_label and page.kept_in(start, end):
            yield start, end


def _first_answers(elements: ElementIndex) -> list[HtmlElement]:
    """Return the first radio button of each group."""
    groups: defaultdict[str, list[HtmlElement]] = defaultdict(list)
    for field in elements.tagged("input"):
        if field.get("type") == "radio":
            groups[field.get("name", "")].append(field)
    return [fields[0] for fields in groups.values() if len(fields) >= MIN_ANSWERS]


def _is_poll(blocks: Sequence[Block]) -> bool:
    """Return True for a question and no other sentence. Pages build tabs and folded answers from such fields too."""
    questions = [block for block in blocks if ends_question(block.text)]
    return bool(questions) and not any(ends_sentence(block.text) for block in blocks if block not in questions)


def _sent_answers(page: Spans, answer: HtmlElement) -> Range | None:
    """Return the range of a small form with a button around an answer, or None.

    It needs no question, because questions have no mark in many languages, but it must not state anything.
    """
    form = next(answer.iterancestors("form"), None)
    start, end = (0, 0) if form is None else page.of.get(form, (0, 0))
    blocks = page.blocks[start:end]
    is_long = sum(block.words for block in blocks) > MAX_POLL_WORDS
    if form is None or is_long or any(ends_statement(block.text) for block in blocks):
        return None
    sends = next(form.iter("button"), None) is not None or any(
        one.get("type") == "submit" for one in form.iter("input")
    )
    return (start, end) if sends else None


def _form_box(page: Spans, box: Range | None) -> Iterator[Range]:
    if box is not None and page.kept_in(*box):
        yield box


def _is_for_mail(field: HtmlElement) -> bool:
    return field.get("type") == "email" or any(sign in field.get(name, "") for name, sign in _MAIL_SIGNS)


def _largest_box(page: Spans, element: HtmlElement, max_words: int) -> Range | None:
    """Return the range of the largest box around an element that is below prose, or None.

    The box has at most `max_words` words, and no paragraph that is surely story.
    """
    found: Range | None = None
    for around in element.iterancestors():
        span = page.of.get(around)
        if span is None:
            continue
        blocks = page.blocks[span[0] : span[1]]
        is_apart = page.prose[span[0]] >= MIN_PROSE_BEFORE and not any(map(is_surely_story, blocks))
        if not is_apart or sum(block.words for block in blocks) > max_words:
            break
        found = span
    return found
