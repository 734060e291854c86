"""The addresses that the crawler may reach: the policy, the ranges outside the public internet, the resolver."""
