"""Documents that are generated from the code that they describe: `make docs` writes them."""
