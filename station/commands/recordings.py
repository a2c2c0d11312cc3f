"""``station recordings list|show|recover``: what lies on disk, and trials out of what was interrupted."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.counting import counted
from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.folders import Folders
    from station.recorded import Description, RecordedSegment, Recording


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what this command understands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    shared.add_argument("--json", action="store_true", help="print one JSON value instead of a table")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("list", parents=[shared], help="every recording and what became of it")
    show = actions.add_parser("show", parents=[shared], help="what one recording holds and what is missing in it")
    show.add_argument("id", metavar="ID", help="its id, or enough of the beginning to tell it from the others")
    steps = actions.add_parser(
        "steps", parents=[shared], help="walk the trial again from its samples, and say where that differs from then"
    )
    steps.add_argument("id", metavar="ID", help="its id, or enough of the beginning to tell it from the others")
    recover = actions.add_parser("recover", parents=[shared], help="make trials out of interrupted recordings")
    recover.add_argument("id", nargs="?", metavar="ID", help="only this one (default: all that are interrupted)")


def run(args: argparse.Namespace) -> int:
    """Carry the command out; returns the exit code."""
    from station.folders import readable_folders

    folders = readable_folders(args.data_dir)
    if args.data_dir is not None and not folders.data.is_dir():
        raise BadInput(f"There is no data folder {folders.data}.")
    if args.action == "list":
        return _list(folders, args.json)
    if args.action == "show":
        return _show(folders, args.id, args.json)
    if args.action == "steps":
        from station.commands.recording_steps import print_steps

        return print_steps(_find(folders, args.id), args.json)
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
    width = max(len("test"), *(len(line.title) for line in lines))
    print(f"{'id':36}  {'started':26}  {'seconds':>7}  {'test':{width}}  state")
    for line in lines:
        seconds = "" if line.seconds is None else f"{line.seconds:.1f}"
        print(f"{line.id:36}  {_here(line.created):26}  {seconds:>7}  {line.title:{width}}  {line.state}")
    waiting = sum(line.state.startswith("interrupted") and "still running" not in line.state for line in lines)
    if waiting:
        print(f"\n{waiting} interrupted: `station recordings recover` makes a trial of each.")
    damaged = [line for line in lines if line.state.endswith(", damaged")]
    if damaged:
        print(f"\n{len(damaged)} damaged: `station recordings show ID` says where; a backup has what is missing.")
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
        # the last bytes of one that nobody closed are those of a frame that was never finished, or still is written
        if recording.damage and (recording.outcome is not None or path.stem in trials):
            state += ", damaged"
        created = header.created.isoformat(timespec="seconds")
        seconds = round(recording.seconds, 3)
        lines.append(_Line(path.stem, created, seconds, header.title or header.protocol, state, trials.get(path.stem)))
    return sorted(lines, key=lambda line: line.created, reverse=True)


def _here(created: str) -> str:
    """An ISO time on this computer's clock, with its offset, as the window shows it."""
    if not created:
        return ""
    when = datetime.fromisoformat(created).astimezone()
    return f"{when:%Y-%m-%d %H:%M:%S} {when.isoformat()[-6:]}"


def _show(folders: Folders, wanted: str, as_json: bool) -> int:
    from station.recorded import read

    recording = read(_find(folders, wanted))
    content = _content(recording, _code(folders, recording.header.person))
    print(json.dumps(content, indent=2) if as_json else "\n".join(_as_text(content)))
    return 0


def _code(folders: Folders, person_id: str) -> str | None:
    """The pseudonym behind an id; None when the database does not know it or cannot be read."""
    from station.store import readable_store

    try:
        store = readable_store(folders)
        if store is None:
            return None
        with store:
            return next((person.code for person in store.people() if person.id == person_id), None)
    except StationError:
        return None


