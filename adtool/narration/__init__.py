"""From clips to a script: narrators' candidates, corrections, fitting and choice."""
