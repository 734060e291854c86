"""Which sites have work for a run, and the claims by which runs on one PostgreSQL share it out."""