def _content(recording: Recording, code: str | None) -> dict[str, Any]:
    from station.model import Outcome

    header = recording.header
    began_s = _began_s(recording)
    return {
        "id": header.recording_id,
        "file": str(recording.path),
        "created": header.created.isoformat(timespec="seconds"),
        "test": header.protocol,
        "title": header.title,
        "person": header.person,
        "person_code": code,
        "software": header.software,
        "seconds": round(recording.seconds, 3),
        "complete": recording.complete and recording.outcome not in (Outcome.DEVICE_FAILED, Outcome.INTERRUPTED),
        "outcome": None if recording.outcome is None else recording.outcome.value,
        "sha256": recording.sha256,
        "streams": [
            _segment(number, segment) for number, segments in recording.streams.items() for segment in segments
        ],
        "markers": [
            {"name": m.name, "seconds": round(m.host_s - began_s, 3), "host_s": m.host_s, "data": m.data}
            for m in recording.markers
        ],
        "damage": [{"offset": damage.offset, "bytes": damage.length} for damage in recording.damage],
    }


def _began_s(recording: Recording) -> float:
    """Host time of the beginning: where the first stream began, or the first marker."""
    described = [part.description for parts in recording.streams.values() for part in parts]
    starts = [description.segment.host_s for description in described if description is not None]
    return min(starts or [marker.host_s for marker in recording.markers], default=0.0)


def _as_text(content: Mapping[str, Any]) -> list[str]:
    test = content["title"] or content["test"]
    facts = {
        "id": content["id"],
        "file": content["file"],
        "started": _here(content["created"]),
        "test": test if test == content["test"] else f"{test} ({content['test']})",
        "person": content["person_code"] or content["person"] or "not named",
        "software": content["software"],
        "length": f"{content['seconds']:.1f} s",
        "complete": "yes" if content["complete"] else "no",
        "outcome": content["outcome"] or "none: the program ended before the trial did",
        "sha256": content["sha256"],
    }
    lines = [f"{name:10}{value}" for name, value in facts.items()]
    for part in content["streams"]:
        lines += ["", *_stream_lines(part)]
    if content["markers"]:
        lines += ["", "markers, in seconds since the start"]
    for marker in content["markers"]:
        data = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in marker["data"].items())
        lines.append(f"{marker['seconds']:>10.3f}  {marker['name'].replace('_', ' '):<14}{data}".rstrip())
    for damage in content["damage"]:
        where = f"at byte {damage['offset']}" if damage["offset"] >= 0 else "in a frame that cannot be understood"
        lines += ["", f"damaged: {counted(damage['bytes'], 'byte')} {where}"]
    return lines


def _stream_lines(part: Mapping[str, Any]) -> list[str]:
    sides = " and ".join(part["sides"]) or "side not known"
    rate = "rate not known" if part["rate_hz"] is None else f"{part['rate_hz']:g} Hz"
    numbered = part["counts_losses"]
    lost = f"{part['lost']} lost in {part['gaps']} gap{'s' * (part['gaps'] != 1)}" if part["gaps"] else "none lost"
    if not numbered:
        lost = f"at least {lost}" if part["gaps"] else "samples not numbered by the device: losses not counted"
    zeroed = "zeroed" if part["zeroed"] else "not zeroed"
    again = f", segment {part['segment']}" if part["segment"] else ""
    return [
        f"stream {part['stream']}{again}: {part['device'] or 'device not known'}, {sides}",
        f"          {counted(part['samples'], 'sample')} in {part['seconds']:.1f} s, {rate}, {lost}",
        f"          calibration {part['calibration'] or 'not known'}, {zeroed}",
    ]


def _segment(number: int, segment: RecordedSegment) -> dict[str, Any]:
    from drivers.contracts import SampleClock

    description = segment.description
    info = None if description is None else description.segment.info
    steps = int(segment.index[-1] - segment.index[0]) if segment.index.size else 0
    return {
        "stream": number,
        "segment": segment.number,
        "device": None if info is None else f"{info.model} {info.serial}",
        "sides": _sides(description),
        "rate_hz": round(steps / segment.seconds, 3) if segment.seconds else None,
        "samples": int(segment.index.size),
        "lost": segment.lost,
        "gaps": len(segment.gaps),
        "counts_losses": info is None or info.signal.clock is SampleClock.DEVICE,
        "seconds": round(segment.seconds, 3),
        "calibration": None if description is None or description.calibration is None else description.calibration.id,
        "zeroed": description is not None and description.zero is not None,
    }


def _sides(description: Description | None) -> list[str]:
    from station.playback import sides_of

    try:
        return [] if description is None else [side.value for side in sides_of(description)]
    except StationError:
        return []  # a file that does not name them can be shown all the same


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
