"""Ours against the peers, in one run: ``python -m bench [--quick] [--json]``."""

from __future__ import annotations

import argparse
import json
import platform
import sys
from dataclasses import asdict

import numpy as np

from bench import block_filter, envelope, frames, ring_buffer, whole_path
from bench.rows import Row

PARTS = (block_filter, ring_buffer, envelope, whole_path, frames)


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _table(rows: list[Row]) -> str:
    head = ("area", "case", "ours", "peer's", "unit", "ratio", "peer")
    lines = [head]
    for row in rows:
        ratio = f"{row.ratio:.1f}x" if row.ratio is not None else "-"
        cells = (row.area, row.case, _number(row.ours), _number(row.peer_value), row.unit, ratio, row.note or row.peer)
        lines.append(cells)
    widths = [max(len(line[c]) for line in lines) for c in range(len(head) - 1)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[-1]]) for line in lines
    )


def main() -> int:
    """Time every part and print the table, or one JSON object."""
    parser = argparse.ArgumentParser(prog="bench", description="Compare with the peers on this machine, in one run.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: seconds instead of a minute")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    chosen = parser.parse_args()
    rows: list[Row] = []
    for part in PARTS:
        if not chosen.json:
            print(f"... {part.__name__.partition('.')[2]}", file=sys.stderr, flush=True)
        rows += part.rows(chosen.quick)
    machine = {"python": platform.python_version(), "numpy": np.__version__, "system": platform.platform()}
    if chosen.json:
        print(json.dumps({"machine": machine, "rows": [asdict(row) | {"ratio": row.ratio} for row in rows]}, indent=1))
    else:
        print(_table(rows))
        print("\nMedians; peer and ours take turns.  Ratio: how many times better ours is.  " + str(machine))
    return 0


if __name__ == "__main__":
    sys.exit(main())
