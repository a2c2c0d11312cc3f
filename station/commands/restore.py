"""``station restore``: a backup put back, after every byte of it was compared."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path

from station.counting import counted, counted_people
from station.errors import BadInput


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station restore`` understands."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup; `station backup --list` names them")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    parser.add_argument(
        "--set-aside", action="store_true", help="keep a data folder that is not empty under a new name beside this one"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON value instead of lines")


def run(args: argparse.Namespace) -> int:
    """Restore, and say what was put where."""
    from station.folders import folders_at
    from station.restoring import restore

    file = args.file.expanduser()
    if not file.is_file():
        raise BadInput(f"There is no file {file}.")
    done = restore(file, folders_at(args.data_dir), datetime.now().astimezone(), set_aside=args.set_aside)
    found = done.manifest
    recordings = sum(member.name.endswith(".rec") for member in found.members)
    if args.json:
        content = {
            "data_folder": str(done.data),
            "set_aside": None if done.set_aside is None else str(done.set_aside),
            "created": found.created.isoformat(timespec="seconds"),
            "schema": found.schema,
            **{name: found.counts.get(name, 0) for name in ("people", "visits", "trials")},
            "recordings": recordings,
            "missing": list(found.missing),
            "changed": list(found.changed),
        }
        print(json.dumps(content, indent=2))
        return 0
    counts = counted_people(*(found.counts.get(name, 0) for name in ("people", "visits", "trials")))
    print(
        f"{done.data} is as it was on {found.created.astimezone():%Y-%m-%d %H:%M}: {counts}, "
        f"{counted(recordings, 'recording')}."
    )
    if done.set_aside is not None:
        print(f"What was there before is kept in {done.set_aside}.")
    if not found.whole:
        gone = len(found.missing) + len(found.changed)
        were = "recording of a stored trial was" if gone == 1 else "recordings of stored trials were"
        print(f"{gone} {were} missing or changed when the backup was made: station db check")
    return 0
