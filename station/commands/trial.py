"""``station trial``: every stored trial; all numbers of one of them, its marks, what made them, what was said of it.

What changes a trial stands in ``station.commands.trial_edit``.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from station.commands import trial_edit
from station.commands.named import person_named, require_test
from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.folders import Folders
    from station.protocol import Protocol
    from station.records import Provenance, Run, Source, StoredMark, StoredTrial
    from station.store import Store


MOST = 100
"""So many are listed where nobody asks for more."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station trial`` understands."""
    from station.commands.stored import actions

    wanted = "its id or enough of the beginning to tell it from the others, or the whole id of its recording"
    listing = actions(parser, "trial", "ID", wanted)
    below = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    trial_edit.add_arguments(below, wanted)
    listing.add_argument("--person", metavar="CODE", help="only those of this person")
    listing.add_argument("--visit", metavar="ID", help="only those of this visit")
    listing.add_argument("--test", metavar="KEY", help="only those of this test, for example cmj")
    how_many = listing.add_mutually_exclusive_group()
    how_many.add_argument("--most", type=int, metavar="N", help=f"the newest N (default: {MOST}; with --json all)")
    how_many.add_argument("--all", action="store_true", help="every one of them")


def run(args: argparse.Namespace) -> int:
    """Print the list or one trial; a running station is not disturbed."""
    from station.commands.stored import opened

    if args.action not in ("list", "show"):
        return trial_edit.run(args)
    folders, store = opened(args.data_dir, args.store)
    if store is None:
        if args.action == "show":
            raise StationError(f"There is no trial in {folders.data}: nothing was stored there yet.")
        print("[]" if args.json else f"There is no trial in {folders.data} yet.")
        return 0
    with store:
        if args.action == "list":
            lines = _listed(store, folders, args)
        else:
            trial = store.trial(store.visits.trial_id(args.wanted))
            lines = [json.dumps(_as_json(trial), ensure_ascii=False, indent=2)] if args.json else _as_text(trial)
    print("\n".join(lines))
    return 0


def _listed(store: Store, folders: Folders, args: argparse.Namespace) -> list[str]:
    from station.commands.stored import trial_as_json, trial_table

    if args.person is not None:
        person_named(store, args.person)
    if args.test is not None:
        require_test(store, folders, args.test)
    visit_id = None if args.visit is None else store.visits.visit(args.visit).id
    if args.most is not None and args.most < 1:
        raise BadInput(f"--most {args.most}: at least 1.")
    most = args.most or (None if args.all or args.json else MOST)
    # one more than is shown tells that there are more
    trials = store.visits.trials(args.person, visit_id, args.test, most and most + 1)
    more = most is not None and len(trials) > most
    trials = trials[:most]
    if more:
        print(f"The newest {most} are shown; there are more: --most N, or --all.", file=sys.stderr)
    if args.json:
        return [json.dumps([trial_as_json(line) for line in trials], ensure_ascii=False, indent=2)]
    return trial_table(trials) if trials else ["No such trial is stored here."]


# One trial ---------------------------------------------------------------------------------------------------------


def _as_json(stored: StoredTrial) -> dict[str, Any]:
    from station.commands.stored import iso

    trial = stored.trial
    return {
        "id": stored.id,
        "visit": trial.session_id,
        "person": stored.person.code,
        "test": trial.protocol,
        "title": trial.title,
        "started_at": iso(trial.started_at),
        "outcome": trial.outcome.value,
        "complete": trial.complete,
        "kept": stored.kept,
        "rejected_for": None if stored.rejected_for is None else stored.rejected_for.value,
        "note": stored.rejected_note,
        "practice": trial.practice,
        "sides_swapped": stored.sides_swapped,
        "decided_at": iso(stored.decided_at),
        "recording": trial.recording_id,
        "station": stored.station,
        "recording_sha256": trial.recording_sha256,
        "range_start_host_s": trial.range_start_host_s,
        "range_end_host_s": trial.range_end_host_s,
        "headline": trial.headline,
        "runs": [_run_as_json(run) for run in stored.runs],
    }


