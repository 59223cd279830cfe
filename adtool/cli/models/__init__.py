"""``adtool models``: which models are here, and fetching and removing them."""
