"""The sources whose listings a run has read, as the store notes them."""

from sqlalchemy import select

from crawler.stores.database.schema import sources
from crawler.stores.store import Store


def read_sources(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        return [*connection.scalars(select(sources.c.id).where(sources.c.listed_at != "").order_by(sources.c.id))]
