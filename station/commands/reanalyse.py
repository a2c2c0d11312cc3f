"""``station reanalyse``: compute every stored result again from its raw samples, and say what differs."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

from station.counting import counted
from station.errors import BadInput, StationError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station reanalyse`` understands."""
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    parser.add_argument("--person", metavar="CODE", help="only the trials of this person")
    parser.add_argument("--processes", type=int, metavar="N", help="how many at a time (default: one per core)")
    parser.add_argument("--json", action="store_true", help="print one JSON value instead of lines")


def run(args: argparse.Namespace) -> int:
    """Compare every stored trial; 1 when a number differs by more than rounding or cannot be made again."""
    from station.folders import readable_folders
    from station.reanalysis import reanalysed, usual_processes
    from station.store import readable_store
    from station.whereabouts import elsewhere

    folders = readable_folders(args.data_dir)
    if not folders.data.is_dir():
        raise BadInput(f"There is no data folder {folders.data}.")
    if args.processes is not None and args.processes < 1:
        raise BadInput(f"--processes {args.processes}: at least 1.")
    store = readable_store(folders)
    if store is None:
        raise BadInput(f"There is no database in {folders.data}: nothing was stored there yet.")
    with store:
        if args.person is not None and store.person(args.person) is None:
            raise StationError(f"Nobody with the code {args.person[:64]!r} is known here. See: station person list.")
        trials = [store.trial(summary.trial_id) for summary in store.trials(args.person)]
    others = [name for name in (elsewhere(trial, folders) for trial in trials) if name is not None]
    if others:
        print(
            f"To be computed again where their recordings are: {counted(len(others), 'trial')} "
            f"({', '.join(sorted(set(others)))}).",
            file=sys.stderr,
        )
        trials = [trial for trial in trials if elsewhere(trial, folders) is None]
    begun = perf_counter()
    found = list(reanalysed(trials, folders, args.processes or usual_processes()))
    taken_s = perf_counter() - begun
    rate = f"{counted(len(found), 'trial')} in {taken_s:.1f} s, {len(found) / max(taken_s, 1e-9):.1f} a second."
    if args.json:
        print(rate, file=sys.stderr)
        print(json.dumps([{**asdict(item), "same": item.same} for item in found], indent=2))
        return 0 if all(item.same for item in found) else 1
    for item in found:
        if not item.same:
            print(f"{item.trial_id}  {item.title} (made by {item.software})")
            for line in item.differences or (item.problem,):
                print(f"    {line}")
    same = sum(item.same for item in found)
    exact = sum(item.same and not item.rounding for item in found)
    give = "gives" if same == 1 else "give"
    print(f"{same} of {counted(len(found), 'trial')} {give} the same numbers, {exact} of them bit for bit.")
    print(rate, file=sys.stderr)
    return 0 if same == len(found) else 1
