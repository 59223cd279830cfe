"""Markers of sound and film editors: a script as regions or markers on their timelines."""

from __future__ import annotations

from adtool.scripts.markers import audacity, audition, edl, otio, protools, reaper

__all__ = ["audacity", "audition", "edl", "otio", "protools", "reaper"]
