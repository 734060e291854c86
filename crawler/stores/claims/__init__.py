"""The sites that are due, and the claims that divide them among the runs on one PostgreSQL."""
