"""The work of the commands. A command imports its action only when it runs, so `--help` and errors appear at once."""
