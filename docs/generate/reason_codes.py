"""The reference of the reason codes: a sentence for each code that records, statistics and summaries contain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from cleaners.document import DropReason, Flag
from cleaners.removal import BodyRule, GroupRule, JoiningRule, LineRule, SiteLineRule
from cleaners.rules.packs import RuleKind
from crawler.actions.importing.checking import Reason as ImportReason
from crawler.frontier.failures import FetchFailure
from crawler.pipelines.dropped import PageDropReason
from crawler.sources.source import ListingFailure

HEAD = """# Reason codes

Records, summaries, statistics and reports name reasons by codes. This page explains each of them.
Some are explained elsewhere:
[links that were passed over](sources.md#when-a-source-yields-too-little-or-too-much),
[uploads that failed](operations.md#a-bucket) and [alarms](features.md#health-of-a-source).

`make docs` generates this page from `docs/generate/reason_codes.py`. A test compares it with the codes in the code.
"""


@dataclass(frozen=True, slots=True)
class Group:
    """The codes of one kind: a heading, where they appear, their types in the code, and their meanings."""

    title: str
    where: str
    types: tuple[object, ...]
    meanings: Mapping[Any, str]  # by code; the types of the tables let mypy check each code


DROPPED_BY_CLEANER: dict[DropReason, str] = {
    "front_page": "The page is the front page of a site.",
    "section": "The page lists the articles of a section.",
    "tag_page": "The page lists the articles with a tag or about a topic.",
    "author_page": "The page is about an author and lists the author's articles.",
    "search": "The page is a search form or a list of results.",
    "login": "The page asks the reader to log in.",
    "consent": "The page asks for consent to cookies and shows no article.",
    "error_page": "The page says that there is an error, that it is gone, or that the visitor is taken for a robot.",
    "static_page": "The page is about the site, such as its imprint or terms of use.",
    "product": "The page sells a product.",
    "media": "The page shows a video, a picture gallery or an audio file without an article.",
    "empty": "The page has no text.",
    "too_short": "The page has too few words for an article, or only links and numbers.",
    "truncated": "The page breaks off before the end of its text.",
    "not_html": "The response is neither HTML nor text.",
}
DROPPED_BY_CRAWLER: dict[PageDropReason, str] = {
    "duplicate_url": "The store has the article under another address.",
    "low_quality": "The quality of the article is below `MIN_QUALITY`.",
    "rights_reserved": "The site reserves the rights for text and data mining, and `RESPECT_TDM` is set.",
    "deleted": "A user deleted the article.",
    "later_page_missing": "A later page of the story, which the store has, could not be fetched again.",
    "other_site": "A short link led to another site.",
    "dropped": "Another component of Scrapy dropped the page.",
    "clean_timeout": "Cleaning the page took longer than `CLEAN_TIMEOUT_SECONDS`.",
    "clean_memory": "Cleaning the page took more memory than `CLEAN_MEMORY_MB`.",
    "clean_crash": "The process that cleaned the page ended.",
    "clean_error": "The cleaner raised an error, which is a fault of newsgalley.",
}
FAILED: dict[FetchFailure, str] = {
    "unfinished": "The run ended before the response arrived.",
    "host_unknown": "The name of the host cannot be resolved.",
    "connection_refused": "The host refused the connection.",
    "connection_failed": "The connection failed for another reason, such as a network that cannot be reached.",
    "timeout": "The host did not answer within `DOWNLOAD_TIMEOUT`.",
    "certificate_refused": "The certificate has expired, belongs to another host, or is not from a trusted authority.",
    "tls_failed": "The two sides share no version or cipher of TLS, or the port does not speak TLS.",
    "no_answer": "The host closed the connection before it responded.",
    "bad_answer": "The host responded with something other than HTTP.",
    "download_failed": "The download failed in another way that concerns the host.",
    "download_error": "The request failed with an error that has no code of its own; the log names it.",
    "truncated": "The body is shorter than the response declares.",
    "too_large": "The body is larger than `DOWNLOAD_MAXSIZE`, packed or unpacked.",
    "bad_encoding": "The body is not compressed as the response declares, or the compression is damaged.",
    "no_content": "The response has the status 200 and no body, also when it is asked for again.",
    "redirect_loop": "The redirects lead in a circle, or there are more than `REDIRECT_MAX_TIMES`.",
    "bad_address": "The address has a host name that does not exist by the rules of such names.",
    "scheme_not_supported": "The address is not one of HTTP or HTTPS.",
    "address_refused": "The host is outside the public internet, or its port is not one that crawls may use.",
    "robots_forbidden": "robots.txt forbids the page.",
    "robots_unreachable": "robots.txt could not be fetched, so nothing was fetched from the host.",
    "retry_after": "The host asked for a pause (Retry-After) longer than `WAIT_MAX_SECONDS`.",
    "crawl_delay": "The Crawl-delay of the host is longer than `WAIT_MAX_SECONDS`.",
    "host_budget": "The requests of `MAX_REQUESTS_PER_HOST` or `MAX_REQUESTS_PER_HOST_AND_DAY` are used up.",
    "host_busy": "Another run is crawling the site.",
    "archive_failed": "The page could not be written to the archive.",
}
LISTINGS: dict[ListingFailure, str] = {
    "not_a_listing": "The document is not of the kind that was expected, such as a feed.",
    "other_site": "The listing led to another site.",
    "listing_timeout": "Reading the listing took longer than `LISTING_TIMEOUT_SECONDS`.",
    "listing_memory": "Reading the listing took too much memory.",
    "listing_crash": "The process that read the listing ended.",
    "listing_error": "Reading the listing raised an error, which is a fault of newsgalley.",
}
FLAGS: dict[Flag, str] = {
    "short": "The text is short.",
    "no_title": "No title was found.",
    "no_date": "No date of publication was found.",
    "no_author": "No author was found.",
    "paywalled": "The page says that the article is not free.",
    "trafilatura_failed": "trafilatura raised an error, and all prose of the page stands in for its text.",
    "unusual_page": "trafilatura decided without a model, or found nothing although the page has prose.",
    "text_not_in_page": "The text that trafilatura found is not in the blocks of the page.",
    "text_from_data": "The article was only in the page's data, not in its markup.",
    "language_conflict": "The language of the text is not the language that the page declares.",
    "date_ahead": "The page gives a date of publication in the future, which is ignored.",
    "foreign_canonical": "The page's canonical address is on another site.",
    "text_cut": "A text in the markup was too long and was cut.",
    "truncated": "The page breaks off.",
    "too_many_blocks": "The page has too many blocks; only the longest were read.",
    "field_cut": "A field was too long and was cut.",
    "several_stories": "The page has other stories, which were removed.",
    "further_pages": "The site splits the story over several pages, and the text lacks some.",
}
BODY_RULES: dict[BodyRule, str] = {
    "outside_body": "The block is outside the article's body.",
    "screen_reader": "Only screen readers read the block out.",
    "second_copy": "The block repeats another one.",
    "caption": "The block is the caption of a picture.",
    "title": "The block is the title.",
    "kicker": "The block is the label above the title.",
    "links_above_title": "The block links to other pages, above the title.",
    "date_line": "The block has the date of publication.",
    "byline": "The block names the authors.",
    "dek": "The block is the dek, which is kept as the subtitle.",
    "site_address": "The block ends with an address of the site.",
}
LINE_RULES: dict[LineRule, str] = {
    "outside": "The line is outside the article.",
    "too_long": "The line comes after the first 10,000 lines, and only those are read.",
    "title": "The line is the headline.",
    "date_line": "The line has the date of publication.",
    "section_label": "The line is the name of the section, above the headline.",
    "byline": "The line names the authors.",
    "caption": "The line is the caption of a picture.",
    "banner": "The line has the same words twice.",
    "teaser": "The line is in a list under a heading that announces other articles.",
    "navigation": "The line is a label outside the running text.",
}
GROUP_RULES: dict[GroupRule, str] = {
    "comments": "The block is in a thread of readers' comments.",
    "other_story": "The block is in another story on the page.",
    "teaser_cards": "The block is in a list of teasers of other stories.",
    "link_line": "The block is only a link to another story.",
    "invitation": "The block invites the reader to another page or to a mailbox of the site.",
    "form": "The block is in a box with a field for a mail address, a comment or a vote.",
    "consent_box": "The block is in a box that asks for consent to load something.",
    "author_portrait": "The block signs or credits the story, or tells who the author is.",
    "hidden_fragment": "The page hides the block beside paragraphs that it shows.",
    "placeholder": "The block only links to a post that a script would embed.",
    "player": "The block is the title or length of a video or audio file.",
    "window": "The block is in a window that the page opens above its text.",
    "above_story": "The block is above the headline and outside the story.",
    "box_heading": "The block is the heading or label of a box or list whose text was removed.",
    "promotion": "The block is in a box, section or line that promotes or disclaims something.",
    "channel": "The block leads to a channel on another platform.",
    "outer_label": "The block is a button, or a label with a number or a name, beside the text.",
    "odd_box": "The block is in a box among the paragraphs that holds none of the story's text.",
}
OTHER_RULES: dict[SiteLineRule | JoiningRule, str] = {
    "site_line": "The site repeats the line in many of its articles.",
    "on_earlier_page": "The block stands on an earlier page of the story too.",
}
PACK_KINDS: dict[RuleKind, str] = {
    "advertisement": "A label of an advertisement.",
    "read-also": "A pointer to another story.",
    "newsletter": "An invitation to a newsletter.",
    "follow-us": "An invitation to follow the site on another platform.",
    "support-us": "An appeal for money or a subscription.",
    "share": "A label of buttons that share the story.",
    "comments": "A line about readers' comments.",
    "cookie-notice": "A notice about cookies.",
    "author-box": "A line about the author.",
    "copyright": "A notice of rights.",
    "photo-credit": "A credit of a picture.",
    "syndication": "A note about the agency or paper that the text comes from.",
    "related-list": "A heading of a list of other stories.",
    "navigation": "A label of the site's navigation.",
    "paywall": "A notice that the rest is for subscribers.",
    "placeholder": "A line in place of something that was not loaded.",
}
IMPORTS: dict[ImportReason, str] = {
    "not_a_record": "The row is not an article record.",
    "bad_value": "A field has a value that the record cannot have.",
    "deletion": "The row is a deletion, which an import does not carry out.",
    "no_fetch_time": "The row does not tell when the page was fetched.",
}

GROUPS = (
    Group(
        "Pages that are not stored",
        "`pages_dropped` in summaries. The codes up to `not_html` are the cleaner's: `dropped` in its answers.",
        (PageDropReason,),
        DROPPED_BY_CLEANER | DROPPED_BY_CRAWLER,
    ),
    Group(
        "Requests that failed",
        "`pages_failed` in summaries; listings that could not be fetched. "
        "`http_404` and the like are the status of an error response.",
        (FetchFailure,),
        FAILED,
    ),
    Group("Listings that could not be read", "`listings_failed` in summaries.", (ListingFailure,), LISTINGS),
    Group("Flags", "`quality.flags` in a record.", (Flag,), FLAGS),
    Group(
        "Rules for the blocks of a page",
        "`removed.rule` of the stages `main_content` and `page_data`.",
        (BodyRule,),
        BODY_RULES,
    ),
    Group(
        "Rules for the lines of a plain text", "`removed.rule` of the stage `text_content`.", (LineRule,), LINE_RULES
    ),
    Group("Rules for groups of blocks", "`removed.rule` of the stage `groups`.", (GroupRule,), GROUP_RULES),
    Group(
        "Rules that compare pages",
        "`removed.rule` of the stages `site_lines` and `joining`.",
        (SiteLineRule, JoiningRule),
        OTHER_RULES,
    ),
    Group(
        "Kinds of clutter",
        "The phrase packs group their rules by kind. The name of a rule, such as `en.advertisement`, is `removed.rule` "
        "of the stage `clutter`.",
        (RuleKind,),
        PACK_KINDS,
    ),
    Group("Rows that are not imported", "`newsgalley import` counts them.", (ImportReason,), IMPORTS),
)


def reference() -> str:
    """Return the page: one table for each group of codes."""
    return "\n".join([HEAD, *map(_section, GROUPS)])


def codes_of(kind: object) -> Iterator[str]:
    """Yield the codes of a type: those of a Literal, or of all Literals in a union."""
    for each in get_args(kind):
        if isinstance(each, str):
            yield each
        else:
            yield from codes_of(each)


def _section(group: Group) -> str:
    rows = [f"| `{code}` | {meaning} |" for code, meaning in group.meanings.items()]
    return "\n".join([f"## {group.title}\n", f"{group.where}\n", "| code | meaning |", "|---|---|", *rows, ""])
