"""Recover from runs whose clock was fast: what they postponed would otherwise wait until the right clock catches up."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine, func, select, update

from crawler.moments import as_text
from crawler.stores.addresses.due_times import TOLERANCE
from crawler.stores.database.schema import crawls, discovered, sources, urls


def recover_from_fast_clock(engine: Engine) -> bool:
    """Make all waiting pages and sections due if an earlier run noted a time in the future; return True if one did.

    Which of the pauses that run set is not known. The pauses that hosts asked for are noted elsewhere and stay.
    """
    moment = datetime.now(UTC)
    here, soon = as_text(moment), as_text(moment + TOLERANCE)
    noted = [sources.c.tried_at, sources.c.listed_at, crawls.c.ended_at]
    with engine.connect() as connection:
        latest = [connection.execute(select(func.max(column))).scalar() or "" for column in noted]
    if max(latest) <= soon:
        return False
    with engine.begin() as connection:
        connection.execute(
            update(urls).where(urls.c.state == "pending", urls.c.next_try_at > here).values(next_try_at=here)
        )
        connection.execute(
            update(discovered)
            .where(discovered.c.kind == "section", discovered.c.next_read_at > here)
            .values(next_read_at=here)
        )
        connection.execute(update(sources).where(sources.c.listed_at > soon).values(listed_at=""))
        connection.execute(update(sources).where(sources.c.tried_at > soon).values(tried_at=here))
        connection.execute(update(crawls).where(crawls.c.ended_at > soon).values(ended_at=here))
    return True
