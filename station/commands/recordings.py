"""``station recordings list|show|recover``: what lies on disk, and trials out of what was interrupted."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.folders import Folders
    from station.recorded import RecordedSegment, Recording


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command understands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    shared.add_argument("--json", action="store_true", help="print one JSON value instead of a table")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", parents=[shared], help="every recording and what became of it")
    show = actions.add_parser("show", parents=[shared], help="what one recording holds and what is missing in it")
    show.add_argument("id", metavar="ID", help="its id, or enough of the beginning to tell it from the others")
    recover = actions.add_parser("recover", parents=[shared], help="make trials out of interrupted recordings")
    recover.add_argument("id", nargs="?", metavar="ID", help="only this one (default: all that are interrupted)")


def run(args: argparse.Namespace) -> int:
    """Carry the command out; returns the exit code."""
    from station.folders import folders_at

    folders = folders_at(args.data_dir)
    if args.data_dir is not None and not folders.data.is_dir():
        raise BadInput(f"There is no data folder {folders.data}.")
    if args.action == "list":
        return _list(folders, args.json)
    if args.action == "show":
        return _show(folders, args.id, args.json)
    return _recover(folders, args.id, args.json)


@dataclass(frozen=True, slots=True)
class _Line:
    """One recording in the list."""

    id: str
    created: str
    seconds: float | None
    title: str
    state: str
    trial: str | None


def _list(folders: Folders, as_json: bool) -> int:
    lines = _lines(folders)
    if as_json:
        fields = _Line.__slots__
        print(json.dumps([{name: getattr(line, name) for name in fields} for line in lines], indent=2))
        return 0
    if not lines:
        print(f"No recordings in {folders.recordings}.")
        return 0
    print(f"{'id':36}  {'started':25}  {'seconds':>7}  {'test':24}  state")
    for line in lines:
        seconds = "" if line.seconds is None else f"{line.seconds:.1f}"
        print(f"{line.id:36}  {line.created:25}  {seconds:>7}  {line.title[:24]:24}  {line.state}")
    waiting = sum(line.state == "interrupted" for line in lines)
    if waiting:
        print(f"\n{waiting} interrupted: `station recordings recover` makes a trial of each.")
    return 0


def _lines(folders: Folders) -> list[_Line]:
    from station.folders import in_use
    from station.recorded import interrupted, read
    from station.store import readable_store

    trials: dict[str, str] = {}
    store = readable_store(folders)
    if store is not None:
        with store:
            trials = store.trials_of_recordings()
    offered = {offer.recording_id for offer in interrupted(folders.recordings, trials)}
    holder = in_use(folders)
    lines = []
    for path in _paths(folders):
        try:
            recording = read(path)
        except StationError as error:
            lines.append(_Line(path.stem, "", None, "", f"not readable: {error}", None))
            continue
        header = recording.header
        if path.stem in trials:
            state = "stored"
        elif path.parent == folders.set_aside:
            state = "set aside"
        elif path.stem in offered:
            state = "interrupted" if holder is None else f"interrupted, or still running {holder}"
        else:
            state = "closed without a trial" if recording.samples else "empty"
        created = header.created.isoformat(timespec="seconds")
        seconds = round(recording.seconds, 3)
        lines.append(_Line(path.stem, created, seconds, header.title or header.protocol, state, trials.get(path.stem)))
    return sorted(lines, key=lambda line: line.created, reverse=True)


def _show(folders: Folders, wanted: str, as_json: bool) -> int:
    from station.recorded import read

    content = _content(read(_find(folders, wanted)))
    if as_json:
        print(json.dumps(content, indent=2))
        return 0
    for name, value in content.items():
        if not isinstance(value, list):
            print(f"{name.replace('_', ' '):16}{'-' if value is None else value}")
    for name in ("streams", "markers", "damage"):
        rows = content[name]
        if isinstance(rows, list) and rows:
            print(f"\n{name}")
            for row in rows:
                print("  " + "  ".join(f"{key.replace('_', ' ')} {value}" for key, value in row.items()))
    return 0


def _content(recording: Recording) -> dict[str, object]:
    header = recording.header
    return {
        "id": header.recording_id,
        "file": str(recording.path),
        "created": header.created.isoformat(timespec="seconds"),
        "test": header.protocol,
        "title": header.title,
        "person": header.person,
        "software": header.software,
        "seconds": round(recording.seconds, 3),
        "complete": recording.complete,
        "outcome": None if recording.outcome is None else recording.outcome.value,
        "sha256": recording.sha256,
        "streams": [
            _segment(number, segment) for number, segments in recording.streams.items() for segment in segments
        ],
        "markers": [{"name": m.name, "host_s": m.host_s, "data": m.data} for m in recording.markers],
        "damage": [{"offset": damage.offset, "bytes": damage.length} for damage in recording.damage],
    }


def _segment(number: int, segment: RecordedSegment) -> dict[str, object]:
    description = segment.description
    info = None if description is None else description.segment.info
    steps = int(segment.index[-1] - segment.index[0]) if segment.index.size else 0
    return {
        "stream": number,
        "segment": segment.number,
        "device": None if info is None else f"{info.model} {info.serial}",
        "sides": [] if description is None else [side.value for side in description.sides],
        "rate_hz": round(steps / segment.seconds, 3) if segment.seconds else None,
        "samples": int(segment.index.size),
        "lost": segment.lost,
        "gaps": len(segment.gaps),
        "seconds": round(segment.seconds, 3),
        "calibration": None if description is None or description.calibration is None else description.calibration.id,
        "zeroed": description is not None and description.zero is not None,
    }


def _recover(folders: Folders, wanted: str | None, as_json: bool) -> int:
    from station.filing import file_trial, unfiled
    from station.folders import make_folders
    from station.store import Store

    path = None if wanted is None else _find(folders, wanted)
    if not any(_paths(folders)):
        print(f"Nothing to recover: there are no recordings in {folders.recordings}.", file=sys.stderr)
        return 1
    make_folders(folders.data)
    made: list[dict[str, str]] = []
    refused = 0
    with Store(folders) as store:
        offers = unfiled(store, folders)
        paths = [path] if path else [folders.recordings / f"{offer.recording_id}.rec" for offer in offers]
        for each in paths:
            try:
                trial_id = file_trial(store, folders, each)
            except StationError as error:
                refused += 1
                print(f"{each.stem}: {error}", file=sys.stderr)
            else:
                made.append({"recording": each.stem, "trial": trial_id})
    if as_json:
        print(json.dumps(made, indent=2))
    else:
        for item in made:
            print(f"{item['recording']} is stored as trial {item['trial']}")
    if not made and not refused:
        print("Nothing to recover: every recording belongs to a trial or was set aside.", file=sys.stderr)
    return 0 if made and not refused else 1


def _paths(folders: Folders) -> Sequence[Path]:
    return [*folders.recordings.glob("*.rec"), *folders.set_aside.glob("*.rec")]


def _find(folders: Folders, wanted: str) -> Path:
    """The recording whose id begins like this.  Raises BadInput when there is none, or more than one."""
    found = [path for path in _paths(folders) if path.stem.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    what = "There is no recording" if not found else f"{len(found)} recordings are there"
    raise BadInput(f"{what} whose id begins with {wanted!r} in {folders.recordings}.")
