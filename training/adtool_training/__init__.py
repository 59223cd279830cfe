"""Trains DistinctAD: Stage-I (CLIP-AD adaptation) and Stage-II (distinctive AD narration)."""
