"""Questions over the whole base: time, sums, disagreement, coverage, SQL."""
