"""``station person list|show``: who is known here, by code, and everything that was measured of one of them."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from station.errors import StationError

if TYPE_CHECKING:
    from station.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station person`` understands."""
    from station.commands.stored import actions

    actions(parser, "person", "CODE", "the code, for example A-104")


def run(args: argparse.Namespace) -> int:
    """Print the list or one person; a running station is not disturbed."""
    from station.commands.stored import opened

    folders, store = opened(args.data_dir)
    if store is None:
        if args.action == "show":
            raise StationError(f"Nobody is known in {folders.data}: nothing was stored there yet.")
        print("[]" if args.json else f"Nobody is known in {folders.data} yet.")
        return 0
    with store:
        if args.action == "show":
            print("\n".join(_shown(store, args.wanted, args.json)))
        else:
            print("\n".join(_listed(store, args.json)))
    return 0


def _listed(store: Store, as_json: bool) -> list[str]:
    from station.commands.stored import columns, iso, when

    people = store.visits.people()
    if as_json:
        content = [
            {
                "id": line.id,
                "code": line.code,
                "created_at": iso(line.created_at),
                "visits": line.visits,
                "trials": line.trials,
                "last_visit_at": iso(line.last_visit_at),
            }
            for line in people
        ]
        return [json.dumps(content, ensure_ascii=False, indent=2)]
    if not people:
        return ["Nobody is known here yet."]
    rows = [[line.code, str(line.visits), str(line.trials), when(line.last_visit_at)] for line in people]
    return columns(["code", "visits", "trials", "last visit"], rows)


def _shown(store: Store, code: str, as_json: bool) -> list[str]:
    from station.commands.stored import iso, trial_as_json, trial_table, visit_as_json, when

    person = store.person(code)
    if person is None:
        raise StationError(f"Nobody with the code {code[:64]!r} is known here. Look it up: station person list.")
    visits, trials = store.visits.visits(person.code), store.visits.trials(person.code)
    if as_json:
        content = {
            "id": person.id,
            "code": person.code,
            "created_at": iso(person.created_at),
            "visits": [
                visit_as_json(visit) | {"trials": [trial_as_json(each) for each in trials if each.visit_id == visit.id]}
                for visit in visits
            ],
        }
        return [json.dumps(content, ensure_ascii=False, indent=2)]
    lines = [f"{person.code}, known since {person.created_at.astimezone():%Y-%m-%d}"]
    for visit in visits:
        its_own = [each for each in trials if each.visit_id == visit.id]
        lines += ["", f"visit {when(visit.started_at)}  {visit.id}"]
        lines += trial_table(its_own, with_person=False) if its_own else ["no trial was stored"]
    return lines
