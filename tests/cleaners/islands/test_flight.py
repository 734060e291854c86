from __future__ import annotations

import json
from typing import Any

from cleaners.islands import flight


def read(rows: str) -> list[Any]:
    return flight.read(iter([f"self.__next_f.push([1,{json.dumps(rows)}])"]))


def test_a_row_that_several_rows_refer_to_is_one_object() -> None:
    first, second, story = read('1:{"page":"$3"}\n2:["$3"]\n3:{"title":"A"}\n')
    assert first["page"] is second[0] is story
    assert story == {"title": "A"}


def test_a_row_that_was_cut_off_inside_itself_is_complete_elsewhere() -> None:
    first, second = read('1:{"name":"first","next":"$2"}\n2:{"name":"second","next":"$1"}\n')
    assert first == {"name": "first", "next": {"name": "second", "next": None}}
    assert second == {"name": "second", "next": {"name": "first", "next": None}}
