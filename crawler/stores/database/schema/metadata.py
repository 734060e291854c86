"""The version of the tables, and the object that all of them belong to."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table

SCHEMA = MetaData()
VERSION = 12  # of the tables and of what is derived from them; `stores/older/` upgrades an older store

# One row: the version of the store.
store_version = Table("store_version", SCHEMA, Column("version", Integer, primary_key=True, autoincrement=False))
