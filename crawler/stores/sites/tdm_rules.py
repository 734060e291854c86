"""Keep the rules in the sites' `tdmrep.json` for a day, so that not every run requests the file."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, select

from cleaners.rights.tdmrep import TdmRule
from crawler.moments import as_text, now
from crawler.stores.database.inserts import upsert
from crawler.stores.database.schema import tdm_files

KEEP = timedelta(hours=24)  # the same as for a robots.txt


class TdmRules:
    """The table of rules by site, which is its scheme, host and port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, site: str) -> list[TdmRule] | None:
        """Return the rules of a site; None if they were not read within the last day."""
        earliest = as_text(datetime.now(UTC) - KEEP)
        here = (tdm_files.c.site == site, tdm_files.c.read_at >= earliest, tdm_files.c.read_at <= now())
        query = select(tdm_files.c.rules).where(*here)
        with self._engine.connect() as connection:
            rules = connection.execute(query).scalar()
        return None if rules is None else [TdmRule(**rule) for rule in json.loads(rules)]

    def note(self, site: str, rules: list[TdmRule]) -> None:
        """Save the rules of a site in place of earlier ones."""
        text = json.dumps([asdict(rule) for rule in rules])
        with self._engine.begin() as connection:
            upsert(connection, tdm_files, {"site": site, "rules": text, "read_at": now()})
