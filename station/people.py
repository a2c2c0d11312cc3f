"""What is known of a person that numbers need: sex, birth year, height, sides, and the body mass of each day.

All of it under the pseudonymous id.  Who the person is stands elsewhere (``station.identity``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.audit import Action
from station.body_facts import SCALES_KG
from station.errors import BadInput, StationError
from station.ledger import Ledger
from station.people_tables import BodyMassRow, PersonFactsRow
from station.tables import PersonRow, on_the_wall


class Sex(StrEnum):
    """As reference values are told apart; unknown is None."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class Involved(StrEnum):
    """The side that the complaint or the operation is on."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    NEITHER = "neither"


class Leg(StrEnum):
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Facts that a number or its reference depends on; None where nobody knows."""

    sex: Sex | None = None
    birth_year: int | None = None
    height_m: float | None = None
    involved_side: Involved | None = None
    dominant_leg: Leg | None = None

    def __post_init__(self) -> None:
        year, height_m = self.birth_year, self.height_m
        if year is not None and not EARLIEST_BIRTH <= year <= LATEST_BIRTH:
            raise BadInput(f"The birth year can be from {EARLIEST_BIRTH} to this year, not {year}.")
        if height_m is not None and not SHORTEST_M <= height_m <= TALLEST_M:
            low_cm, high_cm, cm = 100.0 * SHORTEST_M, 100.0 * TALLEST_M, 100.0 * height_m
            raise BadInput(f"The height in cm can be from {low_cm:g} to {high_cm:g}, not {cm:.4g}.")

    def age_at(self, moment: datetime) -> tuple[int, int] | None:
        """The youngest and the oldest that somebody born in this year can be then, in years."""
        return None if self.birth_year is None else (moment.year - self.birth_year - 1, moment.year - self.birth_year)


EARLIEST_BIRTH: Final = 1890
LATEST_BIRTH: Final = 2100
SHORTEST_M: Final = 0.4
TALLEST_M: Final = 2.6
LIGHTEST_KG: Final = 15.0
"""A child of four; nobody lighter does these tests."""
HEAVIEST_KG: Final = 400.0
WEIGHED: Final = "weighed"
"""How a body mass became known that a jump weighed."""


@dataclass(frozen=True, slots=True)
class BodyMass:
    """A mass, when it was found, how, and how well it is known (k = 2)."""

    id: str
    at: datetime
    mass_kg: float
    uncertainty_kg: float
    how: str
    """``given`` by somebody, or ``weighed`` on the plates."""


