"""The room of the people over the store: the day, lists, one person, and what takes longer on a thread of its own."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from station.blotting import Blot
from station.change.person_progress import progress_of
from station.change.verdicts import PersonProgress, Series, TestProgress, Word
from station.day_list import checked_words
from station.desks.people import (
    DayLine,
    FactsGiven,
    Favourite,
    Looked,
    Outlook,
    PersonCard,
    PersonRecord,
    Welcome,
)
from station.dose_plans import PlannedDose
from station.errors import BadInput, StationError
from station.folders import Folders
from station.identity import Identity, changed_identity
from station.model import Live, Side, TrialState
from station.people import Involved
from station.people_lists import PeopleLists, without_runs
from station.records import Person
from station.store import Store
from station.visits import TrialLine, time_in_visit

FAVOURITES: Final = "favourites"
WELCOMED: Final = "welcomed"
LIKED_AT_FIRST: Final = (
    Favourite("battery", "back_pain_first_visit"),
    Favourite("battery", "glute_core_retest"),
    Favourite("test", "hip_abduction_iso"),
    Favourite("test", "glute_bridge_hold"),
    Favourite("test", "side_plank_left_hold"),
    Favourite("test", "squat"),
    Favourite("test", "cmj"),
)
"""What a station offers before somebody says otherwise."""
MOST_FAVOURITES: Final = 9
_JUDGED: Final = frozenset({Word.IMPROVED, Word.UNCHANGED, Word.WORSE, Word.HIGHER, Word.LOWER})


def in_effort(live: Live) -> bool:
    """Whether a trial runs, which nothing that takes long must disturb."""
    return live.state in (TrialState.READY, TrialState.COUNTDOWN, TrialState.GO, TrialState.HOLD, TrialState.REST)


@dataclass(frozen=True, slots=True)
class _Known:
    """A progress, and how the store looked when it was made."""

    state: tuple[object, ...]
    looked: Looked


class PeopleRoom:
    """The real ``PeopleDesk``.  ``close`` ends its thread."""

    def __init__(
        self,
        store: Store,
        folders: Folders,
        *,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        busy: Callable[[], bool] = lambda: False,
        simulated: bool = False,
        can_practise: bool = False,
    ) -> None:
        """``busy`` says whether a trial runs: nothing long is begun meanwhile."""
        self._store, self._folders, self._now, self._busy = store, folders, now, busy
        self._lists = PeopleLists(store)
        self._simulated, self._can_practise = simulated, can_practise
        self._names: dict[str, str] | None = None
        self._known: dict[str, _Known] = {}
        self._failed: dict[str, _Known] = {}
        """What could not be compared, until somebody was told; whoever asks again has it tried again."""
        self._asked: set[str] = set()
        self._lock, self._idle = threading.Lock(), threading.Event()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="progress")
        self.practice_wanted = False
        """Somebody wants to go on at the station with simulated devices."""

    def __enter__(self) -> PeopleRoom:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the thread; what it works on comes to its end."""
        self._idle.set()
        self._worker.shutdown(wait=True, cancel_futures=True)

    # The day ----------------------------------------------------------------------------------------------------------

    def day(self, on: date) -> Sequence[DayLine]:
        return self._lists.day(*self._bounds(on), self._names or {})

    def _bounds(self, on: date) -> tuple[datetime, datetime]:
        begin = datetime.combine(on, time()).astimezone()
        return begin, datetime.combine(on + timedelta(days=1), time()).astimezone()

    def expect(self, code: str, at: datetime, what: str = "", battery: str = "") -> None:
        self._store.days.add(self._person(code).id, at, what, battery)

    def move(self, appointment: str, at: datetime) -> None:
        self._store.days.move(appointment, at)

    def call_off(self, appointment: str) -> None:
        self._store.days.remove(appointment)

    def outlook(self, code: str) -> Outlook | None:
        looked = self.progress(code)
        if looked.waiting:
            return None
        if looked.problem:
            raise StationError(looked.problem)
        return Outlook() if looked.progress is None else self._tells_most(looked.progress)

    def _tells_most(self, progress: PersonProgress) -> Outlook:
        """The headline that was judged over most visits; of the involved side where one is known."""
        facts = self._store.facts.facts(progress.person_id)
        involved = {Involved.LEFT: Side.LEFT, Involved.RIGHT: Side.RIGHT}.get(facts.involved_side or Involved.NEITHER)
        found = [
            (test, series)
            for test in progress.tests
            for series in test.series
            if series.metric == test.headline and _usable(series)
        ]
        if not found:
            return Outlook()

        def weight(of: tuple[TestProgress, Series]) -> tuple[object, ...]:
            series = of[1]
            word = series.latest.change.word
            return (
                word in _JUDGED,
                len(series.points),
                series.latest.at,
                series.side is involved,
                # of two sides, what got worse must not hide behind what improved
                word is Word.WORSE,
                word is Word.IMPROVED,
            )

        test, series = max(found, key=weight)
        return Outlook(test.title, series)

    # Finding and adding people ----------------------------------------------------------------------------------------

    def find(self, words: str, most: int = 20) -> Sequence[PersonCard]:
        return self._lists.find(words, self._names or {}, most)

    def names_shown(self) -> bool:
        return self._names is not None

    def show_names(self, shown: bool) -> None:
        self._names = self._store.identities.people() if shown else None

    def next_code(self) -> str:
        return self._lists.next_code()

    def add(self, code: str, complaint: str = "", name: str = "", involved: Involved | None = None) -> str:
        # refused before anything is written
        changed_identity(Identity(""), name, None, None, self._now().date())
        checked_words(complaint, None)
        facts = {} if involved is None else {"involved_side": involved}
        person = self._store.add_person(code, facts)
        if complaint.strip():
            self._store.words.say(person.id, complaint=complaint)
        if name.strip():
            self._store.identities.keep(person.id, name=name)
            self._name_changed(person.id, name)
        return person.code

    def blot(self, also: Iterable[str] = ()) -> Blot:
        store = self._store
        codes = (person.code for person in store.people())
        return store.identities.blot((*also, *codes, store.audit.who, *store.proofs.signed_by()))

    # One person -------------------------------------------------------------------------------------------------------

    def record(self, code: str) -> PersonRecord | None:
        person = self._store.person(unicodedata.normalize("NFC", code).strip())
        if person is None:
            return None
        store = self._store
        return PersonRecord(
            person.code,
            person.created_at.astimezone(),
            store.facts.facts(person.id),
            store.words.words(person.id),
            store.facts.body_masses(person.id),
            store.visits.visits(person.code),
            store.plans.plan(person.id),
            store.doses.doses(person.id),
            store.doses.treatments(person.id),
        )

    def trials(self, code: str) -> Sequence[TrialLine]:
        return self._store.visits.trials(self._person(code).code)

    def progress(self, code: str) -> Looked:
        person = self._person(code)
        state = self._lists.state_of(person.id)
        with self._lock:
            known = self._known.get(person.id)
            if known is not None and known.state == state:
                return known.looked
            before = None if known is None else known.looked.progress
            failed = self._failed.pop(person.id, None)
            # what failed with other trials than there are now says nothing of these
            if failed is not None and failed.state == state:
                return Looked(before, failed.looked.problem)
            if person.id not in self._asked:
                self._asked.add(person.id)
                self._worker.submit(self._look, person, state)
        # what was known before stays on the screen until the new one is there
        return Looked(before, waiting=True)

    def _look(self, person: Person, state: tuple[object, ...]) -> None:
        while self._busy() and not self._idle.wait(0.5):
            pass
        try:
            state = self._lists.state_of(person.id)
            looked = Looked(progress_of(self._store, self._folders, person, write=True))
            # runs that were computed again for it belong to what was seen; a trial that came meanwhile does not
            if (after := self._lists.state_of(person.id)) and without_runs(after) == without_runs(state):
                state = after
        except StationError as error:
            looked = Looked(problem=str(error))
        except Exception as error:  # nobody waits for this thread: what is wrong has to be said where it is shown
            looked = Looked(
                problem=f"The comparison failed because of a fault in the program ({type(error).__name__}: {error}). "
                "What was measured is unharmed; station progress shows more."
            )
        with self._lock:
            if looked.problem:
                self._failed[person.id] = _Known(state, looked)
            else:
                self._known[person.id] = _Known(state, looked)
            self._asked.discard(person.id)

    def write(self, code: str, given: FactsGiven) -> None:
        person = self._person(code)
        on = given.weighed_on
        at = None if on is None or on == self._now().date() else datetime.combine(on, time(12)).astimezone()
        # refused before anything is written
        checked_words(given.complaint, given.notes)
        if given.facts or given.mass_kg is not None:
            self._store.facts.write(person.id, given.facts, given.mass_kg, at)
        if given.complaint is not None or given.notes is not None:
            self._store.words.say(person.id, complaint=given.complaint, notes=given.notes)

    def strike_mass(self, mass_id: str, why: str) -> None:
        self._store.facts.strike_out_body_mass(mass_id, why)

    def identity(self, code: str) -> Identity | None:
        return self._store.identities.view(self._person(code).id)

    def keep_identity(self, code: str, name: str, contact: str, birth_date: date | None) -> None:
        person = self._person(code)
        self._store.identities.keep(person.id, name=name, contact=contact, birth_date=birth_date)
        self._name_changed(person.id, name)

    def forget_identity(self, code: str) -> None:
        person = self._person(code)
        self._store.identities.forget(person.id)
        self._name_changed(person.id, "")

    def _name_changed(self, person_id: str, name: str) -> None:
        if self._names is not None:
            self._names[person_id] = " ".join(name.split())

    def agree(self, code: str, dose: PlannedDose) -> None:
        self._store.plans.agree(self._person(code).id, dose)

    def end_plan(self, code: str, plan_id: str) -> None:
        self._store.plans.end(self._person(code).id, plan_id)

    def note_treatment(self, code: str, what: str, at: time | None = None) -> None:
        now = self._now()
        visit = self._store.visits.today(self._person(code).code, now)
        if visit is None:
            raise StationError(f"{code} was not measured today. Note what was done after the first test of the visit.")
        moment = now if at is None else time_in_visit(visit, at, now)
        if moment > now:
            raise BadInput(f"{moment:%H:%M} is still to come. Note when it was done, or leave the time empty for now.")
        self._store.doses.treat(visit.id, what, moment)

    def strike_treatment(self, treatment_id: str) -> None:
        self._store.doses.strike_treatment(treatment_id)

    # This station -----------------------------------------------------------------------------------------------------

    def favourites(self) -> Sequence[Favourite]:
        kept = self._store.kept_here.value(FAVOURITES)
        if not isinstance(kept, list):
            return LIKED_AT_FIRST
        pairs = [each for each in kept if isinstance(each, list) and len(each) == 2 and each[0] in ("test", "battery")]
        return tuple(Favourite(kind, str(key)) for kind, key in pairs)

    def prefer(self, favourites: Sequence[Favourite]) -> None:
        kept = list(dict.fromkeys(favourites))[:MOST_FAVOURITES]
        self._store.kept_here.keep(FAVOURITES, [[each.kind, each.key] for each in kept])

    def welcome(self) -> Welcome:
        wanted = not self._lists.anything_measured() and self._store.kept_here.value(WELCOMED) is None
        if not wanted:
            return Welcome(False, practice=self._simulated)
        return Welcome(True, tuple(self._lists.newest()), self._simulated, self._can_practise)

    def leave_out_welcome(self) -> None:
        self._store.kept_here.keep(WELCOMED, True)

    def practise(self) -> None:
        self.practice_wanted = True

    def _person(self, code: str) -> Person:
        person = self._store.person(code)
        if person is None:
            raise StationError(f"Nobody with the code {code[:64]!r} is known here.")
        return person


def _usable(series: Series) -> bool:
    return any(point.value.value is not None for point in series.points)
