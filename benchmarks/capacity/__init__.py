"""The arithmetic and the simulation of crawls on many machines, from costs measured in the same run."""
