"""``station visit list|show``: who was here when, and what was measured then."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from station.errors import StationError

if TYPE_CHECKING:
    from station.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station visit`` understands."""
    from station.commands.stored import actions

    listing = actions(parser, "visit", "ID", "its id, or enough of the beginning to tell it from the others")
    listing.add_argument("--person", metavar="CODE", help="only those of this person")


def run(args: argparse.Namespace) -> int:
    """Print the list or one visit; a running station is not disturbed."""
    from station.commands.stored import opened

    folders, store = opened(args.data_dir, args.store)
    if store is None:
        if args.action == "show":
            raise StationError(f"There is no visit in {folders.data}: nothing was stored there yet.")
        print("[]" if args.json else f"There is no visit in {folders.data} yet.")
        return 0
    with store:
        lines = _shown(store, args.wanted, args.json) if args.action == "show" else _listed(store, args)
    print("\n".join(lines))
    return 0


def _listed(store: Store, args: argparse.Namespace) -> list[str]:
    from station.commands.stored import columns, shortest, visit_as_json, when

    if args.person is not None and store.person(args.person) is None:
        raise StationError(f"Nobody with the code {args.person[:64]!r} is known here. Look it up: station person list.")
    visits = store.visits.visits(args.person)
    if args.json:
        return [json.dumps([visit_as_json(line) for line in visits], ensure_ascii=False, indent=2)]
    if not visits:
        return ["No visit is stored here yet."]
    short = shortest([line.id for line in visits])
    rows = [[line.id[:short], when(line.started_at), line.person, str(line.trials)] for line in visits]
    return columns(["id", "started", "person", "trials"], rows)


def _shown(store: Store, beginning: str, as_json: bool) -> list[str]:
    from station.commands.stored import trial_as_json, trial_table, visit_as_json, when

    visit = store.visits.visit(beginning)
    trials = store.visits.trials(visit_id=visit.id)
    if as_json:
        content = visit_as_json(visit) | {"trials": [trial_as_json(line) for line in trials]}
        return [json.dumps(content, ensure_ascii=False, indent=2)]
    lines = [f"{visit.person}, {when(visit.started_at)}  {visit.id}", ""]
    return lines + (trial_table(trials, with_person=False) if trials else ["No trial was stored in this visit."])
