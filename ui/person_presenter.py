"""Decides what a person's page says of the person: facts, visits, plan; and what was typed into its forms.  No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from station.desks.people import FactsGiven, PersonRecord
from station.dose_plans import UNITS, PlannedDose
from station.doses import Dose, Prescribed
from station.errors import BadInput
from station.identity import Identity
from station.model import ProtocolCard, Side
from station.people import Involved, Leg, Sex
from station.readings import short
from station.visit_now import BatteryCard
from ui import change_texts
from ui.dates import local, long_date, read_date, short_date
from ui.home_presenter import Start
from ui.numbers import fixed
from ui.words import later, number, say, told

SEXES = {Sex.FEMALE: later("female"), Sex.MALE: later("male"), Sex.OTHER: later("other")}
SIDES = {Involved.LEFT: later("left"), Involved.RIGHT: later("right"), Involved.BOTH: later("both"),
         Involved.NEITHER: later("neither")}  # fmt: skip
LEGS = {Leg.LEFT: later("left"), Leg.RIGHT: later("right")}
TARGETS = dict(zip(UNITS, (later("% of own maximum"), later("% of body weight"), later("N")), strict=True))
SIDE_WORDS = {Side.LEFT: later("left"), Side.RIGHT: later("right"), Side.BOTH: later("both sides")}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the plan, and what was reached last."""

    dose: PlannedDose
    title: str
    asked: str
    words: str
    since: str
    reached: str


@dataclass(frozen=True, slots=True)
class DoneDose:
    """A dose of a visit: what was asked and what was done."""

    when: str
    title: str
    asked: str
    reached: str
    limited: str


@dataclass(frozen=True, slots=True)
class AboutGiven:
    """What stands in the form about a person, as it was typed."""

    complaint: str
    notes: str
    sex: str
    birth_year: str
    height_cm: str
    involved: str
    leg: str
    mass_kg: str
    weighed_on: str


@dataclass(frozen=True, slots=True)
class PlanGiven:
    """What stands in the form of the plan, as it was typed."""

    exercise: str
    side: str
    low: str
    high: str
    unit: str
    hold_s: str
    reps: str
    words: str


# What is known ----------------------------------------------------------------------------------------------------


def subtitle(record: PersonRecord, today: date) -> str:
    """The person in one line."""
    parts = [record.words.complaint]
    if record.facts.involved_side in (Involved.LEFT, Involved.RIGHT, Involved.BOTH):
        parts.append(say("{side} involved", side=say(SIDES[record.facts.involved_side])))
    count = len(record.visits)
    if not count:
        parts.append(say("no visit yet"))
    else:
        day = short_date(local(record.visits[0].started_at).date(), today)
        parts.append(say("1 visit, {day}", day=day) if count == 1 else say("{n} visits, last {day}", n=count, day=day))
    return " · ".join(part for part in parts if part)


def facts(record: PersonRecord, today: date) -> tuple[Fact, ...]:
    """Everything that numbers and reference values need; what is not known says so."""
    known, unknown = record.facts, say("not said")
    born = known.birth_year
    age = unknown if born is None else say("{year} (about {age} years)", year=born, age=today.year - born)
    height = unknown if known.height_m is None else say("{cm:.0f} cm", cm=100 * known.height_m)
    return (
        Fact(say("Complaint"), record.words.complaint or unknown),
        Fact(say("Involved side"), unknown if known.involved_side is None else say(SIDES[known.involved_side])),
        Fact(say("Dominant leg"), unknown if known.dominant_leg is None else say(LEGS[known.dominant_leg])),
        Fact(say("Sex"), unknown if known.sex is None else say(SEXES[known.sex])),
        Fact(say("Birth year"), age),
        Fact(say("Height"), height),
        Fact(say("Body mass"), mass(record, today)),
    )


def mass(record: PersonRecord, today: date) -> str:
    """``72.0 ± 0.5 kg, weighed 23 Nov``."""
    if not record.masses:
        return say("not said")
    last = record.masses[-1]
    day = short_date(local(last.at).date(), today)
    fields = {"mass": number(fixed(last.mass_kg, 1)), "spread": number(fixed(last.uncertainty_kg, 1)), "day": day}
    if last.how == "weighed":
        return say("{mass} ± {spread} kg, weighed {day}", **fields)
    return say("{mass} ± {spread} kg, given {day}", **fields)


