"""``station backup``: everything of a data folder in one file, read back and dated; which backups there are."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.counting import counted, counted_people
from station.errors import BadInput

if TYPE_CHECKING:
    from station.backing_up import Backup, Made
    from station.folders import Folders


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station backup`` understands."""
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="DIR",
        help="where to put it, best on another disk (default: beside the data folder)",
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    parser.add_argument(
        "--list", action="store_true", help="make none; say which there are and when the last good one was"
    )
    parser.add_argument("--verify", action="store_true", help="with --list: read every byte of each of them")
    parser.add_argument("--json", action="store_true", help="print one JSON value instead of lines")


def run(args: argparse.Namespace) -> int:
    """Make a backup, or list them; 1 when something that a trial needs was missing, or when there is no good one."""
    from station.backing_up import back_up, backups_in, usual_folder
    from station.errors import Missing
    from station.folders import readable_folders

    folders = readable_folders(args.data_dir)
    if args.verify and not args.list:
        raise BadInput("--verify goes with --list; a backup that is made is always read back.")
    target = usual_folder(folders) if args.folder is None else args.folder.expanduser().absolute()
    if args.list:
        if args.folder is not None and not target.is_dir():
            raise BadInput(f"There is no folder {target}.")
        return _say_list(target, backups_in(target, thorough=args.verify), args.json)
    if not folders.data.is_dir():
        raise BadInput(f"There is no data folder {folders.data}.")
    if args.folder is None:
        try:
            target.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise Missing(
                f"The folder {target} for backups cannot be created ({error.strerror}). Name another one: station "
                "backup DIR."
            ) from error
    return _say_made(folders, back_up(folders, target, datetime.now().astimezone()), args.json)


def _say_made(folders: Folders, made: Made, as_json: bool) -> int:
    found = made.manifest
    if as_json:
        content = _as_json(made.backup) | {"removed": [str(path) for path in made.removed]}
        print(json.dumps(content, indent=2))
    else:
        print(f"{made.backup.path}")
        print(f"  {_content(made.backup)}, written and read back")
        for path in made.removed:
            print(f"  removed {path.name}: later ones of its day, week and month are kept")
    for name in found.left_out:
        print(f"Left out, because it is neither a recording nor a test: {name}", file=sys.stderr)
    for ids, what in (
        (found.missing, "is missing"),
        (found.changed, "is not the file that its numbers were made from"),
    ):
        for recording_id in ids:
            print(f"The recording {recording_id} of a stored trial {what}.", file=sys.stderr)
    if not found.whole:
        print(
            f"Everything that is in {folders.data} was backed up, and no older backup was removed: one of them may "
            "hold what is missing now. More about it: station db check",
            file=sys.stderr,
        )
    return 0 if found.whole else 1


def _say_list(target: Path, backups: Sequence[Backup], as_json: bool) -> int:
    good = next((backup for backup in backups if backup.good), None)
    if as_json:
        last = None if good is None or good.manifest is None else good.manifest.created.isoformat(timespec="seconds")
        print(json.dumps({"folder": str(target), "last_good": last, "backups": [*map(_as_json, backups)]}, indent=2))
        return 0 if good is not None else 1
    for backup in backups:
        print(f"{backup.path.name}  {backup.problem or _content(backup)}")
    if good is None or good.manifest is None:
        print(f"There is no good backup in {target}. Make one: station backup", file=sys.stderr)
        return 1
    print(f"\nThe last good one was made {good.manifest.created.astimezone():%Y-%m-%d %H:%M}, in {target}.")
    return 0


def _content(backup: Backup) -> str:
    found = backup.manifest
    if found is None:
        return backup.problem
    counts = counted_people(*(found.counts.get(name, 0) for name in ("people", "visits", "trials")))
    parts = [counts, counted(_recordings(backup), "recording"), f"{backup.size_bytes / 1e6:,.1f} MB"]
    if not found.whole:
        parts.append(f"not whole: {counted(len(found.missing), 'recording')} missing, {len(found.changed)} changed")
    return ", ".join(parts)


def _recordings(backup: Backup) -> int:
    return 0 if backup.manifest is None else sum(each.name.endswith(".rec") for each in backup.manifest.members)


def _as_json(backup: Backup) -> dict[str, Any]:
    found = backup.manifest
    return {
        "file": str(backup.path),
        "size_bytes": backup.size_bytes,
        "good": backup.good,
        "problem": backup.problem or None,
        "created": None if found is None else found.created.isoformat(timespec="seconds"),
        "software": None if found is None else found.software,
        "schema": None if found is None else found.schema,
        "people": None if found is None else found.counts.get("people", 0),
        "visits": None if found is None else found.counts.get("visits", 0),
        "trials": None if found is None else found.counts.get("trials", 0),
        "recordings": None if found is None else _recordings(backup),
        "missing": [] if found is None else list(found.missing),
        "changed": [] if found is None else list(found.changed),
        "left_out": [] if found is None else list(found.left_out),
    }
