"""The article record: an article as plain JSON data, which is stored, exported and printed.

Every field is annotated with its type and its meaning. `make docs` writes `docs/record.md` and
`docs/record.schema.json` from these annotations. A field whose value is not known is null, never "".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, TypedDict, cast

BlockType = Literal["paragraph", "heading", "list_item", "quote", "table_row", "preformatted", "caption", "dek"]
Precision = Literal["second", "minute", "day"]
RightsStatus = Literal["reserved", "open", "unknown"]
RightsKind = Literal[
    "tdm_reservation", "tdm_policy", "robots", "content_signal", "content_usage", "ai_agents", "rsl", "licence",
    "usage_terms", "copyright_holder", "copyright_year", "copyright_notice",
]  # fmt: skip
RightsScope = Literal["page", "part", "site"]


class BlockRecord(TypedDict):
    """A block of the text."""

    type: Annotated[BlockType, "The kind of block. A dek is the summary between the headline and the text."]
    text: Annotated[str, "Its text. Cells of a table row are separated by ` | `; some may be empty."]
    level: Annotated[int | None, "The level of a heading, 1 to 6. Null for all other blocks."]


class LinkRecord(TypedDict):
    """A link in the text."""

    block: Annotated[int, "The index of its block in `blocks`."]
    text: Annotated[str, "The words that are linked: a part of the block's text."]
    url: Annotated[str, "The address, http or https."]


class AuthorRecord(TypedDict):
    """A person who wrote the article."""

    name: Annotated[str, "The person's name."]
    url: Annotated[str | None, "The person's page."]


class ImageRecord(TypedDict):
    """A picture of the article."""

    url: Annotated[str | None, "The picture's address. Null if only its caption or credit is known."]
    caption: Annotated[str | None, "The text that describes the picture."]
    credit: Annotated[str | None, "Who made or supplied the picture."]
    position: Annotated[
        int | None, "How many blocks of the text precede the picture. Null if its place in the text is not known."
    ]


# The name "from" is a keyword, so this type cannot be a class.
DateEvidenceRecord = TypedDict(
    "DateEvidenceRecord",
    {
        "raw": Annotated[str, "The date as the page writes it."],
        "from": Annotated[
            str,
            "Where the date was found, such as `json-ld:datePublished`, `page:time` or `listing:feed`.",
        ],
        "precision": Annotated[Precision, "How exactly the time is known."],
        "conflict": Annotated[str | None, "The date in another place of the page, if it is on another day."],
        "clock_time": Annotated[
            str | None,
            "The time of day that the page gives, HH:MM or HH:MM:SS, if its offset is unknown. "
            "`date_published` is then only the day.",
        ],
    },
)
DateEvidenceRecord.__doc__ = "Where a date of publication was found."


class SyndicationRecord(TypedDict):
    """The publisher that an article was taken from."""

    name: Annotated[str, "The publisher or news agency."]
    url: Annotated[str | None, "The address of the original."]
    evidence: Annotated[str, "The line of text, or the place in the markup, that names the publisher."]


class QualityRecord(TypedDict):
    """The probability that the text is clean, and warnings about it."""

    score: Annotated[
        float,
        "0 to 1. If the block models decided about the text, the calibrated probability that nothing is lost and no "
        "clutter line is left (see model-card.md); otherwise a weighted mean of signs.",
    ]
    flags: Annotated[
        list[str],
        "Codes of what is missing or odd, such as `short`, `no_date`, `paywalled`, `unusual_page`, `text_from_data` "
        "(the article was only in the page's data, not in its markup) or `further_pages` (the site splits the story "
        "over several pages, and the text lacks some).",
    ]


class RemovalRecord(TypedDict):
    """A block that is not part of the text."""

    text: Annotated[str, "The block's text."]
    stage: Annotated[str, "The stage of the cleaner that removed it, such as `main_content` or `clutter`."]
    rule: Annotated[str, "The rule of that stage, such as `outside_body`, or the id of a rule of the phrase packs."]
    reason: Annotated[str, "The reason, as a short sentence."]
    position: Annotated[int, "The index of the block among all blocks of the page, kept and removed."]


class RightsStatementRecord(TypedDict):
    """A statement about the use of the text."""

    kind: Annotated[
        RightsKind,
        "What is stated. `tdm_reservation` and `tdm_policy`: the TDM Reservation Protocol. `robots`: a directive of "
        "robots meta tags or X-Robots-Tag. `content_signal` and `content_usage`: preferences about AI. `ai_agents`: "
        "rules of robots.txt for agents of AI companies. `rsl`: terms in the format Really Simple Licensing. "
        "`usage_terms`: a page with terms or offers of licences.",
    ]
    value: Annotated[str, "The value, such as `1`, `noai`, `ai-train=no`, `disallow`, an address, a name or a year."]
    where: Annotated[
        str,
        "Where it was found, such as `meta:tdm-reservation`, `header:x-robots-tag`, `robots.txt`, "
        "`well-known:tdmrep.json`, `json-ld:license`, `link:license` or `page:notice`.",
    ]
    scope: Annotated[RightsScope, "What it covers: the page, a part of it such as a picture, or addresses of the site."]
    agents: Annotated[list[str], "The crawlers that it addresses. Empty: all."]


class RightsRecord(TypedDict):
    """Statements about the use of the text."""

    status: Annotated[
        RightsStatus,
        "`reserved` if a statement refuses text and data mining or AI use; `open` if none refuses it and one allows it "
        "or gives an open licence; otherwise `unknown`. It sums up the statements and is not legal advice.",
    ]
    statements: Annotated[list[RightsStatementRecord], "What the page, its headers and its site state; at most 40."]


class HttpRecord(TypedDict):
    """The server's response."""

    status: Annotated[int | None, "The HTTP status code."]
    etag: Annotated[str | None, "The ETag header. Rechecks send it back."]
    last_modified: Annotated[str | None, "The Last-Modified header. Rechecks send it back."]


