"""``adtool analyse``."""
