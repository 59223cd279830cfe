"""``adtool cast``."""
