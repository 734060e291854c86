"""The decision of the body: evidence of each block as numbers, and a learned model that weighs them."""
