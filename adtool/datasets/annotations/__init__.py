"""Which clips of which movies have which audio description: the tables that the field passes round.

``read_annotations(path, "mad")`` reads one of ``FORMATS``; every row becomes an ``Annotation``,
whatever the columns are called, and all that is wrong with the file is counted by name.
"""

from adtool.datasets.annotations.annotation import Annotation, Excerpt, SeenFace
from adtool.datasets.annotations.faces import count_faces
from adtool.datasets.annotations.formats import FORMATS, PLAIN, read_annotations
from adtool.datasets.annotations.table import AnnotationTable

__all__ = [
    "FORMATS",
    "PLAIN",
    "Annotation",
    "AnnotationTable",
    "Excerpt",
    "SeenFace",
    "count_faces",
    "read_annotations",
]
