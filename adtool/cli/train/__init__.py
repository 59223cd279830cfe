"""``adtool train``."""
