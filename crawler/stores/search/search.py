"""Search the store. Only the newest CANDIDATES of the matches are ranked, which bounds the time for common words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import bindparam, text

from crawler.stores.search.languages import as_fts5, as_neighbours, as_tsquery, without_phrases
from crawler.stores.search.query import Node, Term, parse, terms
from crawler.stores.search.snippets import Snippet, marked, snippet
from crawler.stores.sites.line_counts import counted_host
from crawler.stores.store import Store
from crawler.stores.words.index import TABLE
from crawler.stores.words.tokens import composed

CANDIDATES = 1_000
_HOST = re.compile(r"[\w.-]+(:\d+)?")
TITLE_WEIGHT = 5.0  # of a word in the headline; a word in the text has 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The articles to find: those that satisfy the query and each condition that is set."""

    words: str  # in the query language
    language: str | None = None  # "de" is also de-AT
    source: str | None = None
    host: str | None = None  # without www; includes its subdomains
    # Published since, or fetched since if the date is unknown; RFC 3339 in UTC, as in the tables.
    since: str | None = None
    limit: int = 20
    newest_first: bool = False  # instead of the best


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that was found. A better match has a higher `rank`; the ranks of two searches are not comparable."""

    id: str
    title: Snippet
    url: str | None
    host: str | None
    source: str | None
    date: str | None  # of publication, in UTC; a day alone if no more is known
    language: str | None
    duplicate_of: str | None
    snippet: Snippet
    rank: float

    def as_dict(self) -> dict[str, Any]:
        """Return the hit as JSON data: its texts, and the places of the query's words in them as pairs of numbers."""
        fields = {**asdict(self), "title": self.title.text, "snippet": self.snippet.text}
        return {**fields, "marks": {"title": self.title.marks, "snippet": self.snippet.marks}}


def search(store: Store, query: Query) -> list[Hit]:
    """Return the best or the newest matches of a query.

    Raises:
        QueryError: The query cannot be understood; the message is one sentence for the user.
    """
    tree = parse(query.words, query.language)
    with store.engine.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if not is_sqlite:
            connection.execute(_USE_INDEXES)
        statement = text(_statement(query, tree, is_sqlite=is_sqlite))
        found = connection.execute(statement, _values(query, tree, is_sqlite=is_sqlite)).all()
        # One query for all, because each query takes a moment, which is long if the server's machine is busy.
        rows = connection.execute(_ROWS, {"numbers": [each.number for each in found]}).all()
    columns = {row.number: row._mapping for row in rows}
    wanted = list(terms(tree))
    # An article may be deleted between the two queries.
    return [hit_of(columns[each.number], wanted, float(each.rank)) for each in found if each.number in columns]


def host_condition(name: str) -> str:
    """Return a host, or the host of an address, in the store's form, without www.

    Raises:
        ValueError: The name is not a host; the message is the end of a sentence.
    """
    host = counted_host(name if name.startswith("http") else f"https://{name}")
    if not _HOST.fullmatch(host):
        raise ValueError(f"{name!r} is not a host; write www.example.org.")
    return host


def language_condition(name: str) -> str:
    """Return a language tag in the store's form, such as de-AT for de_at and de for German.

    Raises:
        ValueError: The name is not a language; the message is the end of a sentence.
    """
    from cleaners.metadata.languages import normalise  # here, because it loads the languages' names, for this alone

    tag = normalise(name) if not set(",;") & set(name) else None  # one language, not a list
    if tag is None:
        raise ValueError(f"{name!r} is not a language; write a tag such as de or pt-BR.")
    return tag


def satisfies(columns: Mapping[Any, Any], query: Query) -> bool:
    """Return True if an article satisfies the conditions on its language, source and host."""
    language, host = columns["language"] or "", columns["host"] or ""
    return (
        (not query.language or language == query.language or language.startswith(f"{query.language}-"))
        and (not query.source or columns["source"] == query.source)
        and (not query.host or host == query.host or host.endswith(f".{query.host}"))
    )


# PostgreSQL underestimates the cost of reading a long column of each row: 2.6 s instead of 0.16 s for frequent words.
_USE_INDEXES = text("SET LOCAL enable_seqscan = off")
_COLUMNS = "id, title, url, host, source, published_at, language, duplicate_of, text"
_CONDITIONS = {
    "language": "(a.language = :language OR a.language LIKE :language_prefix)",
    "source": "a.source = :source",
    "host": "(a.host = :host OR a.host LIKE :subdomains)",
    # If only the day of publication is known, the days are compared.
    "since": "(coalesce(a.published_at, a.fetched_at) >= :since OR a.published_at = :since_day)",
}
_NAMED = {"language": "in the language", "source": "of the source", "host": "of the host", "since": "since"}


