"""Read our TOML files with one clear sentence for every fault."""