def identity_lines(identity: Identity | None, today: date) -> tuple[Fact, ...]:
    """Who this is."""
    if identity is None:
        return (Fact(say("Name"), say("nobody wrote it down")),)
    born = identity.birth_date
    birth = (
        say("not said") if born is None else say("{date} {year}", date=long_date(born).split(", ")[-1], year=born.year)
    )
    return (
        Fact(say("Name"), identity.name or say("not said")),
        Fact(say("Contact"), identity.contact or say("not said")),
        Fact(say("Born"), birth),
    )


def start(record: PersonRecord, batteries: Sequence[BatteryCard]) -> Start:
    """What Space begins."""
    if record.visits:
        return Start(record.code, None, say("Repeat last visit"))
    first = next(iter(batteries), None)
    if first is None:
        return Start(record.code, None, say("First visit"))
    return Start(record.code, first.key, say("Start: {what}", what=told(first.title)))


# The plan ---------------------------------------------------------------------------------------------------------


def plan_lines(record: PersonRecord, tests: Sequence[ProtocolCard], today: date) -> tuple[PlanLine, ...]:
    """What is agreed, with what was reached last."""
    titles = {test.key: told(test.title) for test in tests}
    return tuple(_plan_line(each, record.doses, titles, today) for each in record.plan)


def _plan_line(planned: PlannedDose, doses: Sequence[Dose], titles: Mapping[str, str], today: date) -> PlanLine:
    since = "" if planned.since is None else short_date(local(planned.since).date(), today)
    last = next(
        (dose for dose in reversed(doses) if dose.exercise == planned.exercise
         and (dose.side is planned.side or planned.side is Side.BOTH)),
        None,
    )  # fmt: skip
    reached = say("not done here yet")
    if last is not None:
        day = short_date(local(last.at).date(), today)
        reached = say("{day}: {what}", day=day, what=reached_text(last))
    return PlanLine(
        planned,
        _title(planned.exercise, planned.side, titles),
        asked_text(planned.prescribed),
        planned.words,
        say("since {day}", day=since) if since else "",
        reached,
    )


def done_doses(record: PersonRecord, tests: Sequence[ProtocolCard], today: date) -> tuple[DoneDose, ...]:
    """What was done in visits, newest first."""
    titles = {test.key: told(test.title) for test in tests}
    return tuple(
        DoneDose(
            short_date(local(dose.at).date(), today),
            _title(dose.exercise, dose.side, titles),
            asked_text(dose.prescribed),
            reached_text(dose),
            told(dose.reached.doubts[0]) if dose.reached.doubts else "",
        )
        for dose in reversed(record.doses)
    )


def _title(exercise: str, side: Side, titles: Mapping[str, str]) -> str:
    title = titles.get(exercise, exercise.replace("_", " "))
    return title if side is Side.BOTH else say("{test}, {side}", test=title, side=say(change_texts.SIDES[side]))


def asked_text(asked: Prescribed) -> str:
    """``40 to 60 % of own maximum · hold 30 s · 5 times``."""
    parts = []
    if asked.target_low is not None and asked.target_high is not None:
        unit = say(TARGETS[asked.target_unit]) if asked.target_unit in TARGETS else told(asked.target_unit)
        parts.append(
            say("{low} to {high} {unit}", low=_plain(asked.target_low), high=_plain(asked.target_high), unit=unit)
        )
    if asked.hold_s is not None:
        parts.append(say("hold {seconds} s", seconds=_plain(asked.hold_s)))
    if asked.reps is not None:
        parts.append(say("once") if asked.reps == 1 else say("{count} times", count=asked.reps))
    return " · ".join(parts)


def reached_text(dose: Dose) -> str:
    """What was done, in the units of what was asked."""
    asked, done = dose.prescribed, dose.reached
    parts = []
    if asked.target_low is not None:
        level = say("level not measured")
        if done.target is not None:
            unit = say(TARGETS[asked.target_unit]) if asked.target_unit in TARGETS else told(asked.target_unit)
            level = say("{level} {unit}", level=_plain(done.target), unit=unit)
        parts.append(level)
    if done.hold_s is not None:
        parts.append(say("held {seconds:.1f} s", seconds=done.hold_s))
    if done.reps is not None:
        parts.append(say("once") if done.reps == 1 else say("{count} times", count=done.reps))
    if done.in_band is not None:
        parts.append(say("{percent:.0f} % of the time in the band", percent=100 * done.in_band))
    return " · ".join(parts) or say("nothing could be measured")