class PeopleBook:
    """The facts about people in one database; each call is a transaction of its own.  Made by ``Store``."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def facts(self, person_id: str) -> PersonFacts:
        """What is known; all None for somebody of whom nobody said anything."""
        with self._ledger.reading() as session:
            return _facts(session.get(PersonFactsRow, person_id))

    def change(self, person_id: str, **changes: object) -> PersonFacts:
        """Write down what is known now; what it was before goes into the audit.  Raises BadInput for what cannot be."""
        known = {field.name for field in fields(PersonFacts)}
        if not changes or not changes.keys() <= known:
            raise ValueError(f"facts are {sorted(known)}, not {sorted(changes)}")
        with self._ledger.writing() as session:
            return self._change_in(session, person_id, changes)

    def write_in(
        self,
        session: Session,
        person_id: str,
        changes: Mapping[str, object],
        mass_kg: float | None = None,
        at: datetime | None = None,
    ) -> None:
        """Facts and a body mass within a transaction that others have begun: all of it or nothing."""
        if changes:
            self._change_in(session, person_id, changes)
        if mass_kg is not None:
            self._add_body_mass_in(session, person_id, mass_kg, at)

    def write(
        self, person_id: str, changes: Mapping[str, object], mass_kg: float | None = None, at: datetime | None = None
    ) -> None:
        """Facts and a body mass, all of it or nothing.  Raises BadInput for what cannot be."""
        with self._ledger.writing() as session:
            self.write_in(session, person_id, changes, mass_kg, at)

    def _change_in(self, session: Session, person_id: str, changes: Mapping[str, object]) -> PersonFacts:
        _require(session, person_id)
        row = session.get(PersonFactsRow, person_id)
        before = _facts(row)
        after = replace(before, **changes)  # type: ignore[arg-type]
        this_year = self._ledger.now().year
        if after.birth_year is not None and after.birth_year > this_year:
            raise BadInput(f"The birth year {after.birth_year} is in the future.")
        if after == before:
            return after
        if row is None:
            row = PersonFactsRow(person_id=person_id)
            session.add(row)
        for name, value in asdict(after).items():
            setattr(row, name, value)
        row.changed_at = self._ledger.now()
        was, now = asdict(before), asdict(after)
        changed = {name: [was[name], now[name]] for name in was if was[name] != now[name]}
        self._ledger.audit.note_in(session, Action.CHANGE, "person", person_id, facts=changed)
        return after

    # Body mass ---

    def add_body_mass(
        self,
        person_id: str,
        mass_kg: float,
        at: datetime | None = None,
        *,
        uncertainty_kg: float = SCALES_KG,
        how: str = "given",
    ) -> BodyMass:
        """Write down a body mass of a day (``at`` carries its UTC offset).  Raises BadInput for one that cannot be."""
        with self._ledger.writing() as session:
            return self._add_body_mass_in(session, person_id, mass_kg, at, uncertainty_kg=uncertainty_kg, how=how)

    def _add_body_mass_in(
        self,
        session: Session,
        person_id: str,
        mass_kg: float,
        at: datetime | None,
        *,
        uncertainty_kg: float = SCALES_KG,
        how: str = "given",
    ) -> BodyMass:
        if not LIGHTEST_KG <= mass_kg <= HEAVIEST_KG:
            raise BadInput(f"A body mass can be from {LIGHTEST_KG:g} to {HEAVIEST_KG:g} kg, not {mass_kg:g}.")
        if not 0 < uncertainty_kg < mass_kg:
            raise BadInput(f"A body mass of {mass_kg:g} kg cannot be known to ± {uncertainty_kg:g} kg.")
        at = at or self._ledger.now().astimezone()
        offset = at.utcoffset()
        if offset is None:
            raise ValueError("a time without its zone cannot be stored")
        if at > self._ledger.now() + timedelta(days=1):
            raise BadInput(f"The day {at:%Y-%m-%d} is in the future.")
        _require(session, person_id)
        row = BodyMassRow(
            id=self._ledger.new_id(),
            person_id=person_id,
            at=at,
            utc_offset_minutes=int(offset / timedelta(minutes=1)),
            mass_kg=mass_kg,
            uncertainty_kg=uncertainty_kg,
            how=how,
            struck_out=False,
        )
        session.add(row)
        self._ledger.audit.note_in(session, Action.ADD, "person", person_id, body_mass_kg=mass_kg, how=how, row=row.id)
        return _mass(row)

    def strike_out_body_mass(self, mass_id: str, why: str) -> None:
        """A mass that was wrong: it stays stored and is used no more.  Raises StationError when there is none."""
        with self._ledger.writing() as session:
            row = session.get(BodyMassRow, mass_id)
            if row is None:
                raise StationError(f"No body mass {mass_id} is stored here.")
            row.struck_out = True
            self._ledger.audit.note_in(
                session, Action.CORRECTION, "person", row.person_id, body_mass_struck=mass_id, why=why
            )

    def body_masses(self, person_id: str) -> tuple[BodyMass, ...]:
        """Every body mass that holds, oldest first."""
        query = (
            select(BodyMassRow)
            .where(BodyMassRow.person_id == person_id, BodyMassRow.struck_out.is_(False))
            # of two of the same moment, what somebody wrote down corrects what a jump weighed
            .order_by(BodyMassRow.at, BodyMassRow.how != WEIGHED, BodyMassRow.id)
        )
        with self._ledger.reading() as session:
            return tuple(_mass(row) for row in session.scalars(query))

    def body_mass_at(self, person_id: str, moment: datetime) -> BodyMass | None:
        """The newest one that was found by then."""
        return next((mass for mass in reversed(self.body_masses(person_id)) if mass.at <= moment), None)


def _require(session: Session, person_id: str) -> None:
    if session.get(PersonRow, person_id) is None:
        raise StationError(f"Nobody with the id {person_id} is stored here.")


def _facts(row: PersonFactsRow | None) -> PersonFacts:
    if row is None:
        return PersonFacts()
    return PersonFacts(
        sex=None if row.sex is None else Sex(row.sex),
        birth_year=row.birth_year,
        height_m=row.height_m,
        involved_side=None if row.involved_side is None else Involved(row.involved_side),
        dominant_leg=None if row.dominant_leg is None else Leg(row.dominant_leg),
    )


def _mass(row: BodyMassRow) -> BodyMass:
    at = on_the_wall(row.at, row.utc_offset_minutes)
    return BodyMass(row.id, at, row.mass_kg, row.uncertainty_kg, row.how)
