"""Guard which addresses the crawler reaches: the policy, the ranges outside the public internet, the resolver."""
