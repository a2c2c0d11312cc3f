"""Ours against the peers, in one run: ``python -m bench [--quick] [--json]``; ``--accept``: against the truth."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict

import numpy as np

from bench import (
    acceptance,
    archive,
    block_filter,
    clinic_day,
    envelope,
    frames,
    histories,
    jumps,
    live_cost,
    live_window,
    many_devices,
    recording_stores,
    ring_buffer,
    side_verdicts,
    whole_path,
)
from bench.rows import Row

PARTS = (
    block_filter,
    ring_buffer,
    envelope,
    whole_path,
    many_devices,
    live_cost,
    live_window,
    frames,
    jumps,
    archive,
    histories,
    recording_stores,
    side_verdicts,
    clinic_day,
)


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


HOW_TO_READ = (
    "How to read it: 3.0x means that ours takes a third of the peer's time, or keeps up with three times the samples; "
    "below 1.0x the peer is better, and its note says why."
)


def _table(rows: list[Row]) -> str:
    head = ("area", "case", "ours", "peer's", "unit", "ratio", "peer")
    notes = list(dict.fromkeys(row.note for row in rows if row.note))
    lines = [head]
    for row in rows:
        ratio = f"{row.ratio:.1f}x" if row.ratio is not None else "-"
        peer = f"{row.peer} [{notes.index(row.note) + 1}]".strip() if row.note else row.peer
        lines.append((row.area, row.case, _number(row.ours), _number(row.peer_value), row.unit, ratio, peer))
    widths = [max(len(line[c]) for line in lines) for c in range(len(head) - 1)]
    cells = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]) for line in lines
    ]
    return "\n".join([*cells, "", *(f"[{number}] {note}" for number, note in enumerate(notes, 1)), HOW_TO_READ])


def main() -> int:
    """Time every part and print the table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="bench", description="Compare with the peers on this machine, in one run.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: seconds instead of a minute")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--day", action="store_true", help="only a whole working day of a clinic, which takes minutes")
    parser.add_argument(
        "--accept", action="store_true", help="do the true values of simulated people come back in every test?"
    )
    parser.add_argument(
        "--runs", type=int, default=acceptance.RUNS, metavar="N", help="with --accept: people a test (default 200)"
    )
    parser.add_argument(
        "--protocol", action="append", metavar="KEY", help="with --accept: only this test; may be given several times"
    )
    parser.add_argument("--first", type=int, default=0, metavar="N", help="with --accept: number of the first person")
    parser.add_argument("--workers", type=int, metavar="N", help="with --accept: processes (default: one a core)")
    parser.add_argument("--failed", action="store_true", help="with --accept: print only what does not hold")
    chosen = parser.parse_args()
    if chosen.accept:
        return acceptance.main(
            chosen.protocol,
            chosen.runs,
            as_json=chosen.json,
            failed=chosen.failed,
            workers=chosen.workers,
            first=chosen.first,
        )
    rows: list[Row] = []
    if chosen.day:
        rows += clinic_day.rows_of(clinic_day.day())
    for part in () if chosen.day else PARTS:
        if not chosen.json:
            print(f"... {part.__name__.partition('.')[2]}", file=sys.stderr, flush=True)
        rows += part.rows(chosen.quick)
    machine = {"python": platform.python_version(), "numpy": np.__version__, "system": platform.platform()}
    if chosen.json:
        print(json.dumps({"machine": machine, "rows": [asdict(row) | {"ratio": row.ratio} for row in rows]}, indent=1))
    else:
        print(_table(rows))
        print("Medians; peer and ours take turns.  " + ", ".join(f"{name} {what}" for name, what in machine.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
