"""``station faults``: every fault that was promised to be survived, end to end, and what the station made of it.

Each line of the matrix is a scenario of ``simulators/scenarios/faults``, played through firmware, wire, driver, ring,
recording, analysis and the station without a screen.  A line is ``ok`` when the verdict of its file was reached, what
is on disk agrees with what really happened sample for sample, no number is shown as valid that would have been another
one without the fault, and the next trial after the fault is as any other.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from station.errors import BadInput, Missing

if TYPE_CHECKING:
    from simulators.scenario import Scenario
    from station.commands.fault_runs import Cell

HEAD = ("row", "scenario", "what", "device", "expected", "seen", "")
WIDTHS = (4, 24, 12, 10, 14, 58)

PAGE = """# What happens when something goes wrong

Every line is a scenario that is played from the simulated device's firmware to the stored number. A line holds when

- the verdict of its file is reached, and its words stand on the screen or beside the numbers;
- what is on disk agrees with what happened: every lost sample lies in a gap, none is there twice, none is made up;
- no number is shown as valid that differs from that of the same trial without the fault by more than its uncertainty;
- the next trial, after the fault, is as any other.

`station faults` plays them all and says which lines hold; `station faults -v --only KEY` plays one and prints all that
could be read meanwhile. This page is made from the files of the scenarios: `station faults --markdown`.

| row | what happens | how the trial ends | what is said | scenario |
|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What to play."""

    keys: tuple[str, ...]
    hundred: bool


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station faults`` understands."""
    parser.add_argument("--row", metavar="ROW", help="only this row of the promises, for example L3")
    parser.add_argument("--only", metavar="KEY", help="only this scenario")
    parser.add_argument("--list", action="store_true", help="list the scenarios, and end")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another N, other noise (default 1)")
    parser.add_argument(
        "--markdown", action="store_true", help="print what is promised as a page of the documentation, and end"
    )
    parser.add_argument("--kinds", action="store_true", help="print every kind of fault with its settings, and end")
    parser.add_argument("--json", action="store_true", help="print a list of JSON objects")
    parser.add_argument("-v", "--verbose", action="store_true", help="say everything that could be read")


def run(args: argparse.Namespace) -> int:
    """Play the chosen faults and print the matrix; 0 when every line holds."""
    try:
        from simulators.scenario import load_fault
    except ImportError as error:
        raise Missing(
            f"The simulated devices are an extra that is not installed ({error}): counterpoise[sim]."
        ) from error
    if args.kinds:
        from station.commands.fault_kinds import page

        print(page())
        return 0
    chosen = _chosen(args)
    if args.list:
        for key in chosen.keys:
            print(f"{key:<28} {load_fault(key).title}")
        return 0
    if args.markdown:
        print(PAGE + "\n".join(_promised(load_fault(key)) for key in chosen.keys))
        return 0
    cells = []
    if not args.json:
        print(_line(HEAD))
    for cell in _played(chosen, args.seed):
        cells.append(cell)
        if not args.json:
            _show(cell, verbose=args.verbose)
    if args.json:
        print(json.dumps([asdict(cell) | {"ok": cell.ok} for cell in cells], indent=1, ensure_ascii=False))
    else:
        held = sum(cell.ok for cell in cells)
        print(f"\n{held} of {len(cells)} as promised." + ("" if held == len(cells) else " What is NOT stands above."))
    return 0 if all(cell.ok for cell in cells) else 1


def _chosen(args: argparse.Namespace) -> _Chosen:
    from simulators.scenario import fault_keys, load_fault
    from station.commands.fault_runs import HUNDRED, HUNDRED_ROW

    keys = fault_keys()
    if args.only is not None:
        if args.only not in (*keys, HUNDRED):
            raise BadInput(f"There is no scenario {args.only}; known ones: {', '.join((*keys, HUNDRED))}.")
        return _Chosen(tuple(key for key in keys if key == args.only), args.only == HUNDRED)
    if args.row is None:
        return _Chosen(keys, True)
    row = args.row.upper()
    rows = {key: load_fault(key).row for key in keys}
    if row not in (*rows.values(), HUNDRED_ROW):
        known = ", ".join(dict.fromkeys((*rows.values(), HUNDRED_ROW)))
        raise BadInput(f"There is no row {args.row}; there are: {known}.")
    return _Chosen(tuple(key for key in keys if rows[key] == row), row == HUNDRED_ROW)


def _played(chosen: _Chosen, seed: int) -> Iterator[Cell]:
    from simulators.scenario import load_fault
    from station.commands.fault_runs import Matrix

    matrix = Matrix(seed)
    for key in chosen.keys:
        yield matrix.play(load_fault(key))
    if chosen.hundred:
        yield matrix.hundred_devices()


def _show(cell: Cell, *, verbose: bool) -> None:
    state = "ok" if cell.ok else "NOT"
    print(_line((cell.row, cell.key, cell.what, cell.device, cell.expected, cell.seen, state)), flush=True)
    for complaint in cell.complaints:
        print(f"     ! {complaint}")
    for text in cell.texts if verbose else ():
        print(f"       {text}")


def _line(words: tuple[str, ...]) -> str:
    cells = [
        word if len(word) <= width else word[: width - 1] + "…" for word, width in zip(words, WIDTHS, strict=False)
    ]
    return "  ".join([*(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)), words[-1]]).rstrip()


def _promised(scenario: Scenario) -> str:
    """One line of the page."""
    said = "; ".join(f"“{text}”" for text in scenario.expect.says)
    states = ", ".join(f"`{key}` {state}" for key, state in scenario.expect.states.items())
    what = f"{scenario.title}. {scenario.summary}"
    words = (scenario.row, what, scenario.expect.trial, "; ".join(filter(None, (said, states))), f"`{scenario.key}`")
    return "| " + " | ".join(word.replace("|", "/") for word in words) + " |"
