from __future__ import annotations

import errno
import os

import pytest

from crawler.messages.printing import Printer


def test_a_reader_that_leaves_is_an_error_with_its_number() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w") as pipe:
        with pytest.raises(BrokenPipeError) as caught:
            Printer(file=pipe).print("text " * 20_000)
        os.dup2(os.open(os.devnull, os.O_WRONLY), writing)  # for the last flush
    assert caught.value.errno == errno.EPIPE
