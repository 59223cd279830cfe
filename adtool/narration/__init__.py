"""From clips to a script: narrators' candidates, corrections, and fitting."""