class CleanerRecord(TypedDict):
    """The versions of the programs and data that made the record."""

    version: Annotated[str, "The version of the cleaner."]
    rules_version: Annotated[str, "The version of the phrase packs."]
    model_version: Annotated[
        str,
        "The version of the models: for HTML pages the versions of the page-only model and of the full model, joined "
        "by a hyphen; for pages saved as plain text the version of the line model.",
    ]
    features_version: Annotated[int, "The version of the features that these models read."]


class JoinedPageRecord(TypedDict):
    """A later page of a story that the site splits over several."""

    url: Annotated[str | None, "Its final address, after redirects."]
    raw_ref: Annotated[str | None, "Where the raw page is kept."]


class Record(TypedDict):
    """An article."""

    schema_version: Annotated[Literal[1], "The version of this schema."]
    id: Annotated[
        str,
        "The SHA-256 digest of the normalised canonical address, or of the final address if the canonical one is not "
        "believed. Without an address it equals `content_hash`.",
    ]
    url: Annotated[str | None, "The final address, after redirects."]
    requested_url: Annotated[str | None, "The address that was requested."]
    canonical_url: Annotated[str | None, "The address that the page claims as its own."]
    source: Annotated[str | None, "The id of the source that the page was crawled for."]
    site_name: Annotated[str | None, "The publisher's name, as the page gives it."]
    title: Annotated[str | None, "The headline."]
    subtitle: Annotated[str | None, "The dek: the summary below the headline."]
    description: Annotated[str | None, "The summary that the page gives to search engines and social networks."]
    text: Annotated[str, "The article's text: its blocks, joined by blank lines."]
    blocks: Annotated[list[BlockRecord], "The same text as a list of blocks, in page order."]
    links: Annotated[list[LinkRecord], "The links in the text, in page order."]
    authors: Annotated[list[AuthorRecord], "The people who wrote the article."]
    date_published: Annotated[
        str | None,
        "RFC 3339 with an offset. If the page gives a time without one, the offset is that of another date of the "
        "page, of the site's country or of the listing. If none of them is known, or no time, the date is only the "
        "day: YYYY-MM-DD. In records of pages saved as plain text, a time may have no offset.",
    ]
    date_published_utc: Annotated[
        str | None,
        "`date_published` in UTC, such as `2026-03-05T13:30:00Z`, for sorting. Null if only the day is known.",
    ]
    date_modified: Annotated[str | None, "The date of the last change that the page declares, in the same form."]
    date_evidence: Annotated[DateEvidenceRecord | None, "Where `date_published` was found."]
    language: Annotated[str | None, "The language of the text as a BCP 47 tag."]
    section: Annotated[str | None, "The section of the site, such as Politics."]
    tags: Annotated[list[str], "The page's keywords."]
    images: Annotated[list[ImageRecord], "The article's pictures."]
    is_accessible_for_free: Annotated[bool | None, "False behind a paywall. Null if the page does not say."]
    syndicated_from: Annotated[
        SyndicationRecord | None, "The publisher or news agency that the article was taken from."
    ]
    comment_count: Annotated[
        int | None, "The number of comments that the page states. The comments themselves are not part of the text."
    ]
    rights: Annotated[RightsRecord, "What the page and its site state about the use of the text, and where."]
    duplicate_of: Annotated[
        str | None, "The id of the earliest stored article that tells the same story. Null if this is the earliest."
    ]
    revision: Annotated[int, "1 for the first version that was stored. The store keeps all earlier revisions."]
    content_hash: Annotated[str, "The SHA-256 digest of `text`, with every run of white space as one space."]
    word_count: Annotated[int, "The number of words of `text`."]
    quality: Annotated[QualityRecord, "How far the text can be trusted: a score, and what is missing or odd."]
    removed: Annotated[list[RemovalRecord], "The blocks of the page that are not part of the text, in page order."]
    fetched_at: Annotated[str | None, "When the page was fetched: RFC 3339 with offset."]
    discovered_by: Annotated[
        str | None,
        "How the crawler found the page: `feed`, `news_sitemap`, `sitemap`, `front_page` or `section`, or `given` if "
        "the user named it.",
    ]
    http: Annotated[HttpRecord, "The server's response."]
    raw_ref: Annotated[str | None, "Where the raw page is kept: `FILE:OFFSET` in the archive, or a `file://` address."]
    joined_pages: Annotated[
        list[JoinedPageRecord],
        "The later pages of a story that the site splits over several, in order; their text is part of `text`.",
    ]
    cleaner: Annotated[CleanerRecord, "The versions of the cleaner, its rules and its models."]


def with_fields_of(record: Record, donor: Record, names: Iterable[str]) -> Record:
    """Return a copy of a record that has the named fields of the record `donor`."""
    donor_fields: Mapping[str, object] = donor
    return cast(Record, {**record, **{name: donor_fields[name] for name in names}})
