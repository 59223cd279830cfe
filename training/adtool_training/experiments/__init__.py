"""The paper's experiments, run again: a plan's rows, each from several seeds, and their tables."""
