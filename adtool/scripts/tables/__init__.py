"""Scripts as tables, which describers work in: spreadsheets, Word documents, plain text."""

from __future__ import annotations

from adtool.scripts.tables import csv, docx, plain, position, xlsx

__all__ = ["csv", "docx", "plain", "position", "xlsx"]
