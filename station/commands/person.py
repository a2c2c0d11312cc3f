"""``station person list|show|add|edit|identity|treat``: who is known here, by code, and everything about one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from station.commands import person_edit
from station.commands.doses import dose_as_json, dose_line, plan_as_json, plan_line
from station.commands.server_option import add_store
from station.errors import StationError

if TYPE_CHECKING:
    from station.people import BodyMass, PersonFacts
    from station.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station person`` understands."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    shared.add_argument("--json", action="store_true", help="print one JSON value instead of text")
    add_store(shared)
    writing = argparse.ArgumentParser(add_help=False, parents=[shared])
    writing.add_argument("--who", metavar="NAME", help="who does this, for the audit (default: this user)")
    found = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    found.add_parser("list", parents=[shared], help="every person")
    show = found.add_parser(
        "show", parents=[shared], help="facts, complaint, notes, plan and visits of one person, but not who it is"
    )
    add = found.add_parser("add", parents=[writing], help="a new person under a code")
    edit = found.add_parser("edit", parents=[writing], help="facts about a person, and who it is")
    identity = found.add_parser("identity", parents=[writing], help="who a person is; the look goes into the audit")
    identity.add_argument("--forget", action="store_true", help="delete who it is; what was measured stays")
    treat = found.add_parser(
        "treat", parents=[writing], help="write down what was done between two measurements, or take it back"
    )
    for each in (show, add, edit, identity, treat):
        each.add_argument("wanted", metavar="CODE", help="the code, for example A-104")
    treat.add_argument("what", metavar="WORDS", nargs="?", help="what was done, for example 'hip flexors loosened'")
    treat.add_argument("--visit", metavar="ID", help="in this visit (default: that of today)")
    treat.add_argument("--at", metavar="HH:MM", help="when it was, on the day of the visit (default: now)")
    treat.add_argument(
        "--take-back",
        metavar="ID",
        help="instead of WORDS: delete what was written down by mistake (person show has ids)",
    )
    for each in (add, edit):
        person_edit.add_facts(each)
        person_edit.add_identity(each)


def run(args: argparse.Namespace) -> int:
    """Print the list or one person, which disturbs no running station, or write what was asked for."""
    from station.commands.stored import opened

    if args.action not in ("list", "show"):
        return person_edit.run(args)
    folders, store = opened(args.data_dir, args.store)
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
    from station.commands.stored import iso, shortest, trial_as_json, trial_table, visit_as_json, when

    person = store.person(code)
    if person is None:
        raise StationError(f"Nobody with the code {code[:64]!r} is known here. Look it up: station person list.")
    visits, trials = store.visits.history(person.code)
    facts, masses = store.facts.facts(person.id), store.facts.body_masses(person.id)
    doses, treatments = store.doses.doses(person.id), store.doses.treatments(person.id)
    words, plan = store.words.words(person.id), store.plans.plan(person.id)
    if as_json:
        content = {
            "id": person.id,
            "code": person.code,
            "created_at": iso(person.created_at),
            "facts": _facts_as_json(facts),
            "complaint": words.complaint,
            "notes": words.notes,
            "plan": [plan_as_json(dose) for dose in plan],
            "body_masses": [_mass_as_json(mass) for mass in masses],
            "doses": [dose_as_json(dose) for dose in doses],
            "treatments": [person_edit.treatment_as_json(each) for each in treatments],
            "visits": [
                visit_as_json(visit) | {"trials": [trial_as_json(each) for each in trials if each.visit_id == visit.id]}
                for visit in visits
            ],
        }
        return [json.dumps(content, ensure_ascii=False, indent=2)]
    lines = [f"{person.code}, known since {person.created_at.astimezone():%Y-%m-%d}", *_facts_as_text(facts, masses)]
    titles = {each.protocol: each.title for each in trials}
    lines += [f"complaint: {words.complaint}"] if words.complaint else []
    lines += [f"notes: {' / '.join(words.notes.splitlines())}"] if words.notes else []
    lines += [plan_line(dose, titles) for dose in plan]
    short, id_of = shortest([visit.id for visit in visits]), shortest([each.id for each in treatments])
    for visit in visits:
        its_own = [each for each in trials if each.visit_id == visit.id]
        lines += ["", f"visit {when(visit.started_at)}  {visit.id[:short]}"]
        lines += trial_table(its_own, with_person=False) if its_own else ["no trial was stored"]
        done = [each for each in treatments if each.session_id == visit.id]
        lines += [f"done {when(each.at)}: {each.what}  {each.id[:id_of]}" for each in done]
        lines += [dose_line(dose, titles) for dose in doses if dose.session_id == visit.id]
    return lines


def _facts_as_json(facts: PersonFacts) -> dict[str, Any]:
    return {
        "sex": facts.sex,
        "birth_year": facts.birth_year,
        "height_m": facts.height_m,
        "involved_side": facts.involved_side,
        "dominant_leg": facts.dominant_leg,
    }


def _facts_as_text(facts: PersonFacts, masses: tuple[BodyMass, ...]) -> list[str]:
    known = {name.replace("_", " "): value for name, value in _facts_as_json(facts).items() if value is not None}
    if facts.height_m is not None:
        known = {name: value for name, value in known.items() if name != "height m"}
        known["height"] = f"{100 * facts.height_m:.0f} cm"
    lines = [", ".join(f"{name} {value}" for name, value in known.items())] if known else []
    if masses:
        last = masses[-1]
        earlier = f"; {len(masses) - 1} earlier" if len(masses) > 1 else ""
        lines.append(f"body mass {last.mass_kg:.1f} ± {last.uncertainty_kg:.1f} kg on {last.at:%Y-%m-%d}{earlier}")
    return lines


def _mass_as_json(mass: BodyMass) -> dict[str, Any]:
    return {
        "id": mass.id,
        "at": mass.at.isoformat(timespec="seconds"),
        "mass_kg": mass.mass_kg,
        "uncertainty_kg": mass.uncertainty_kg,
        "how": mass.how,
    }
