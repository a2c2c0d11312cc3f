"""The course of one visit: which tests it walks through, what is done of each, who rests how long, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from station.model import TrialRow
from station.plan import Plan
from station.protocol import Protocol
from station.suggesting import Suggestion, suggest
from station.trial_set import Told, TrialSet


@dataclass(frozen=True, slots=True)
class Place:
    """Where a set of trials belongs: a battery may have one test several times, and each time asks for all of them."""

    key: str
    visit_round: int
    """Which time the tests of the last visit are gone through."""
    time: int
    """How often the battery has had the test before."""


class Course:
    """What was done in a visit and what is offered next: by its battery, else by the last visit and the list."""

    def __init__(
        self,
        protocols: Mapping[str, Protocol],
        earlier: Sequence[str],
        plan: Plan | None = None,
        agreed: Callable[[Protocol], Protocol] = lambda protocol: protocol,
    ) -> None:
        """``agreed`` is a test as the dose that is planned with the person has it."""
        self._protocols, self.earlier, self._agreed = protocols, tuple(earlier), agreed
        self.plan = plan
        """The battery that the visit walks; None where somebody chooses test by test."""
        self.done: list[str] = []
        self.rows: list[TrialRow] = []
        self._sets: dict[Place, TrialSet] = {}
        self._finished: set[Place] = set()
        self._begun: Place | None = None
        """Where the trial belongs that was prepared last."""
        self._last: Protocol | None = None
        self._last_place: Place | None = None
        self._ended_s = float("-inf")
        self.extra = False
        """Whether the trial that was prepared last is one more than its test asks for."""
        self._round = 0
        self.levers_m: dict[str, float] = {}
        """Lever arms as somebody measured them in this visit, by the test that they are for."""

    # What is done -----------------------------------------------------------------------------------------------------

    def walk(self, plan: Plan | None) -> None:
        """Do the tests of a battery one after the other; None ends that.  One that is through begins anew."""
        self.plan = plan
        if plan is not None and not plan.left(self.done):
            self._begin_anew()

    def repeat(self) -> None:
        """Do what was done at the last visit, in its order, whatever was done today already."""
        self.plan = None
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.done, self._last_place = [], None
        self._round += 1

    def as_planned(self, protocol: Protocol) -> Protocol:
        """The test as the battery has it that still asks for it, else as it is planned with the person."""
        steps = () if self.plan is None else self.plan.left(self.done)
        of_battery = next((step.protocol for step in steps if step.protocol.key == protocol.key), None)
        return self._agreed(protocol) if of_battery is None else of_battery

    def set_of(self, protocol: Protocol) -> TrialSet:
        """The trials that the next one of this test belongs to."""
        return self._set_at(self._place_of(protocol), protocol)

    def practice_due(self, protocol: Protocol) -> bool:
        """Whether practice comes first: once in a visit, however often its battery has the test."""
        known = any(each.known for place, each in self._sets.items() if place.key == protocol.key)
        return self.set_of(protocol).practice_due and not known

    def _place_of(self, protocol: Protocol) -> Place:
        key, last = protocol.key, self._last_place
        begun = None if last is None or last.key != key else self._sets.get(last)
        if last is not None and begun is not None and begun.known and not begun.complete:
            return last  # one of its trials was rejected after it was through
        times = 0 if self.plan is None else sum(step.protocol.key == key for step in self.plan.steps)
        return Place(key, self._round, min(self.done.count(key), max(0, times - 1)))

    def _set_at(self, place: Place, protocol: Protocol) -> TrialSet:
        return self._sets.setdefault(place, TrialSet(protocol, protocol.trials))

    def begun(self, protocol: Protocol, *, extra: bool = False, retest: bool = False) -> None:
        """A trial of this test begins; ``extra`` is one more than it asks for, ``retest`` the first of a new set."""
        last = self._last_place
        more = extra and last is not None and last.key == protocol.key
        self.extra, self._begun = extra, last if more else self._place_of(protocol)
        if retest and self._begun is not None:
            self._sets[self._begun] = TrialSet(protocol, protocol.trials)

    def ended(self, protocol: Protocol, at_s: float) -> None:
        """An effort of this test ended at this second of the host."""
        self._last, self._ended_s = protocol, at_s
        begun = self._begun
        self._last_place = begun if begun is not None and begun.key == protocol.key else self._place_of(protocol)

    def rest_until_s(self, protocol: Protocol) -> float:
        """When the client has rested enough to do this test; long ago where nobody has to."""
        return float("-inf") if self._last is None else self._ended_s + self.rest_of_s(protocol)

    def rest_of_s(self, protocol: Protocol) -> float:
        """How long the client rests before this test, after the one that was done last."""
        last = self._last
        if last is None:
            return 0.0
        if last.key == protocol.key:
            return protocol.rest_s
        return 0.0 if self.plan is None else self.plan.rest_s(last.key)

    def decided(self, protocol: Protocol, told: Told) -> None:
        """A trial of this test was kept or rejected."""
        begun = self._begun
        place = begun if begun is not None and begun.key == protocol.key else self._place_of(protocol)
        trials = self._set_at(place, protocol)
        trials.tell(told)
        self._last_place = place
        why = "practice" if told.practice else "" if told.kept else told.why_not
        self.rows.append(TrialRow(protocol.title, why, "kept" if told.kept else "rejected"))
        if trials.complete and told.counts and not self.extra and not self._done_again(place):
            self.done.append(protocol.key)
            self._finished.add(place)

    def _done_again(self, place: Place) -> bool:
        """Whether this place of the battery was done before, so that it must not stand for the next one of its test."""
        left = () if self.plan is None else self.plan.left(self.done)
        return place in self._finished and any(step.protocol.key == place.key for step in left)

    def changed(self, told: Told) -> None:
        """What a trial of this visit tells has changed."""
        for trials in self._sets.values():
            if told.trial_id in trials.known:
                trials.tell(told)

    # What comes next --------------------------------------------------------------------------------------------------

    def following(self, can: Callable[[Protocol], bool]) -> Suggestion | None:
        """The test that is offered next, and the word that offers it; None when nothing can be done."""
        last, trials = self._last, self._last_set
        if trials is not None and last is not None and trials.offer and can(last):
            return Suggestion(trials.offer, last, extra=trials.one_more)
        return self.next_test(can)

    def next_test(self, can: Callable[[Protocol], bool]) -> Suggestion | None:
        """What follows when no more of the last test is done; None when nothing can be done."""
        found = suggest(self._protocols, self.earlier, self.done, can, self.plan)
        if found is None:
            return None
        wanted = self.as_planned(found.protocol)
        return replace(found, protocol=wanted, practice=self.practice_due(wanted))

    @property
    def one_more(self) -> bool:
        """Whether the trials of the last test vary so much that one more would help."""
        return self._last_set is not None and self._last_set.one_more

    @property
    def last(self) -> Protocol | None:
        """The test that was done last; None before the first."""
        return self._last

    @property
    def note(self) -> str:
        """How the trials of the last test stand."""
        return "" if self._last_set is None else self._last_set.note

    def note_about(self, protocol: Protocol) -> str:
        """The same where it was this test: how the trials of one vary is no word about another."""
        last = self._last_place
        return self.note if last is None or last.key == protocol.key else ""

    @property
    def _last_set(self) -> TrialSet | None:
        return None if self._last_place is None else self._sets.get(self._last_place)

    @property
    def progress(self) -> str:
        """``Hip strength: 2 of 5 tests``; empty without a battery."""
        plan = self.plan
        if plan is None:
            return ""
        return f"{plan.battery.title}: {len(plan.steps) - len(plan.left(self.done))} of {len(plan.steps)} tests"
