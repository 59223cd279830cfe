"""Where there is room for narration: speech and gaps surveyed, and gaps cut into clips."""
