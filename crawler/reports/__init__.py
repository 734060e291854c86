"""Reports of runs and sources: summary, exit codes, health, HTML."""