def _run_as_json(run: Run) -> dict[str, Any]:
    from station.commands.stored import iso, number_as_json

    return {
        "number": run.number,
        "current": run.current,
        "made_at": iso(run.made_at),
        "cause": run.cause,
        "fs_hz": run.fs_hz,
        "refusal": run.refusal,
        "marks": [_mark_as_json(mark) for mark in run.marks],
        "numbers": [number_as_json(line) for line in run.measurements],
        "made_by": _made_by(run.provenance),
    }


def _mark_as_json(stored: StoredMark) -> dict[str, Any]:
    mark = stored.mark
    return {
        "name": mark.name,
        "side": mark.side.value,
        "time_s": mark.time_s,
        "uncertainty_s": mark.uncertainty_s,
        "automatic": mark.automatic,
        "before_s": stored.before_s,
    }


def _made_by(provenance: Provenance) -> dict[str, Any]:
    return {
        "software": provenance.software,
        "code_sha256": provenance.code_sha256 or None,
        "operator": provenance.operator or None,
        "numpy": provenance.numpy,
        "recording_sha256": provenance.recording_sha256,
        "alignment_s": provenance.alignment_s,
        "methods": {name: dict(parameters) for name, parameters in provenance.methods.items()},
        "sources": [_source_as_json(source) for source in provenance.sources],
    }


def _source_as_json(source: Source) -> dict[str, Any]:
    return asdict(source) | {
        "sides": [side.value for side in source.sides],
        "calibration": dict(source.calibration),
        "gaps": [{"index": index, "missing": missing} for index, missing in source.gaps],
    }


def _as_text(stored: StoredTrial) -> list[str]:
    from station.amendments import decision_words
    from station.commands.lines import number_lines
    from station.commands.stored import when

    trial, run = stored.trial, stored.current
    decision = {"kept": stored.kept, "rejected_for": stored.rejected_for, "note": stored.rejected_note}
    facts = {
        "id": stored.id,
        "person": stored.person.code,
        "visit": trial.session_id,
        "test": f"{trial.title} ({trial.protocol})",
        "started": when(trial.started_at),
        "outcome": trial.outcome.value + ("" if trial.complete else ", incomplete"),
        "decided": decision_words(decision)
        + (", practice" if trial.practice else "")
        + (", left and right exchanged" if stored.sides_swapped else ""),
        "recording": trial.recording_id + ("" if stored.station is None else f", on the station {stored.station}"),
        "computed": f"{when(run.made_at)}, {run.cause}, by {run.provenance.software}"
        + (f", {run.provenance.operator} at the station" if run.provenance.operator else "")
        + (f"; the last of {len(stored.runs)} runs" if len(stored.runs) > 1 else ""),
    }
    lines = [f"{name:11}{value}" for name, value in facts.items()]
    lines += ["", *(_source_line(source) for source in run.provenance.sources)]
    if run.marks:
        lines += ["", "marks, in seconds from the first analysed sample", *map(_mark_line, run.marks)]
    if run.refusal is not None:
        return [*lines, "", f"No number is given: {run.refusal}"]
    return [*lines, "", *number_lines(run.measurements, _test_of(stored))]


def _test_of(stored: StoredTrial) -> Protocol | None:
    """The test that the trial was made with; None where this version cannot read its text any more."""
    import msgspec

    from station.protocol import Protocol

    try:
        return msgspec.toml.decode(stored.trial.protocol_text, type=Protocol)
    except msgspec.DecodeError:
        return None


def _source_line(source: Source) -> str:
    sides = " and ".join(side.value for side in source.sides)
    lost = sum(missing for _, missing in source.gaps)
    gone = f"{lost} lost in {len(source.gaps)} gap{'s' * (len(source.gaps) != 1)}" if source.gaps else "none lost"
    calibration = source.calibration.get("id", "not known")
    samples = f"samples {source.first_index} to {source.last_index} at {source.fs_hz:.6g} Hz, {gone}"
    return f"{source.model} {source.serial}, {sides}: {samples}; calibration {calibration}"


def _mark_line(stored: StoredMark) -> str:
    mark = stored.mark
    about = "" if mark.uncertainty_s is None else f" ± {mark.uncertainty_s:.3f}"
    moved = "" if mark.automatic else "  set by hand"
    before = "" if stored.before_s is None else f", was {stored.before_s:.3f} s"
    return f"  {mark.name:<14}{mark.side.value:<7}{mark.time_s:>10.3f}{about} s{moved}{before}"
