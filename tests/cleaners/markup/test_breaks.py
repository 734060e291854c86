"""Tests of the number of line breaks in markup."""

import pytest

from cleaners.markup.breaks import count_breaks


@pytest.mark.parametrize(
    ("html", "breaks"),
    [
        ("", 0),
        ("no markup", 0),
        ("br>", 0),
        ("<br>", 1),
        ("<p>one<br>two<br/>three<br />four<BR>five", 4),
        ("<b>two</b> 3 > 2 <a href='/'>one</a>", 0),
        ("<p>\U0001f600<br>\ud800<br>", 2),
    ],
)
def test_line_breaks_are_counted_in_any_spelling(html: str, breaks: int):
    assert count_breaks(html) == breaks
