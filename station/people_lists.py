"""Lists of people for a screen: the day, a search, the next code; a few queries each, however many people there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from station.day_list import Appointment
from station.day_tables import PersonWordsRow
from station.desks.people import DayLine, PersonCard
from station.people import Involved
from station.people_tables import BodyMassRow, PersonFactsRow, TreatmentRow
from station.tables import PersonRow, RunRow, SessionRow, TrialRow, on_the_wall

if TYPE_CHECKING:
    from station.store import Store

FIRST_CODE: Final = "A-001"
_NEWEST: Final = 5
_RUNS: Final = 2
"""Where a state says how often trials were computed."""


@dataclass(frozen=True, slots=True)
class _Here:
    """What one person did on a day."""

    first_at: datetime
    trials: int


class PeopleLists:
    """Everything that is read of many people at once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def day(self, begin: datetime, end: datetime, names: Mapping[str, str]) -> Sequence[DayLine]:
        """Everybody who is expected from ``begin`` to ``end`` or was measured then, earliest first."""
        expected, here = self._store.days.between(begin, end), self._here(begin, end)
        cards = self._cards({each.person for each in expected} | set(here), names)
        earlier = self._visits_before(begin, list(cards))
        lines = [_line(cards[each.person], each, earlier, here) for each in expected]
        came = here.keys() - {each.person for each in expected}
        lines += [
            DayLine(cards[code], here[code].first_at, visit=earlier.get(code, 0) + 1, trials=here[code].trials)
            for code in came
        ]
        return sorted(lines, key=lambda line: (line.at, line.card.code))

    def _here(self, begin: datetime, end: datetime) -> dict[str, _Here]:
        query = (
            select(
                PersonRow.code,
                func.min(TrialRow.started_at),
                func.count(TrialRow.id),
                func.max(TrialRow.utc_offset_minutes),
            )
            .join(SessionRow, SessionRow.person_id == PersonRow.id)
            .join(TrialRow, TrialRow.session_id == SessionRow.id)
            .where(TrialRow.started_at >= begin, TrialRow.started_at < end)
            .group_by(PersonRow.code)
        )
        with self._store.reading() as session:
            return {
                code: _Here(on_the_wall(first, offset), trials)
                for code, first, trials, offset in session.execute(query)
            }

    def _visits_before(self, begin: datetime, codes: Sequence[str]) -> dict[str, int]:
        query = (
            select(PersonRow.code, func.count(SessionRow.id))
            .join(SessionRow, SessionRow.person_id == PersonRow.id)
            .where(PersonRow.code.in_(codes), SessionRow.started_at < begin)
            .group_by(PersonRow.code)
        )
        with self._store.reading() as session:
            return {row[0]: row[1] for row in session.execute(query)}

    def _cards(self, codes: set[str], names: Mapping[str, str]) -> dict[str, PersonCard]:
        return {card.code: card for card in self._every(names) if card.code in codes}

    def find(self, words: str, names: Mapping[str, str], most: int) -> Sequence[PersonCard]:
        """Those in whom every word is the beginning of one; who was here last comes first."""
        wanted = _letters(words).split()
        found = [card for card in self._every(names) if all(_begins(word, card) for word in wanted)]
        found.sort(key=lambda card: card.code)
        newest = datetime.min.replace(tzinfo=UTC)
        found.sort(key=lambda card: card.last_visit_at or newest, reverse=True)
        exact = _letters(words).strip()
        found.sort(key=lambda card: _letters(card.code) != exact)
        return found[:most]

    def newest(self) -> Sequence[PersonCard]:
        """Who was added last."""
        with self._store.reading() as session:
            newest = session.scalars(select(PersonRow.code).order_by(PersonRow.created_at.desc()).limit(_NEWEST)).all()
        cards = self._cards(set(newest), {})
        return [cards[code] for code in newest]

    def _every(self, names: Mapping[str, str]) -> list[PersonCard]:
        complaints, involved = self._store.words.complaints(), self._involved()
        visits = (
            select(
                SessionRow.person_id,
                func.max(SessionRow.started_at).label("at"),
                func.max(SessionRow.utc_offset_minutes).label("offset"),
                func.count().label("visits"),
            )
            .group_by(SessionRow.person_id)
            .subquery()
        )
        query = select(PersonRow.id, PersonRow.code, visits.c.visits, visits.c.at, visits.c.offset).outerjoin(
            visits, visits.c.person_id == PersonRow.id
        )
        with self._store.reading() as session:
            return [
                PersonCard(
                    code,
                    names.get(person_id, ""),
                    complaints.get(person_id, ""),
                    involved.get(person_id),
                    count or 0,
                    None if at is None else on_the_wall(at, offset),
                )
                for person_id, code, count, at, offset in session.execute(query)
            ]

    def _involved(self) -> dict[str, Involved]:
        query = select(PersonFactsRow.person_id, PersonFactsRow.involved_side)
        with self._store.reading() as session:
            rows = session.execute(query.where(PersonFactsRow.involved_side.is_not(None)))
            return {person_id: Involved(side) for person_id, side in rows if side is not None}

    def next_code(self) -> str:
        """The code of whoever was added last, counted on until nobody has it."""
        people = self._store.people()
        codes = {person.code for person in people}
        last = max(people, key=lambda person: (person.created_at, person.code), default=None)
        matched = None if last is None else re.fullmatch(r"(.*?)(\d{1,6})", last.code)
        if matched is None:
            stem, digits, number = "A-", 3, 0 if not codes else len(codes)
        else:
            stem, digits, number = matched[1], len(matched[2]), int(matched[2])
        while True:
            number += 1
            code = f"{stem}{number:0{digits}d}"
            if code not in codes:
                return code

    def anything_measured(self) -> bool:
        """Whether any trial is stored."""
        with self._store.reading() as session:
            return session.scalar(select(TrialRow.id).limit(1)) is not None

    def state_of(self, person_id: str) -> tuple[object, ...]:
        """Something that is another one as soon as anything changed that a comparison over visits rests on."""
        of_person = SessionRow.person_id == person_id
        trials = (
            select(func.count(TrialRow.id), func.max(TrialRow.decided_at), func.max(TrialRow.started_at))
            .join(SessionRow, SessionRow.id == TrialRow.session_id)
            .where(of_person)
        )
        kept = (
            select(func.count(TrialRow.id))
            .join(SessionRow, SessionRow.id == TrialRow.session_id)
            .where(of_person, TrialRow.kept.is_(True), ~TrialRow.practice)
        )
        runs = (
            select(func.count(RunRow.id), func.max(RunRow.made_at))
            .join(TrialRow, TrialRow.id == RunRow.trial_id)
            .join(SessionRow, SessionRow.id == TrialRow.session_id)
            .where(of_person)
        )
        treated = (
            select(func.count(TreatmentRow.id), func.max(TreatmentRow.at))
            .join(SessionRow, SessionRow.id == TreatmentRow.session_id)
            .where(of_person)
        )
        facts = select(PersonFactsRow.changed_at).where(PersonFactsRow.person_id == person_id)
        masses = select(func.count(BodyMassRow.id)).where(BodyMassRow.person_id == person_id)
        words = select(PersonWordsRow.changed_at).where(PersonWordsRow.person_id == person_id)
        with self._store.reading() as session:
            found = [session.execute(query).first() for query in (trials, kept, runs, treated, facts, masses, words)]
        return tuple(None if row is None else tuple(row) for row in found)


def without_runs(state: tuple[object, ...]) -> tuple[object, ...]:
    """A state of somebody (``PeopleLists.state_of``) but for how often it was computed."""
    return state[:_RUNS] + state[_RUNS + 1 :]


def _line(card: PersonCard, expected: Appointment, earlier: Mapping[str, int], here: Mapping[str, _Here]) -> DayLine:
    came = here.get(card.code)
    return DayLine(
        card,
        expected.at,
        expected.id,
        expected.what,
        expected.battery,
        earlier.get(card.code, 0) + 1,
        0 if came is None else came.trials,
    )


def _letters(text: str) -> str:
    """For searching: without case, accents and the form of a dash."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(" " if letter in "-‐‑–_" else letter for letter in plain if not unicodedata.combining(letter))


def _begins(word: str, card: PersonCard) -> bool:
    parts = _letters(f"{card.code} {card.name} {card.complaint}").split()
    joined = _letters(card.code).replace(" ", "")
    return any(part.startswith(word) for part in parts) or joined.startswith(word)
