"""Initials and credits below the last sentence of a story."""

import pytest

from tests.cleaners.groups.boxes.test_portraits import STORY, kept


@pytest.mark.parametrize(
    "line",
    [
        "J. R.", "kb", "eb, pap", "aja/PAP", "(dr/spot)", "RIRM", "(CKOM, CJWW)", "e-diet.gr", "（即時新聞）",
        "Additional reporting by Sam Oduya", "Edited by Radio Coast's Karin Yeske.", "Crédits photos : Bestimage",
        "kb/ots</p><p>Edited by Karin Yeske",
    ],
)  # fmt: skip
def test_initials_and_credits_below_the_story_go(line: str) -> None:
    assert kept(f"<p>{line}</p>") == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "So it goes", "Yes.", "No!", "— JS", "“RIRM”", "250 g", "(all figures without warranty)",
        "The firm declined to comment on Ms Ward’s case.",
        "Photo credits are due to Olle Brandt, who still has the keys.",
        "The lamp is now steered from the county</p><p>RIRM",
    ],
)  # fmt: skip
def test_short_lines_of_the_story_stay(line: str) -> None:
    assert len(kept(f"<p>{line}</p>")) == len(STORY) + 1 + line.count("<p>")
