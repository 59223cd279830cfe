"""Is this machine ready, and what would a film take on it?"""
