"""Make the Arrow schema of records and changes from their type annotations.

The schema does not depend on the records: a field that is null in all of them keeps its type. Dates are strings, as in
JSON lines, because for some only the day is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints, is_typeddict

import pyarrow as pa

from cleaners.record import Record
from crawler.formats.fields import CHANGE_FIELDS, COMPUTED_FIELDS, FIELDS
from crawler.stores.changes.log import ChangeRecord

_TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def arrow_schema(names: Sequence[str] = (*FIELDS, *CHANGE_FIELDS)) -> pa.Schema:
    """Return the schema of the named fields."""
    hints = get_type_hints(Record) | get_type_hints(ChangeRecord) | dict.fromkeys(COMPUTED_FIELDS, str)
    return pa.schema([(name, _arrow_type(hints[name])) for name in names])


def _arrow_type(hint: Any) -> pa.DataType:
    if is_typeddict(hint):
        return pa.struct([(name, _arrow_type(each)) for name, each in get_type_hints(hint).items()])
    if get_origin(hint) is Literal:
        return _TYPES[type(get_args(hint)[0])]
    if get_origin(hint) is list:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if hint in _TYPES:
        return _TYPES[hint]
    (known,) = (each for each in get_args(hint) if each is not NoneType)  # "X or null"
    return _arrow_type(known)
