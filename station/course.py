"""The course of one visit: which tests it walks through, what is done of each, who rests how long, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from station.model import TrialRow
from station.plan import Plan
from station.protocol import Protocol
from station.suggesting import Suggestion, suggest
from station.trial_set import Told, TrialSet


class Course:
    """What was done in a visit and what is offered next: by its battery, else by the last visit and the list."""

    def __init__(self, protocols: Mapping[str, Protocol], earlier: Sequence[str], plan: Plan | None = None) -> None:
        self._protocols, self.earlier = protocols, tuple(earlier)
        self.plan = plan
        """The battery that the visit walks; None where somebody chooses test by test."""
        self.done: list[str] = []
        self.rows: list[TrialRow] = []
        self._sets: dict[str, TrialSet] = {}
        self._last: Protocol | None = None
        self._ended_s = float("-inf")
        self._extra = False

    # What is done -----------------------------------------------------------------------------------------------------

    def walk(self, plan: Plan | None) -> None:
        """Do the tests of a battery one after the other; None ends that."""
        self.plan = plan

    def repeat(self) -> None:
        """Do what was done at the last visit, in its order, whatever was done today already."""
        self.plan, self.done = None, []

    def as_planned(self, protocol: Protocol) -> Protocol:
        """The test as the battery has it, where it has it otherwise."""
        steps = () if self.plan is None else self.plan.left(self.done)
        return next((step.protocol for step in steps if step.protocol.key == protocol.key), protocol)

    def set_of(self, protocol: Protocol) -> TrialSet:
        """The trials of this test so far."""
        return self._sets.setdefault(protocol.key, TrialSet(protocol, protocol.trials))

    def begun(self, protocol: Protocol, *, extra: bool = False, retest: bool = False) -> None:
        """A trial of this test begins; ``extra`` is one more than it asks for, ``retest`` the first of a new set."""
        self._extra = extra
        if retest:
            self._sets[protocol.key] = TrialSet(protocol, protocol.trials)

    def ended(self, protocol: Protocol, at_s: float) -> None:
        """An effort of this test ended at this second of the host."""
        self._last, self._ended_s = protocol, at_s

    def rest_until_s(self, protocol: Protocol) -> float:
        """When the client has rested enough to do this test; long ago where nobody has to."""
        last = self._last
        if last is None:
            return float("-inf")
        if last.key == protocol.key:
            return self._ended_s + protocol.rest_s
        return self._ended_s + (0.0 if self.plan is None else self.plan.rest_s(last.key))

    def decided(self, protocol: Protocol, told: Told) -> None:
        """A trial of this test was kept or rejected."""
        trials = self.set_of(protocol)
        trials.tell(told)
        self.rows.append(
            TrialRow(protocol.title, "practice" if told.practice else "", "kept" if told.kept else "rejected")
        )
        if trials.complete and told.counts and not self._extra:
            self.done.append(protocol.key)

    def changed(self, told: Told) -> None:
        """What a trial of this visit tells has changed."""
        for trials in self._sets.values():
            if told.trial_id in trials.known:
                trials.tell(told)

    # What comes next --------------------------------------------------------------------------------------------------

    def following(self, can: Callable[[Protocol], bool]) -> Suggestion | None:
        """The test that is offered next, and the word that offers it; None when nothing can be done."""
        last = self._last
        trials = None if last is None else self._sets.get(last.key)
        if trials is not None and last is not None and trials.offer and can(last):
            return Suggestion(trials.offer, last, extra=trials.one_more)
        found = suggest(self._protocols, self.earlier, self.done, can, self.plan)
        return None if found is None else replace(found, practice=self.set_of(found.protocol).practice_due)

    @property
    def last(self) -> Protocol | None:
        """The test that was done last; None before the first."""
        return self._last

    @property
    def note(self) -> str:
        """How the trials of the last test stand."""
        trials = None if self._last is None else self._sets.get(self._last.key)
        return "" if trials is None else trials.note

    @property
    def progress(self) -> str:
        """``Hip strength: 2 of 5 tests``; empty without a battery."""
        plan = self.plan
        if plan is None:
            return ""
        return f"{plan.battery.title}: {len(plan.steps) - len(plan.left(self.done))} of {len(plan.steps)} tests"
