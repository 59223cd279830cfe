"""What is kept of a catalogue's films."""

import csv
import io

from adtool.catalogue.outcome import DONE, FAILED, Outcome, as_csv


def test_the_table_has_a_line_a_film_that_spreadsheets_read():
    found = [
        Outcome("films/a, b.mp4", DONE, 1.234, 1, "node-1"),
        Outcome("c.mp4", FAILED, 0, 3, reason='the disk is "full"'),
    ]
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    assert rows[0] == {
        "film": "films/a, b.mp4", "state": "done", "minutes": "1.23", "tries": "1",
        "machine": "node-1", "reason": "",
    }  # fmt: skip
    assert (rows[1]["state"], rows[1]["reason"]) == ("failed", 'the disk is "full"')
