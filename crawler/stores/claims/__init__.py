"""Sites that have work for a run, and the claims that share them out among the runs on one PostgreSQL."""
