"""The sample of a page's text that its charset is guessed from."""

from cleaners.text import charset


def test_a_long_line_without_markup_is_sampled_at_once() -> None:
    line = b" " * charset.MAX_SOURCE_BYTES
    assert charset.choose(line + b"<p>caf\xe9 cr\xe8me \xe0 la carte</p>", ["windows-1252"]) == "windows-1252"
    assert charset._sample(b"plain <b>caf\xe9</b>\nplain\nna\xefve day") == b"plain  caf\xe9 \nna\xefve day"
