"""``station person add|edit|identity|treat``: a new client, facts about one, who it is, what was done in a visit."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.doses import Treatment
    from station.records import Person
    from station.store import Store

NOT_KNOWN = "unknown"


def add_facts(parser: argparse.ArgumentParser) -> None:
    """What may be said of a person with ``add`` and ``edit``."""
    facts = parser.add_argument_group("facts that numbers need", f"'{NOT_KNOWN}' takes one out")
    facts.add_argument("--sex", metavar="SEX", help="female, male or other, as reference values are told apart")
    facts.add_argument("--birth-year", metavar="YEAR")
    facts.add_argument("--height-cm", metavar="CM")
    facts.add_argument("--involved-side", metavar="SIDE", help="of the complaint: left, right, both or neither")
    facts.add_argument("--dominant-leg", metavar="SIDE", help="left or right")
    facts.add_argument("--body-mass-kg", metavar="KG", type=float, help="of today, or of --on")
    facts.add_argument("--on", metavar="DATE", help="the day of the body mass, as 2026-03-04")


def add_identity(parser: argparse.ArgumentParser) -> None:
    """What may be said of who somebody is; '-' is asked for, so that it stays out of the shell's history."""
    who = parser.add_argument_group(
        "who it is", "kept apart from everything that was measured; '-' asks for it, '' takes it out"
    )
    who.add_argument("--name", metavar="NAME")
    who.add_argument("--contact", metavar="TEXT")
    who.add_argument("--birth-date", metavar="DATE", help="as 1971-05-06")


def run(args: argparse.Namespace) -> int:
    """Write what was asked for, or show an identity; needs the data folder for itself."""
    from station.commands.server_option import working_store
    from station.folders import make_folders

    with working_store(make_folders(args.data_dir), args.store) as store:
        if args.who:
            store.audit.who = args.who
        if args.action == "add":
            facts, said = _facts(args), _identity_of(store, args)
            person = store.add_person(args.wanted, facts, args.body_mass_kg, _day(args.on))
            done = _written(facts, args) + _write_identity(store, person, said)
        else:
            found = store.person(args.wanted)
            if found is None:
                raise StationError(
                    f"Nobody with the code {args.wanted[:64]!r} is known here. Look it up: station person list."
                )
            person = found
        if args.action == "identity":
            return _identity(store, person, args)
        if args.action == "treat":
            return _treat(store, person, args)
        if args.action == "edit":
            facts, said = _facts(args), _identity_of(store, args)
            store.facts.write(person.id, facts, args.body_mass_kg, _day(args.on))
            done = _written(facts, args) + _write_identity(store, person, said)
            if not done:
                raise BadInput("Nothing to change was named. What there is: station person edit --help.")
    if args.json:
        print(json.dumps({"id": person.id, "code": person.code, "changed": done}, indent=2))
    else:
        print(f"{person.code}: {', '.join(done) + ' written down' if done else 'known from now on'}.")
    return 0


def _written(facts: dict[str, Any], args: argparse.Namespace) -> list[str]:
    return [*facts, *["body_mass_kg"] * (args.body_mass_kg is not None)]


def _facts(args: argparse.Namespace) -> dict[str, Any]:
    """What was named, in the units that are stored.  Raises BadInput."""
    from station.people import Involved, Leg, Sex

    found: dict[str, Any] = {}
    for name, text, allowed in (
        ("sex", args.sex, Sex),
        ("involved_side", args.involved_side, Involved),
        ("dominant_leg", args.dominant_leg, Leg),
    ):
        if text is not None:
            found[name] = None if text == NOT_KNOWN else _one_of(name, text, allowed)
    if args.birth_year is not None:
        found["birth_year"] = None if args.birth_year == NOT_KNOWN else _year(args.birth_year)
    if args.height_cm is not None:
        found["height_m"] = None if args.height_cm == NOT_KNOWN else _number("height in cm", args.height_cm) / 100.0
    return found


def _one_of(name: str, text: str, allowed: Any) -> object:
    words = [each.value for each in allowed]
    if text.lower() not in words:
        said = name.replace("_", " ")
        raise BadInput(f"The {said} can be {', '.join(words)} or {NOT_KNOWN}, not {text[:40]!r}.")
    return allowed(text.lower())


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError as error:
        raise BadInput(f"The {name} is a number, not {text[:40]!r}.") from error
    if not abs(value) < 1e6:
        raise BadInput(f"The {name} is a number, not {text[:40]!r}.")
    return value


def _year(text: str) -> int:
    value = _number("birth year", text)
    if value != int(value):
        raise BadInput(f"The birth year is a whole number, not {text[:40]!r}.")
    return int(value)


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"A date is written as 2026-03-04, not {text[:40]!r}.") from error


def _day(text: str | None) -> datetime | None:
    """Noon of that day, here."""
    day = _date(text)
    return None if day is None else datetime(day.year, day.month, day.day, 12).astimezone()


