"""Lines that lead into a kept list are kept with it."""

import lxml.html
import pytest

from cleaners.body.blocks import split_tree
from cleaners.removal import OUTSIDE_BODY
from cleaners.rescue.doubtful import keep_lead_ins

LISTS = [
    "<ul><li>two boats</li></ul>", "<ol><li>two boats</li></ol>", "<blockquote><p>Two boats.</p></blockquote>",
    "<table><tr><td>Boats</td><td>2</td></tr></table>",
]  # fmt: skip


def kept(line: str, below: str, probability: float, below_probability: float = 0.9) -> bool:
    """Return True if a lost line above other text is kept."""
    line_block, below_block = split_tree(lxml.html.document_fromstring(f"<body><p>{line}</p>{below}</body>"))
    line_block.signals.body = probability
    line_block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    if below_probability < 0.5:
        below_block.remove("main_content", OUTSIDE_BODY, "a test removed it")
    keep_lead_ins([line_block, below_block])
    return line_block.removal is None


@pytest.mark.parametrize("below", LISTS)
@pytest.mark.parametrize("line", ["Specs:", "What happens next:", "条件如下："])
def test_a_doubtful_line_with_a_colon_above_a_kept_list_is_kept(line: str, below: str) -> None:
    assert kept(line, below, 0.3)
    assert not kept(line, below, 0.2)
    assert not kept(line, below, 0.3, below_probability=0.1)


def test_other_lines_stay_removed() -> None:
    assert not kept("What happens next.", LISTS[0], 0.3)
    assert not kept("<a href='/next'>What happens next:</a>", LISTS[0], 0.3)
    assert not kept("What happens next:", "<p>Two boats.</p>", 0.3)
