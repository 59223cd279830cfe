"""Drafts audio-description scripts for whole movies with DistinctAD."""

__version__ = "0.1.0"