def _plain(value: float) -> str:
    return number(short(value))


# What was typed ---------------------------------------------------------------------------------------------------


def typed_about(record: PersonRecord) -> AboutGiven:
    """What is known, as the form shows it; a body mass is always a new one."""
    known = record.facts
    return AboutGiven(
        record.words.complaint,
        record.words.notes,
        known.sex.value if known.sex is not None else "",
        "" if known.birth_year is None else str(known.birth_year),
        "" if known.height_m is None else f"{100 * known.height_m:.0f}",
        known.involved_side.value if known.involved_side is not None else "",
        known.dominant_leg.value if known.dominant_leg is not None else "",
        "",
        "",
    )


def read_about(given: AboutGiven, before: AboutGiven) -> FactsGiven:
    """What was changed in the form.  Raises BadInput that says which field is wrong."""
    changed: dict[str, object] = {}
    if given.sex != before.sex:
        changed["sex"] = Sex(given.sex) if given.sex else None
    if given.involved != before.involved:
        changed["involved_side"] = Involved(given.involved) if given.involved else None
    if given.leg != before.leg:
        changed["dominant_leg"] = Leg(given.leg) if given.leg else None
    if given.birth_year != before.birth_year:
        changed["birth_year"] = _whole(given.birth_year, say("birth year")) if given.birth_year else None
    if given.height_cm != before.height_cm:
        changed["height_m"] = _decimal(given.height_cm, say("height")) / 100.0 if given.height_cm else None
    on = read_date(given.weighed_on) if given.weighed_on else None
    if given.weighed_on and on is None:
        raise BadInput(say("“{typed}” is no day. Write it as 2026-03-04.", typed=given.weighed_on))
    return FactsGiven(
        changed,
        _decimal(given.mass_kg, say("body mass")) if given.mass_kg else None,
        on,
        given.complaint if given.complaint != before.complaint else None,
        given.notes if given.notes != before.notes else None,
    )


def typed_plan(dose: PlannedDose | None) -> PlanGiven:
    """A line of the plan as the form shows it; empty for a new one."""
    if dose is None:
        return PlanGiven("", Side.BOTH.value, "", "", UNITS[0], "", "", "")
    asked = dose.prescribed
    values = [asked.target_low, asked.target_high, asked.hold_s, asked.reps]
    low, high, hold, reps = ("" if value is None else f"{value:g}" for value in values)
    return PlanGiven(dose.exercise, dose.side.value, low, high, asked.target_unit or UNITS[0], hold, reps, dose.words)


def read_plan(given: PlanGiven, plan_id: str) -> PlannedDose:
    """The line that was typed.  Raises BadInput that says which field is wrong."""
    if not given.exercise:
        raise BadInput(say("Choose the exercise first: type a part of its name."))
    low = _decimal(given.low, say("target")) if given.low else None
    high = _decimal(given.high, say("target")) if given.high else None
    hold_s = _decimal(given.hold_s, say("hold")) if given.hold_s else None
    reps = _whole(given.reps, say("repetitions")) if given.reps else None
    unit = given.unit if low is not None else ""
    return PlannedDose(
        given.exercise, Side(given.side), Prescribed(low, high, unit, hold_s, reps), given.words, plan_id
    )


def read_birth(text: str) -> date | None:
    """A birth date; None for none.  Raises BadInput."""
    if not text.strip():
        return None
    found = read_date(text)
    if found is None:
        raise BadInput(say("“{typed}” is no day. Write it as 1971-05-06.", typed=text))
    return found


def _decimal(text: str, what: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise BadInput(say("The {what} is a number, not “{typed}”.", what=what, typed=text)) from None
    if not abs(value) < 1e6:
        raise BadInput(say("The {what} is a number, not “{typed}”.", what=what, typed=text))
    return value


def _whole(text: str, what: str) -> int:
    if not text.isdecimal() or len(text) > 6:
        raise BadInput(say("The {what} is a whole number, not “{typed}”.", what=what, typed=text))
    return int(text)


def found_tests(words: str, tests: Sequence[ProtocolCard], most: int = 6) -> tuple[ProtocolCard, ...]:
    """Tests whose titles have words that begin so."""
    wanted = words.lower().split()
    if not wanted:
        return ()
    found = [
        test
        for test in tests
        if all(
            any(part.startswith(word) for part in told(test.title).lower().replace("-", " ").split()) for word in wanted
        )
    ]
    return tuple(found[:most])
