"""What people want of a visit, as a screen, a script or a test says it: the half of ``Console`` that does something.

Every call returns at once.  What it wants happens on the runner's thread, or on the one for what takes long; why it
could not be done is shown as trouble.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol as Interface

from station import choosing
from station.amending import Amending
from station.amendments import Amendment
from station.archive import Archive
from station.decisions import Decisions
from station.errors import StationError
from station.model import Outcome, RejectReason, Side
from station.runner import Runner

Job = Callable[[], None]


class Doing(Interface):
    """What carries intentions out."""

    def at_hand(self) -> tuple[Archive, Runner, Decisions]:
        """The visit that goes on now."""
        ...

    def hand_over(self, archive: Archive) -> None:
        """Go on with this visit; on the runner's thread."""
        ...

    def post(self, job: Job) -> None:
        """Run this on the runner's thread."""
        ...

    def later(self, job: Job) -> None:
        """Run this where it may take long; what goes wrong is shown."""
        ...


class Intentions(Doing, Interface):
    """Intentions of whoever works at the station."""

    # The visit --------------------------------------------------------------------------------------------------------

    def person(self) -> str:
        """Code of whoever is measured now."""
        return self.at_hand()[0].person

    def receive(self, person: str, battery: str | None = None, test: str = "") -> None:
        """The visit of this person goes on or begins, as ``battery`` has it; what runs is abandoned.

        ``test`` is prepared at once, as it is planned with the person.
        """
        archive = self.at_hand()[0]

        def begin(received: Archive) -> None:
            self.hand_over(received)
            if test in received.protocols:
                choosing.choose_next(self.at_hand()[1], received.protocols[test])

        self.later(lambda: self.post(partial(begin, archive.of(person, battery))))

    def walk(self, battery: str | None) -> None:
        """Do the tests of this battery one after the other from now on; None ends that."""
        archive, runner, _ = self.at_hand()

        def begin() -> None:
            try:
                plan = None if battery is None else archive.plan_for(battery)
            except StationError as error:
                runner.advise(str(error))
                return
            choosing.walk(runner, plan)

        self.post(begin)

    def repeat_last_visit(self) -> None:
        """Offer the tests of the person's last visit from its first on."""
        self.post(partial(choosing.repeat_last_visit, self.at_hand()[1]))

    # The running test -------------------------------------------------------------------------------------------------

    def choose(self, protocol_key: str, *, practice: bool | None = None) -> None:
        """Prepare this test; the state goes to BREAK, ZERO or WEIGH (or CONNECTING).

        ``practice``: whether the trial is practice; without it a test that has practice begins with it.
        """
        archive, runner, _ = self.at_hand()
        archive.look_at_doses()
        self.post(partial(choosing.choose_next, runner, archive.protocols[protocol_key], practice))

    def say_lever(self, protocol_key: str, lever_m: float) -> None:
        """From the joint to the device, as it was measured; it holds for this test's trials from the next GO on."""
        archive, runner, _ = self.at_hand()
        self.post(partial(choosing.say_lever, runner, archive.protocols[protocol_key], lever_m))

    def one_more(self) -> None:
        """Another trial of the test that was done last, more than it asks for."""
        self.post(partial(choosing.one_more, self.at_hand()[1]))

    def retest(self, trial_id: str) -> None:
        """The test of a trial of this visit again with the same settings, to be compared with it."""
        archive, runner, _ = self.at_hand()

        def prepare() -> None:
            protocol, serials = archive.retest(trial_id)
            self.post(partial(choosing.retest, runner, protocol, trial_id, serials))

        self.later(prepare)

    def primary(self) -> None:
        """Do what ``Live.primary`` says."""
        _, runner, _ = self.at_hand()

        def do() -> None:
            trial_id = runner.primary()
            if trial_id is not None:
                self.keep(trial_id)

        self.post(do)

    def stop(self) -> None:
        """One step back; after GO the trial ends as stopped early and is stored, before zero the test is left."""
        self.post(self.at_hand()[1].stop)

    def align(self) -> None:
        """Lay the devices' clocks over each other: ``Live.trouble`` says what to do, and then what came of it."""
        self.post(self.at_hand()[1].align)

    # Stored trials ----------------------------------------------------------------------------------------------------

    def keep(self, trial_id: str) -> None:
        """This trial counts."""
        self.later(partial(self.at_hand()[2].keep, trial_id))

    def retake(self, trial_id: str, reason: RejectReason = RejectReason.NOT_SAID, note: str = "") -> None:
        """Reject this trial (it stays stored, with the reason) and prepare the same test again."""
        self.later(partial(self.at_hand()[2].reject, trial_id, reason, note, again=True))

    def reject(self, trial_id: str, reason: RejectReason = RejectReason.NOT_SAID, note: str = "") -> None:
        """Reject this trial and go on; it stays stored, with the reason."""
        self.later(partial(self.at_hand()[2].reject, trial_id, reason, note, again=False))

    def say_outcome(self, trial_id: str, outcome: Outcome) -> None:
        """Say how a trial ended, or say it otherwise; its numbers follow."""
        self.later(partial(self.at_hand()[2].say_outcome, trial_id, outcome))

    def say_practice(self, trial_id: str, practice: bool) -> None:
        """Count a trial as practice, or as one that counts."""
        self._amend(trial_id, lambda amending: amending.say_practice(trial_id, practice))

    def exchange_sides(self, trial_id: str) -> None:
        """Left was right and right was left: the numbers are computed anew, the recording stays as it is."""
        self._amend(trial_id, lambda amending: amending.exchange_sides(trial_id))

    def move_mark(self, trial_id: str, name: str, side: Side, time_s: float) -> None:
        """Put a mark elsewhere; the numbers are computed again, before and after are both stored."""
        self.later(partial(self.at_hand()[2].move_mark, trial_id, name, side, time_s))

    def undo(self, trial_id: str) -> None:
        """Take back what was changed last about a stored trial; ``TrialReview.said`` says what that is."""
        self._amend(trial_id, lambda amending: amending.undo(trial_id))

    def redo(self, trial_id: str) -> None:
        """Make again what was taken back last."""
        self._amend(trial_id, lambda amending: amending.redo(trial_id))

    def _amend(self, trial_id: str, change: Callable[[Amending], Amendment | None]) -> None:
        self.later(partial(self.at_hand()[2].amend, trial_id, change))
