"""The table of ``run.py bench``: a row that loses says why, and one line says how to read it."""

from bench.__main__ import HOW_TO_READ, _table
from bench.rows import Row, compared, explained


def test_only_a_row_that_loses_is_explained():
    slower, faster = compared("ring", "push", "ours", {"ours": 2e-6, "quick": 1e-6, "slow": 4e-6})
    assert (slower.ratio, faster.ratio) == (0.5, 2.0)
    assert explained(slower, "it does less").note == "it does less"
    assert explained(faster, "it does less").note == ""
    more = Row("path", "all", 50.0, "samples/s", "peer", 100.0, higher_is_better=True)
    assert explained(more, "it checks nothing").note == "it checks nothing"
    assert explained(Row("path", "all", 50.0), "no peer").note == ""


def test_the_table_numbers_the_notes_and_says_how_to_read_it():
    rows = [
        Row("ring", "push", 2.0, peer="quick", peer_value=1.0, note="it does less"),
        Row("ring", "window", 2.0, peer="quick", peer_value=1.0, note="it does less"),
        Row("ring", "pop", 2.0, peer="slow", peer_value=4.0),
    ]
    lines = _table(rows).splitlines()
    assert lines[1].endswith("0.5x   quick [1]")
    assert lines[2].endswith("quick [1]")
    assert lines[3].endswith("2.0x   slow")
    assert lines[-2:] == ["[1] it does less", HOW_TO_READ]
