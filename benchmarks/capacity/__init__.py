"""Calculate and simulate crawls on many machines, from costs that are measured in the same run."""
