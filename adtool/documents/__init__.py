"""Files that somebody else wrote: what they hold, and what they are where others must be."""

from adtool.documents.addresses import refuse_address
from adtool.documents.kinds import another_kind, kind_of
from adtool.documents.reading import LARGEST, Value, parse_json, read_bytes, read_json

__all__ = [
    "LARGEST",
    "Value",
    "another_kind",
    "kind_of",
    "parse_json",
    "read_bytes",
    "read_json",
    "refuse_address",
]
