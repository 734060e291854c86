import pytest

from cleaners.clean import clean
from cleaners.markdown import escape, to_markdown
from cleaners.page import Page

PAGE = """<!doctype html><html lang="en"><head><title>Harbour wall</title></head><body><article><h1>Harbour wall</h1>
<p>The council has voted on Tuesday evening, after a debate of five hours, to mend the harbour wall this winter.</p>
<h3>What it costs</h3>
<p>The works cost 3 * 4 million_euros, the treasurer said, and
will be paid from the reserve of the port and two loans.</p>
<ul><li>The first part is done in March, before the ferries come back to the inner quay.</li>
<li>The second part follows in May, when the fishing fleet has left for the summer.</li></ul>
<blockquote><p>"We have waited for thirty years, and
 the sea has not waited with us," the harbour master said.</p></blockquote>
<p>1986 was the last time that the wall was mended, after the storm that took the old lighthouse with it.</p>
</article></body></html>"""


def test_blocks_keep_their_kind() -> None:
    markdown = to_markdown(clean(Page(body=PAGE, url="https://www.example.org/2026/03/harbour-wall")).article)
    assert markdown.startswith("# Harbour wall\n\nThe council")
    assert "\n\n### What it costs\n\n" in markdown
    assert "\n- The first part is done in March" in markdown
    assert "inner quay.\n- The second part" in markdown
    assert '\n\n> "We have waited' in markdown
    assert r"3 \* 4 million\_euros" in markdown


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# Not a heading", r"\# Not a heading"),
        ("- not a list", r"\- not a list"),
        ("1986. A year", r"1986\. A year"),
        ("[a](b) <i>", r"\[a\](b) \<i>"),
        ("plain text, with - a dash", "plain text, with - a dash"),
    ],
)
def test_text_is_never_taken_for_markup(text: str, escaped: str) -> None:
    assert escape(text) == escaped
