"""Read everything that the markup of a page states about rights."""

from __future__ import annotations

from cleaners.metadata.raw_metadata import RawMetadata
from cleaners.record import RightsStatementRecord
from cleaners.rights import directives, licences, notice, tdmrep


def read(raw: RawMetadata) -> list[RightsStatementRecord]:
    """Return the statements of a page's meta tags, links, scripts and JSON-LD."""
    reservation, policy = raw.tag("tdm-reservation"), raw.tag("tdm-policy")
    return [
        *tdmrep.declaration(reservation, policy, raw.base, "meta:tdm-reservation"),
        *directives.from_meta(raw.tags),
        *licences.from_links(raw.page, raw.base),
        *licences.from_scripts(raw.page),
        *licences.from_json_ld(raw),
        *notice.from_markup(raw),
    ]
