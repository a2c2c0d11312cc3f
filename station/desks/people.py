"""The room of the people: the day, who is looked for, everything about one person, what changed over the visits.

Calls read or write the store and take some 50 ms at most.  What takes longer (``outlook``, ``progress``) happens on a
thread of the room: the first call asks for it and says that it is on its way, a later one has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal, Protocol

from station.blotting import Blot
from station.change.verdicts import PersonProgress, Series
from station.day_list import PersonWords
from station.dose_plans import PlannedDose
from station.doses import Dose, Treatment
from station.identity import Identity
from station.people import BodyMass, Involved, PersonFacts
from station.visits import TrialLine, VisitLine

FavouriteKind = Literal["test", "battery"]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as a list shows them.  ``name`` is empty unless names were asked for."""

    code: str
    name: str
    complaint: str
    involved: Involved | None
    visits: int
    last_visit_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayLine:
    """One person of a day: expected, or here already, or both."""

    card: PersonCard
    at: datetime
    """When they are expected; where nobody expected them, when their first trial of the day began."""
    appointment: str = ""
    """Its id; empty for somebody who came without one."""
    what: str = ""
    battery: str = ""
    """Key of what the visit is to do; empty where nobody said."""
    visit: int = 1
    """Which visit this is, the first is 1."""
    trials: int = 0
    """Done on that day."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether somebody changed, in one number: that of the test that tells most.

    ``series`` is None where nothing was measured that can be compared.
    """

    test: str = ""
    """Title of the test."""
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Everything about one person but who it is and what it means."""

    code: str
    known_since: datetime
    facts: PersonFacts
    words: PersonWords
    masses: tuple[BodyMass, ...]
    visits: tuple[VisitLine, ...]
    """Newest first."""
    plan: tuple[PlannedDose, ...]
    doses: tuple[Dose, ...]
    treatments: tuple[Treatment, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of a question that takes longer: it is on its way, or there, or ``problem`` says why not."""

    progress: PersonProgress | None = None
    problem: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Favourite:
    """A test or a battery that this station offers first."""

    kind: FavouriteKind
    key: str


@dataclass(frozen=True, slots=True)
class Welcome:
    """How far a new station is: what the guided set-up still has to do."""

    wanted: bool
    """Nothing was measured here yet, and nobody said to leave the set-up out."""
    people: tuple[PersonCard, ...] = ()
    """Who is known so far, the newest first."""
    practice: bool = False
    """This station's devices are simulated."""
    can_practise: bool = False
    """There is a station with simulated devices to change to."""


@dataclass(frozen=True, slots=True)
class FactsGiven:
    """What somebody says of a person: only what is in it is written down."""

    facts: Mapping[str, object] = field(default_factory=dict)
    mass_kg: float | None = None
    weighed_on: date | None = None
    """None: today."""
    complaint: str | None = None
    notes: str | None = None


class PeopleDesk(Protocol):
    """What cannot be done raises StationError (BadInput for what cannot be), with what to do in words."""

    # The day ----------------------------------------------------------------------------------------------------------

    def day(self, on: date) -> Sequence[DayLine]:
        """Everybody who is expected on that day or was measured on it, earliest first."""
        ...

    def expect(self, code: str, at: datetime, what: str = "", battery: str = "") -> None:
        """Put somebody on the list."""
        ...

    def move(self, appointment: str, at: datetime) -> None:
        """Expect them at another time."""
        ...

    def call_off(self, appointment: str) -> None:
        """Take an appointment off the list."""
        ...

    def outlook(self, code: str) -> Outlook | None:
        """Whether somebody changed; None while it is being found out."""
        ...

    # Finding and adding people ----------------------------------------------------------------------------------------

    def find(self, words: str, most: int = 20) -> Sequence[PersonCard]:
        """Whose code, complaint or (while names are shown) name has words that begin so; everybody for no words.

        Those who were here last come first.
        """
        ...

    def names_shown(self) -> bool:
        """Whether lists show names and names are searched."""
        ...

    def show_names(self, shown: bool) -> None:
        """Show names in lists, which the audit writes down, or no longer."""
        ...

    def next_code(self) -> str:
        """A code that nobody has, after the manner of the newest one."""
        ...

    def add(self, code: str, complaint: str = "", name: str = "", involved: Involved | None = None) -> str:
        """A new person; returns the code as it is kept."""
        ...

    def blot(self, also: Iterable[str] = ()) -> Blot:
        """What takes whoever is known or works here, and ``also`` these words, out of a text for somebody else."""
        ...

    # One person -------------------------------------------------------------------------------------------------------

    def record(self, code: str) -> PersonRecord | None:
        """Everything about this person; None where nobody has the code."""
        ...

    def trials(self, code: str) -> Sequence[TrialLine]:
        """Everything that was measured of this person, newest first."""
        ...

    def progress(self, code: str) -> Looked:
        """What changed over the visits."""
        ...

    def write(self, code: str, given: FactsGiven) -> None:
        """Write down what is given, all of it or nothing; the audit keeps what was there before."""
        ...

    def strike_mass(self, mass_id: str, why: str) -> None:
        """A body mass that was wrong is used no more."""
        ...

    def identity(self, code: str) -> Identity | None:
        """Who this is, which the audit writes down; None where nobody said."""
        ...

    def keep_identity(self, code: str, name: str, contact: str, birth_date: date | None) -> None:
        """Who this is, from now on."""
        ...

    def forget_identity(self, code: str) -> None:
        """Delete who this is; what was measured stays under the code."""
        ...

    def agree(self, code: str, dose: PlannedDose) -> None:
        """A new line of the plan, or, with its id, another content of one."""
        ...

    def end_plan(self, code: str, plan_id: str) -> None:
        """Take a line out of the plan."""
        ...

    def note_treatment(self, code: str, what: str, at: time | None = None) -> None:
        """What was done in today's visit, now or at that time: the same test after it is compared with the one before.

        Raises StationError where there is no visit today.
        """
        ...

    def strike_treatment(self, treatment_id: str) -> None:
        """Take back what was noted by mistake."""
        ...

    # This station -----------------------------------------------------------------------------------------------------

    def favourites(self) -> Sequence[Favourite]:
        """What this station offers first, in its order."""
        ...

    def prefer(self, favourites: Sequence[Favourite]) -> None:
        """Offer these first from now on."""
        ...

    def welcome(self) -> Welcome:
        """How far a new station is."""
        ...

    def leave_out_welcome(self) -> None:
        """No guided set-up any more."""
        ...

    def practise(self) -> None:
        """Change to the station with simulated devices once the window is closed."""
        ...
