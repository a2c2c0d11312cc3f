"""Runs trials on the acquisition thread: devices' events in, the trial machine's steps carried out, the board composed.

Free of threads, so that tests drive it directly; ``Visit`` puts it on the acquisition thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from drivers.contracts import (
    Clock,
    Gap,
    LinkChange,
    LinkEvent,
    LinkHealth,
    LinkState,
    Notice,
    NoticeKind,
    SampleBlock,
    Segment,
    SyncEdge,
)
from drivers.errors import DriverError
from station.acquisition import Attached
from station.advice import Advice
from station.aligning import BUSY, Aligner
from station.archive import Archive, Finished
from station.board import Scene, compose
from station.course import Course
from station.course_now import say_course
from station.errors import StationError
from station.events import DevicesChanged, Event, StateChanged, Trouble
from station.loss_words import ended_words, lacking_words, lost_words, slept_words, stumbled_words
from station.model import Live, Outcome, TrialState
from station.protocol import Protocol
from station.recordist import Recordist
from station.scene_setting import scene_of, standing_still
from station.standby import ASLEEP_S, SHOWN_S, Rest, Standby
from station.streams import Stream, streams_for, streams_of, take_zeros
from station.suggesting import Suggestion
from station.trial import OVER, Entered, Step, TrialMachine
from station.trial_set import Told
from station.watch import Watch

TICK_S, PUBLISH_S, IDLE_S = 0.02, 0.1, 0.2
"""How often to look while time decides, to tell while a test runs; to do both while none does, and to ask the links."""
BEFORE_GO = frozenset({TrialState.BREAK, TrialState.ZERO, TrialState.WEIGH, TrialState.READY})


class Runner:
    """The acquisition's listener and the trial's hands.  Every method runs on one thread."""

    def __init__(
        self,
        clock: Clock,
        archive: Archive,
        health: Callable[[int], LinkHealth | None],
        tell: Callable[[Event], None],
        file_later: Callable[[Finished], None],
        later: Callable[[Callable[[], None]], None] = lambda job: job(),
        rest: Rest | None = None,
    ) -> None:
        """``later`` runs a job that takes long, on this thread by default; ``rest`` lets the devices rest."""
        self._clock, self._archive = clock, archive
        self._health = health
        self._tell = tell
        self._new_watch = partial(Watch, tell=tell, later=later)
        self._watch = self._new_watch(archive)
        self._hands = Recordist(archive, self._watch, tell, self.advise, self._hint, file_later)
        self._standby, self._aligner = Standby(rest), Aligner()
        self.attended: set[str] = set()
        self.streams: list[Stream] = []
        self.machine: TrialMachine | None = None
        self.trial_id: str | None = None
        self.live = compose(Scene(0.0, None, {}, ()))
        self._advice = Advice()
        self._carry: str | None = None
        """Why the zero of before must not be used for the prepared trial; empty when it may be, None for a new one."""
        self._publish_s = self._pull_s = float("-inf")

    # The devices ------------------------------------------------------------------------------------------------------

    def attached(self, devices: Sequence[Attached]) -> None:
        self.streams = streams_of(devices, self.streams)
        self._tell(DevicesChanged())

    def heard(self, number: int, event: LinkEvent) -> None:
        stream = self.streams[number]
        match event:
            case SampleBlock():
                self._samples(stream, event)
            case Gap():
                self._archive.gap(stream, event)
                stream.gap(event)
            case Segment():
                self._segment(stream, event)
            case LinkChange():
                self._link_changed(stream, event)
            case SyncEdge():
                self._aligner.edge(stream, event)
            case Notice(kind=NoticeKind.LOW_BATTERY | NoticeKind.TROUBLE):
                self.advise(self._watch.noticed(self.machine, stream, event))
            case _:
                pass  # corrupt and unknown packets are counted by the link and shown in the strip

    def tick(self, now_s: float) -> float:
        machine = self.machine
        busy = machine is not None and machine.state not in OVER | {TrialState.DONE}
        if now_s >= self._pull_s or (machine is not None and machine.state is TrialState.CONNECTING):
            self._pull_s = now_s + (SHOWN_S if self._standby.asleep else IDLE_S) - 1e-6
            for stream in self.streams:
                stream.pull(self._health(stream.number))
        if machine is not None:
            if machine.state is TrialState.CONNECTING and self._streaming(machine):
                rates_hz = {stream.number: stream.rate_hz for stream in self.used(machine)}
                self._carry_out(machine.connected(now_s, rates_hz))
            self._carry_out(machine.tick(now_s))
            if self._carry is not None and machine.state is TrialState.ZERO:
                self._carry_zero(machine, now_s, self._carry)
            self._carry_out(machine.tick(now_s))
        self.advise(self._watch.tick(now_s, machine, [] if machine is None else self.used(machine)))
        self.advise(self._aligner.tick(now_s, self.streams))
        self._advice.tick(now_s)
        if self._archive.problem:
            self._unrecorded(self._archive.problem, now_s)
        chosen = machine is not None and machine.state is not TrialState.DONE
        self._standby.tick(now_s, self.streams, busy=chosen or bool(self.attended), waits=self._watch.waits)
        idle_s = ASLEEP_S if self._standby.asleep else IDLE_S
        if now_s >= self._publish_s:
            self._publish_s = now_s + (PUBLISH_S if busy else SHOWN_S if self._standby.asleep else IDLE_S) - 1e-6
            self.live = self._compose(now_s)
        return (PUBLISH_S if machine is None or machine.state in BEFORE_GO else TICK_S) if busy else idle_s

    def failed(self, error: BaseException) -> None:
        """The acquisition thread ended by itself: say so; what was recorded is on disk."""
        self.advise(ended_words(error))
        self.live = standing_still(self.live, self._advice.text)

    def slept(self, seconds: float) -> None:
        """The computer slept: what ran is over, with what was recorded before."""
        self._archive.marker("slept", self._clock.now(), seconds=round(seconds, 3))
        self._unrecorded(slept_words(seconds, self.machine), self._clock.now())

    def stumbled(self, error: BaseException) -> None:
        """One action failed because of a fault in the program; the devices go on."""
        self.advise(stumbled_words(error))

    # What a person wants ----------------------------------------------------------------------------------------------

    @property
    def course(self) -> Course:
        """What was done in this visit and what comes next."""
        return self._hands.course

    def missing(self, protocol: Protocol) -> str:
        """Why this test cannot be done with the devices at hand; empty when it can."""
        kinds = {stream.attached.kind for stream in self.streams}
        if protocol.device in kinds:
            return self._archive.lacking(protocol)
        return lacking_words(protocol.device, [stream.attached.name for stream in self.streams])

    def attend(self, wanted: bool, who: str = "") -> None:
        """The devices are used without a test: they do not rest until that is over for everybody who said so."""
        (self.attended.add if wanted else self.attended.discard)(who)
        self._standby.wake()

    def align(self) -> None:
        """Lay the devices' clocks over each other by something that several of them see from now on."""
        self._standby.wake()
        self.advise(BUSY if self._archive.recording else self._aligner.begin(self._clock.now(), self.streams))

    def receive(self, archive: Archive) -> None:
        """Another person's visit begins with the devices as they are; what ran is abandoned."""
        self.abandon()
        self.machine, self.trial_id = None, None
        self._archive, self._publish_s = archive, float("-inf")
        self._advice.say("")
        self._standby.wake()
        self._watch = self._new_watch(archive)
        self._hands.receive(archive, self._watch)

    def choose(
        self,
        protocol: Protocol,
        *,
        practice: bool = False,
        extra: bool = False,
        retest_of: str = "",
        fresh_zero: bool = False,
    ) -> None:
        """Prepare a trial of this test; a zero of this visit is used again while it holds, without ``fresh_zero``.

        ``extra`` is one more than the test asks for, ``retest_of`` a trial of before that it is compared with.
        """
        self.abandon()
        if self.missing(protocol):
            self.advise(self.missing(protocol))
            return
        now_s = self._clock.now()
        streams = streams_for(protocol, self.streams)
        self.machine = self._hands.prepare(protocol, streams, practice=practice, extra=extra, retest_of=retest_of)
        self.trial_id, self._publish_s = None, float("-inf")
        self._standby.wake()
        drifted = self._watch.carries(protocol)
        old = self._hands.carrying.zero_refused(protocol, streams, now_s)
        self._carry = (drifted or old or "") if not fresh_zero and (drifted or old != "") else None
        self._advice.say(drifted or old or self._watch.chosen(streams) or self._archive.not_as_agreed(protocol))
        self._tell(StateChanged(self.machine.state, protocol.key))
        self.tick(now_s)

    def primary(self) -> str | None:
        """Do what the primary button says; returns the trial to keep when that is what it says."""
        machine, now_s = self.machine, self._clock.now()
        self._advice.say("")
        if machine is not None and machine.state in BEFORE_GO and (flat := self._watch.blocked(self.used(machine))):
            self.advise(flat)
            return None
        if machine is None or machine.state is TrialState.DONE:
            if (following := self.following()) is not None:
                self.choose(following.protocol, practice=following.practice, extra=following.extra)
            return None
        match machine.state:
            case TrialState.ZERO:
                self._zero(machine, now_s)
            case TrialState.WEIGH:
                self._carry_out(machine.weigh(now_s))
            case TrialState.READY if old := self._hands.carrying.too_old(self.used(machine), now_s):
                self.choose(machine.protocol, practice=machine.practice, fresh_zero=True)
                self.advise(old)
            case TrialState.READY | TrialState.BREAK:
                self._carry_out(machine.start(now_s))
            case TrialState.GO | TrialState.HOLD | TrialState.REST:
                self._carry_out(machine.finish(now_s))
            case TrialState.REVIEW | TrialState.STOPPED:
                return self.trial_id
            case _:
                pass
        return None

    def stop(self) -> None:
        machine = self.machine
        if machine is None:
            return
        self._advice.say("")
        if machine.state in (TrialState.CONNECTING, TrialState.BREAK, TrialState.ZERO, TrialState.DONE):
            self.machine = None
            self._tell(StateChanged(TrialState.DONE))
            return
        steps = machine.stop(self._clock.now())
        self._carry_out(steps)
        if any(isinstance(step, Entered) and step.state is TrialState.ZERO for step in steps):
            self.abandon()

    def abandon(self) -> None:
        """End a recording that is not to become a trial."""
        self._hands.abandon(self.machine)

    def filed(self, recording_id: str, trial_id: str | None) -> None:
        """This recording is stored as a trial; None when it could not be, then its test is over."""
        if recording_id != self._hands.filing:
            return  # of a test that was left meanwhile
        self._hands.filing, self.trial_id = "", trial_id
        if trial_id is None and self.machine is not None:
            self._carry_out(self.machine.decided(self._clock.now()))

    def said(self, trial_id: str, outcome: Outcome) -> None:
        """Somebody said how a trial ended; the running test goes on when it was its trial."""
        if self.machine is not None and trial_id == self.trial_id:
            self._carry_out(self.machine.said(outcome, self._clock.now()))

    def decided(self, told: Told, *, again: bool = True) -> None:
        """A trial was kept or rejected; the running test goes on when it was its trial, ``again`` after a rejection."""
        machine = self.machine
        self._hands.carrying.decided(told)
        here = machine is not None and told.trial_id == self.trial_id
        steps = machine.decided(self._clock.now()) if machine is not None and here else []
        if machine is None or not steps:
            self.course.changed(told)  # of another trial, or decided already
            return
        self._carry_out(steps)
        self.course.decided(machine.protocol, told)
        if not told.kept and again:
            self.choose(machine.protocol, practice=machine.practice, extra=self.course.extra)

    def following(self) -> Suggestion | None:
        """The test that is offered next; None when none can be done."""
        return self.course.following(lambda each: not self.missing(each))

    def advise(self, text: str) -> None:
        """Show this, where there is something to show, until the next intention."""
        if text:
            self._advice.say(text)
            self._publish_s = float("-inf")
            self._tell(Trouble(text))

    # How it goes on ---------------------------------------------------------------------------------------------------

    def _samples(self, stream: Stream, block: SampleBlock) -> None:
        self._archive.samples(stream, block)  # on its way to disk before anything is computed
        pushed = stream.push(block)
        machine = self.machine
        if pushed is not None and self._aligner.listening:
            self._aligner.samples(stream, *pushed)
        if pushed is not None and pushed[0].size and machine is not None and stream.number in machine.streams:
            host_s, force_n = stream.trial_s(pushed[0]), pushed[1]
            self.advise(self._watch.samples(machine, stream, block, host_s, force_n))
            self._carry_out(machine.samples(stream.number, host_s, force_n))

    def _segment(self, stream: Stream, segment: Segment) -> None:
        machine = self.machine
        if stream.segment is not None and machine is not None and stream.number in machine.streams:
            # the device began anew, so its zero is gone, whether or not the link was lost in between
            self._lost(stream, machine, "It started anew, and its zero is gone.")
        try:
            stream.begin(segment, stream.attached.calibrate(segment.info))
        except (DriverError, StationError) as error:
            stream.refuse(str(error))
            self.advise(stream.refusal)
            return
        self._aligner.began_anew(stream)
        self._archive.segment(stream)
        self._tell(DevicesChanged())

    def _link_changed(self, stream: Stream, change: LinkChange) -> None:
        stream.changed(change)
        self._publish_s = self._pull_s = float("-inf")
        machine = self.machine
        if change.state is LinkState.LOST and machine is not None and stream.number in machine.streams:
            self._lost(stream, machine, change.why)
        self._tell(DevicesChanged())

    def _lost(self, stream: Stream, machine: TrialMachine, why: str) -> None:
        """End what was measured with this device: after GO as its failure, before GO there is nothing to keep."""
        before = machine.state
        self._carry_out(machine.lost(self._clock.now()))
        if machine.state is not before:
            self._advice.say(lost_words(stream, machine, before, self._clock.now(), why))
        if machine.state is TrialState.CONNECTING and before is not TrialState.CONNECTING:
            self.abandon()

    def _zero(self, machine: TrialMachine, now_s: float) -> None:
        if refused := take_zeros(self.used(machine), now_s, machine.protocol.standing_n or 0.0):
            self.advise(refused)
            self._advice.hint(refused, now_s)
            return
        self._watch.zeroed(machine)
        self._hands.carrying.zeroed(machine.protocol)
        self._record(machine, now_s)

    def _carry_zero(self, machine: TrialMachine, now_s: float, why_not: str) -> None:
        """The zero of the trial before still holds when no device was away since."""
        self._carry = None
        if why_not:
            self._advice.say(why_not)
        elif all(stream.zero is not None for stream in self.used(machine)):
            self._record(machine, now_s, carried=True)

    def _record(self, machine: TrialMachine, now_s: float, *, carried: bool = False) -> None:
        """Without a recording there is no trial."""
        self._aligner.stop()
        try:
            self._hands.begin(machine, self.used(machine), now_s, carried=carried)
        except StationError as error:
            self.advise(str(error))
            return
        self._carry_out(machine.zeroed(now_s, carried=carried))

    def _carry_out(self, steps: Sequence[Step]) -> None:
        if steps and self.machine is not None:
            self._publish_s = float("-inf")
            self._hands.carry_out(self.machine, steps, self.used(self.machine))

    def _hint(self, text: str) -> None:
        """Show what to do differently; it is soon out of date."""
        self._advice.hint(text, self._clock.now())

    def _unrecorded(self, problem: str, now_s: float) -> None:
        """Nothing is measured that is not recorded: the trial ends with what is on disk."""
        if self.machine is not None:
            self._carry_out(self.machine.unrecorded(now_s))
        self.abandon()
        self.advise(problem)

    def used(self, machine: TrialMachine) -> list[Stream]:
        return [stream for stream in self.streams if stream.number in machine.streams]

    def _streaming(self, machine: TrialMachine) -> bool:
        return all(each.state is LinkState.STREAMING and each.can_be_zeroed for each in self.used(machine))

    def _compose(self, now_s: float) -> Live:
        machine = self.machine
        scene = scene_of(now_s, machine, self.streams, self.streams if machine is None else self.used(machine))
        scene.marks = self._hands.marks.seen(now_s)
        scene.person, scene.trouble = self._archive.person, self._advice.text
        scene.carried = self._hands.carrying.note([] if machine is None else self.used(machine), now_s)
        scene.filing, scene.ask = bool(self._hands.filing), self._watch.ask(machine)
        say_course(scene, self.course, self.trial_id, lambda each: not self.missing(each))
        return compose(scene)
