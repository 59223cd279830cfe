"""Markers of sound editors: a script as regions on the timeline of Audacity, Audition or Reaper."""

from __future__ import annotations

from adtool.scripts.markers import audacity, audition, reaper

__all__ = ["audacity", "audition", "reaper"]
