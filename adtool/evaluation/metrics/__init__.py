"""The metrics: one file and one table entry each."""
