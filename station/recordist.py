"""The trial's hands: its recording begins and ends, and what the machine says is carried out.

Markers go into the recording, marks onto the screen, changes of state to whoever listens.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from station.archive import Archive, Finished
from station.body_facts import LEVER
from station.carried_mass import MARKER as BODY_MASS
from station.carrying import Carrying
from station.course import Course
from station.drawn_marks import DrawnMarks
from station.events import Event, StateChanged
from station.feedback.own_maximum import OWN_MAXIMUM, as_marker
from station.filing import PRACTICE, RETEST
from station.model import Outcome, TrialState
from station.protocol import Protocol
from station.streams import Stream
from station.taking_up import take_up
from station.trial import EFFORT, Advised, Ended, Entered, Marked, Step, TrialMachine
from station.trial_checks import REST_CUT, WEIGHT_CARRIED, ZERO_CARRIED
from station.watch import Watch


class Recordist:
    """Carries out the steps of the running trial.  Every method runs on the runner's thread."""

    def __init__(
        self,
        archive: Archive,
        watch: Watch,
        tell: Callable[[Event], None],
        advise: Callable[[str], None],
        hint: Callable[[str], None],
        file_later: Callable[[Finished], None],
    ) -> None:
        """``advise`` shows what to do until the next intention, ``hint`` what is soon out of date."""
        self.filing = ""
        """The recording of the trial that just ended, while it is on its way to the store."""
        self.receive(archive, watch)
        self._tell, self._advise, self._hint, self._file_later = tell, advise, hint, file_later

    def receive(self, archive: Archive, watch: Watch) -> None:
        """A person's visit begins, or goes on with what was done in it; the devices carry nothing over."""
        self.archive, self.watch = archive, watch
        self.marks, self.filing, self._retest_of = DrawnMarks(), "", ""
        self.course = Course(archive.protocols, archive.earlier, archive.plan, archive.as_agreed)
        self.carrying = Carrying()
        take_up(self.course, archive.protocols, archive.so_far())

    def prepare(
        self, protocol: Protocol, streams: Sequence[Stream], *, practice: bool, extra: bool, retest_of: str
    ) -> TrialMachine:
        """Another trial: practice, one more than the test asks for, or to be compared with an earlier trial."""
        self.filing, self._retest_of = "", retest_of
        self.marks.clear()
        self.course.begun(protocol, extra=extra, retest=bool(retest_of))
        return TrialMachine(
            protocol,
            {stream.number: stream.sides_in(protocol) for stream in streams},
            self.archive.own_maximum(protocol),
            practice=practice,
            rest_until_s=self.course.rest_until_s(protocol),
        )

    def begin(self, machine: TrialMachine, streams: Sequence[Stream], now_s: float, *, carried: bool = False) -> None:
        """Start the recording of a trial with these devices as they are.  Raises StationError when it cannot be saved.

        Without a recording there is no trial.  ``carried``: the zero is that of an earlier trial.
        """
        protocol = machine.protocol
        for stream in streams:
            stream.hold_clock()
        self.archive.begin(protocol, streams)
        if machine.practice:
            self.archive.marker(PRACTICE, now_s)
        if self._retest_of:
            self.archive.marker(RETEST, now_s, of=self._retest_of)
        if machine.rest_missed_s > 0:
            self.archive.marker(REST_CUT, now_s, wanted_s=protocol.rest_s, missed_s=round(machine.rest_missed_s, 1))
        if carried:
            self.archive.marker(ZERO_CARRIED, now_s, **self.carrying.zero_data(protocol, streams, now_s))
        if (weight := self.carrying.weight_data(protocol, now_s)) is not None:
            self.archive.marker(WEIGHT_CARRIED, now_s, **weight)
        elif (mass := self.archive.body_mass(protocol)) is not None:
            self.archive.marker(BODY_MASS, now_s, **mass)
        if machine.coach.maxima:
            self.archive.marker(OWN_MAXIMUM, now_s, **as_marker(machine.coach.maxima))
        self.watch.begun(now_s, machine)

    def carry_out(self, machine: TrialMachine, steps: Sequence[Step], streams: Sequence[Stream]) -> None:
        """Do what the machine says; ``streams`` are those of the trial."""
        for step in steps:
            match step:
                case Entered():
                    self.archive.marker(f"{step.state.value}{'_again' if step.again else ''}", step.at_s)
                    if step.state is TrialState.GO and not step.again and machine.range_start_s is not None:
                        # from GO on a recording says where its range begins: recovery cuts as the live path does
                        self.archive.marker("range_start", machine.range_start_s)
                        if (lever_m := self.course.levers_m.get(machine.protocol.key)) is not None:
                            self.archive.marker(LEVER, step.at_s, lever_m=lever_m)
                    self._tell(StateChanged(step.state, machine.protocol.key, step.again))
                case Marked():
                    self.archive.marker(step.name, step.at_s, side=step.side.value)
                    if step.name == "weighed":
                        self.carrying.weighed(machine, streams, step.at_s, self.archive.recording_id)
                    self.marks.add(step, streams)
                    self._advise(self.watch.marked(machine, step))
                case Advised():
                    self._hint(step.text)
                case Ended():
                    self._ended(machine, step, streams)

    def abandon(self, machine: TrialMachine | None) -> None:
        """End a recording that is not to become a trial; only one that was cut off after GO is offered again."""
        cut_off = machine is not None and machine.state in EFFORT
        unfinished = self.archive.abandon(Outcome.INTERRUPTED if cut_off else Outcome.STOPPED)
        if unfinished is not None:
            self._file_later(unfinished)

    def _ended(self, machine: TrialMachine, ended: Ended, streams: Sequence[Stream]) -> None:
        self.course.ended(machine.protocol, ended.end_s)
        self.watch.ending(ended.end_s, streams)
        finished = self.archive.finish(ended.outcome, ended.end_s, streams)
        if finished is not None:
            self._advise(self.watch.ended(finished.recording_id, machine, streams))
            self.filing = finished.recording_id
            self._file_later(finished)
