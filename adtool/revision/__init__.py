"""What a describer changed in a draft: lines side by side, words, names and faults."""

from adtool.revision.report import REPORTS
from adtool.revision.revision import Revision, revise

__all__ = ["REPORTS", "Revision", "revise"]
