"""``station batteries``: which batteries of tests there are, what one does; whether a file of one's own is right."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands.toml_files import add_actions, in_folder, named, say_checked

if TYPE_CHECKING:
    from station.plan_library import PlanLibrary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station batteries`` understands."""
    _, showing = add_actions(
        parser,
        "batteries",
        showing="the tests of one battery, with rests and minutes",
        key=("KEY", "which battery"),
    )
    showing.add_argument("--text", action="store_true", help="print its file instead; the beginning of an own one")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; 2 when a file that was to be checked is wrong."""
    from station.folders import readable_folders
    from station.plan_library import plan_library
    from station.protocol_library import library

    folders = readable_folders(args.data_dir)
    found = plan_library(folders, library(folders))
    if args.action == "check":
        return _check(found, args.files, folders.batteries, as_json=args.json)
    if args.action == "show":
        return _show(found, args.key, text=args.text, as_json=args.json)
    return _list(found, as_json=args.json)


def _list(found: PlanLibrary, *, as_json: bool) -> int:
    left_out = [line for each in found.bad for line in each.lines]
    rows = [_row(found, key) for key in found.batteries]
    if as_json:
        print(json.dumps({"batteries": rows, "left_out": left_out}, ensure_ascii=False, indent=2))
        return 0
    width = max((len(row["key"]) for row in rows), default=0)
    for row in rows:
        own = "" if row["built_in"] else " (own)"
        count = len(row["tests"])
        print(f"{row['key']:<{width}}  {row['title']}, {row['minutes']:g} min, {count} test{'s' * (count > 1)}{own}")
    for line in left_out:
        print(f"station batteries: left out: {line}", file=sys.stderr)
    return 0


def _row(found: PlanLibrary, key: str) -> dict[str, Any]:
    battery, own = found.batteries[key], found.own.get(key)
    return {
        "key": key,
        "title": battery.title,
        "summary": battery.summary,
        "minutes": battery.minutes,
        "estimate_minutes": round(found.plan(key).seconds / 60.0, 1),
        "order": battery.order,
        "tests": list(battery.tests),
        "built_in": own is None,
        "file": None if own is None else str(own),
    }


def _show(found: PlanLibrary, key: str, *, text: bool, as_json: bool) -> int:
    """Raises BadInput for a battery that there is not."""
    plan = found.plan(key)
    if as_json:
        steps = [
            {
                "test": step.protocol.key,
                "title": step.protocol.title,
                "reps": step.protocol.reps,
                "sides": list(step.protocol.sides),
                "seconds": round(step.seconds),
                "rest_after_s": step.rest_after_s,
            }
            for step in plan.steps
        ]
        print(json.dumps({**_row(found, key), "steps": steps, "text": found.texts[key]}, ensure_ascii=False, indent=2))
        return 0
    if text:
        print(found.texts[key], end="" if found.texts[key].endswith("\n") else "\n")
        return 0
    battery = plan.battery
    print(f"{battery.title}\n{battery.summary}\n")
    for step in plan.steps:
        reps = f", {step.protocol.reps} repetitions" if step.protocol.reps > 1 else ""
        last = step.number == len(plan.steps)
        rest = "" if last else f"; then {step.rest_after_s:.0f} s of rest"
        print(f"{step.number:>2}. {step.protocol.title}{reps}: about {step.seconds / 60.0:.1f} min{rest}")
    shuffled = " The order is another at each visit." if battery.order == "random" else ""
    print(f"\nAbout {plan.seconds / 60.0:.0f} min.{shuffled}")
    return 0


def _check(found: PlanLibrary, files: Sequence[Path], folder: Path, *, as_json: bool) -> int:
    """Raises BadInput where there is nothing to check."""
    from station.plan_library import examine_battery

    if files:
        return say_checked(named(files, lambda path: examine_battery(path, found.tests)[2]), as_json=as_json)
    return say_checked(in_folder(found.own, found.bad, folder, "battery"), as_json=as_json)
