"""Convert addresses of several servers, one of them the primary: postgresql://USER@HOST:PORT,HOST:PORT/DATABASE.

That is the form of PostgreSQL's own programs, while SQLAlchemy wants separate lists of hosts and ports. A store must be
writable, so read-only servers are skipped unless the address says otherwise.
"""

from __future__ import annotations

import re
from urllib.parse import quote

DEFAULT_PORT = "5432"
_ADDRESS = re.compile(
    r"(?P<start>[\w+]+://(?:[^/?]*@)?)(?P<hosts>[^/?@]*,[^/?@]*)(?P<path>/[^?]*)?(?:\?(?P<query>.*))?"
)
_HOST = re.compile(r"(?:\[(?P<bracketed>[^\]]*)\]|(?P<plain>[^:]*))(?::(?P<port>\d*))?")


def with_lists(uri: str) -> str:
    """Return an address with several hosts in SQLAlchemy's form, and any other address as it is."""
    address = _ADDRESS.fullmatch(uri)
    hosts = [_HOST.fullmatch(each) for each in address["hosts"].split(",")] if address else []
    if address is None or None in hosts:
        return uri
    found = [each for each in hosts if each]
    names = ",".join(each["bracketed"] or each["plain"] for each in found)
    ports = ",".join(each["port"] or DEFAULT_PORT for each in found)
    query = [f"host={quote(names, safe=',:')}", f"port={ports}", *(address["query"] or "").split("&")]
    if "target_session_attrs=" not in (address["query"] or ""):
        query.append("target_session_attrs=read-write")
    return f"{address['start']}{address['path'] or '/'}?{'&'.join(filter(None, query))}"
