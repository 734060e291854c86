"""Reports about runs and sources: the summary and exit code of a run, health rules, the HTML report."""