# Who it is --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    """Who somebody is, as far as it was said."""

    name: str | None
    contact: str | None
    birth_date: date | None


def _identity_of(store: Store, args: argparse.Namespace) -> _Said:
    """What was said, asked for where it has to be.  Raises BadInput before anything of the person is written."""
    from station.identity import Identity, changed_identity

    said = _Said(_asked("Name", args.name), _asked("Contact", args.contact), _date(args.birth_date))
    changed_identity(Identity(""), said.name, said.contact, said.birth_date, store.now().date())
    return said


def _write_identity(store: Store, person: Person, said: _Said) -> list[str]:
    given = [each for each in ("name", "contact", "birth_date") if getattr(said, each) is not None]
    if given:
        store.identities.keep(person.id, name=said.name, contact=said.contact, birth_date=said.birth_date)
    return given


def _asked(what: str, text: str | None) -> str | None:
    if text != "-":
        return text
    print(f"{what}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().rstrip("\r\n")


def _identity(store: Store, person: Person, args: argparse.Namespace) -> int:
    if args.forget:
        done = store.identities.forget(person.id)
        print(
            f"{person.code}: who it is was deleted; what was measured stays under the code."
            if done
            else f"{person.code}: nothing was written down."
        )
        return 0
    found = store.identities.view(person.id)
    if args.json:
        content = None
        if found is not None:
            day = found.birth_date
            content = {
                "name": found.name,
                "contact": found.contact,
                "birth_date": None if day is None else day.isoformat(),
            }
        print(json.dumps({"id": person.id, "code": person.code, "identity": content}, ensure_ascii=False, indent=2))
    elif found is None:
        print(f"{person.code}: who it is was not written down.")
    else:
        lines = {"name": found.name, "contact": found.contact, "born": str(found.birth_date or "")}
        print("\n".join([person.code, *(f"{key:9}{value}" for key, value in lines.items() if value)]))
    return 0


# What was done ----------------------------------------------------------------------------------------------------


def _treat(store: Store, person: Person, args: argparse.Namespace) -> int:
    from station.visits import time_in_visit

    if args.take_back is not None:
        return _take_back(store, person, args)
    if args.what is None:
        raise BadInput("Say what was done, or which of them is to be taken back: --take-back ID.")
    today = datetime.now().astimezone()
    newest = store.visits.today(person.code, today)
    visit = newest if args.visit is None else store.visits.visit(args.visit)
    if visit is None:
        raise StationError(f"{person.code} has no visit today. Name one: --visit ID (station visit list names them).")
    if visit.person != person.code:
        raise BadInput(f"The visit {visit.id} is of somebody else.")
    at, of_today = None, newest is not None and newest.id == visit.id
    if args.at is not None and of_today:
        at = time_in_visit(visit, _time(args.at), today)
    elif args.at is not None:
        at = datetime.combine(visit.started_at.date(), _time(args.at), visit.started_at.tzinfo)
    elif not of_today:
        raise BadInput("That visit was on another day: say when it was, with --at HH:MM.")
    if at is not None and at > today:
        raise BadInput(f"{at:%H:%M} is still to come. Say when it was done, or leave --at out for now.")
    done = store.doses.treat(visit.id, args.what, at)
    if args.json:
        print(json.dumps(treatment_as_json(done), ensure_ascii=False, indent=2))
    else:
        print(f"{person.code}, {done.at:%Y-%m-%d %H:%M}: {done.what}")
    return 0


def treatment_as_json(done: Treatment) -> dict[str, Any]:
    """What was done, with the id by which it can be taken back."""
    at = done.at.isoformat(timespec="seconds")
    return {"id": done.id, "visit": done.session_id, "at": at, "what": done.what}


def _take_back(store: Store, person: Person, args: argparse.Namespace) -> int:
    """Delete one of this person's; the audit keeps its words."""
    if args.what is not None or args.visit is not None or args.at is not None:
        raise BadInput("--take-back ID stands alone, without words, visit or time.")
    beginning = args.take_back
    found = [each for each in store.doses.treatments(person.id) if each.id.startswith(beginning)]
    if not beginning or not found:
        raise StationError(
            f"Nothing that was done with {person.code} has an id that begins with {beginning[:40]!r}. Look it up: "
            f"station person show {person.code}."
        )
    if len(found) > 1:
        raise StationError(f"{len(found)} ids of what was done with {person.code} begin so: write more of it.")
    store.doses.strike_treatment(found[0].id)
    if args.json:
        print(json.dumps({"taken_back": treatment_as_json(found[0])}, ensure_ascii=False, indent=2))
    else:
        print(f"{person.code}: taken back: {found[0].what} ({found[0].at:%Y-%m-%d %H:%M}). The audit keeps its words.")
    return 0


def _time(text: str) -> time:
    """A time of the day.  Raises BadInput."""
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError as error:
        raise BadInput(f"A time is written as 14:30, not {text[:40]!r}.") from error