def unmet_condition(store: Store, query: Query) -> str | None:
    """Return the first condition that no stored article meets, as the end of a sentence; None if each is met."""
    values = _condition_values(query)
    with store.engine.connect() as connection:
        for name, sql in _CONDITIONS.items():
            if getattr(query, name) and not connection.execute(text(f"{_ANY} WHERE {sql} LIMIT 1"), values).first():
                return f"the store has none {_NAMED[name]} {getattr(query, name)}"
        return None if connection.execute(text(f"{_ANY} LIMIT 1")).first() else "the store has no articles yet"


_ANY = "SELECT 1 FROM articles AS a"
_MATCHING = {
    "sqlite": f"""
        SELECT a.number, a.published_at, a.fetched_at, -bm25({TABLE}, 1.0, {TITLE_WEIGHT}) AS rank
        FROM {TABLE} JOIN articles a ON a.number = {TABLE}.rowid
        WHERE {TABLE} MATCH :query {{conditions}}
        ORDER BY {TABLE}.rowid DESC LIMIT {CANDIDATES}""",  # noqa: S608, all ours
    # The index is searched first, because the planner would otherwise read articles backwards to find the newest. Then
    # phrases are tested, newest article first, until there are enough: each test reads all words of an article.
    "postgresql": f"""
        WITH matching AS MATERIALIZED (
            SELECT number FROM {TABLE} WHERE words @@ CAST(:wide AS TSQUERY) AND {{neighbours}}
        )
        SELECT number, published_at, fetched_at,
               ts_rank('{{{{0.1, 0.1, 0.1, 0.5}}}}', words, CAST(:query AS TSQUERY), 1) AS rank
        FROM (
            SELECT number, words
            FROM (SELECT number FROM matching ORDER BY number DESC OFFSET 0) AS candidates {{joined}}
            CROSS JOIN LATERAL (
                SELECT words FROM {TABLE} AS own WHERE own.number = candidates.number {{phrases}} OFFSET 0
            ) AS tested
            WHERE true {{conditions}} ORDER BY number DESC LIMIT {CANDIDATES}
        ) AS newest JOIN articles USING (number)""",  # noqa: S608
}


def _statement(query: Query, tree: Node, *, is_sqlite: bool) -> str:
    conditions = "".join(f" AND {sql}" for name, sql in _CONDITIONS.items() if getattr(query, name))
    if is_sqlite:
        matching = _MATCHING["sqlite"].format(conditions=conditions)
    else:
        joined = "JOIN articles AS a USING (number)" if conditions else ""
        phrases = "" if without_phrases(tree) == tree else "AND words @@ CAST(:query AS TSQUERY)"
        neighbours = as_neighbours(tree)
        matching = _MATCHING["postgresql"].format(
            conditions=conditions, joined=joined, phrases=phrases, neighbours=neighbours
        )
    best = "rank DESC, number DESC"
    order = f"coalesce(published_at, fetched_at) DESC, {best}" if query.newest_first else best
    return f"SELECT number, rank FROM ({matching}) AS matching ORDER BY {order} LIMIT :limit"  # noqa: S608, all ours


def _values(query: Query, tree: Node, *, is_sqlite: bool) -> dict[str, Any]:
    return {
        "query": as_fts5(tree) if is_sqlite else as_tsquery(tree),
        "wide": as_tsquery(without_phrases(tree)),
        "limit": query.limit,
        **_condition_values(query),
    }


def _condition_values(query: Query) -> dict[str, str | None]:
    return {
        "language": query.language,
        "language_prefix": f"{query.language}-%",
        "source": query.source,
        "host": query.host,
        "subdomains": f"%.{query.host}",
        "since": query.since,
        "since_day": (query.since or "")[:10],
    }


_ROWS = text(f"SELECT number, {_COLUMNS} FROM articles WHERE number IN :numbers").bindparams(  # noqa: S608, all ours
    bindparam("numbers", expanding=True)
)


def hit_of(columns: Mapping[Any, Any], wanted: list[Term], rank: float = 0.0) -> Hit:
    """Return an article as a hit, with the words of the query marked."""
    title = composed(columns["title"] or "")
    in_text = [term for term in wanted if not term.in_title]
    return Hit(
        id=columns["id"],
        title=Snippet(title, marked(title, wanted, columns["language"])),
        url=columns["url"],
        host=columns["host"],
        source=columns["source"],
        date=columns["published_at"],
        language=columns["language"],
        duplicate_of=columns["duplicate_of"],
        snippet=snippet(columns["text"], in_text, columns["language"]),
        rank=rank,
    )
