"""A whole clinic on virtual time: real drivers, links, runner, archive, store; simulated devices, client, therapist.

    with VirtualClinic(folder, Body(person), seed=1) as clinic:
        (jump,) = clinic.conduct(["cmj"])        # Conducted: its review, and everything that could be read meanwhile

One thread, one loop, no waiting.  The same arguments give the same recordings and numbers, bit for bit, on every run:
time is the loop's, the wall clock begins at ``began``, ids are made from the seed.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from drivers.clock import SystemClock
from drivers.contracts import Clock, LinkState
from simulators.bench import DEVICES, SimulatedBench
from simulators.clock import run
from simulators.director import Director
from simulators.faults import Fault
from simulators.stage import Stage
from station.acquisition import Acquisition, Attached
from station.archive import Archive, Finished
from station.commands.client import NONE_SHOWN, Client, Repertoire
from station.commands.simulated import attached
from station.commands.therapist import Therapist
from station.decisions import Decisions
from station.envelope import Envelope
from station.errors import StationError
from station.events import DevicesChanged, Event, PersonReceived, StateChanged, TrialStored, Trouble
from station.folders import make_folders
from station.intentions import Intentions
from station.model import (
    DeviceStatus,
    Interrupted,
    Live,
    ProtocolCard,
    Side,
    TrialReview,
    TrialState,
    TrialSummary,
)
from station.protocol import Protocol
from station.recording import Recorder
from station.runner import Runner
from station.scene_setting import envelope_now
from station.store import Store
from station.visit import card_of
from station.visit_now import BatteryCard

BEGAN = datetime(2026, 3, 2, 7, 45, tzinfo=UTC)
"""A Monday morning."""
SETTLED_S = 2.5
"""By then every device streams and has sent a second that a zero can be taken from."""
LOOK_S = 0.1
"""How often the therapist looks at the screen, and so does whoever writes down what could be read."""
LONGEST_S = 600.0
"""A test that takes longer is given up."""

_IDS = uuid.UUID("5d1f3c0e-7b60-5d0a-9e7e-6a2f0c1b8d44")


@dataclass
class Reading:
    """Everything that a user could have read, each text once, with the second in which it was first there."""

    troubles: dict[str, float] = field(default_factory=dict)
    prompts: dict[str, float] = field(default_factory=dict)
    devices: dict[str, float] = field(default_factory=dict)
    """Problems in the strip of devices, each beginning with the name of its device."""
    states: list[tuple[float, TrialState]] = field(default_factory=list)
    links: list[tuple[float, str, LinkState]] = field(default_factory=list)
    """When the state of a link changed on the screen, which device's, and to what."""

    def look(self, live: Live, now_s: float) -> None:
        """Note what stands on the screen now."""
        if live.trouble:
            self.troubles.setdefault(live.trouble, now_s)
        if live.prompt:
            self.prompts.setdefault(live.prompt, now_s)
        if live.weigh is not None and live.weigh.advice:
            self.prompts.setdefault(live.weigh.advice, now_s)
        self.look_at(live.devices, now_s)

    def look_at(self, devices: Sequence[DeviceStatus], now_s: float) -> None:
        """Note what the strip says of the devices."""
        for device in devices:
            if device.problem:
                self.devices.setdefault(f"{device.name}: {device.problem}", now_s)
            last = next((state for _, name, state in reversed(self.links) if name == device.name), None)
            if device.state is not last:
                self.links.append((now_s, device.name, device.state))

    def hear(self, event: Event, now_s: float) -> None:
        """Note what was announced, also between two looks."""
        if isinstance(event, Trouble):
            self.troubles.setdefault(event.text, now_s)
        if isinstance(event, StateChanged):
            self.states.append((now_s, event.state))

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it, troubles first."""
        return (*self.troubles, *self.devices, *self.prompts)


@dataclass(frozen=True, slots=True)
class Conducted:
    """One test of a plan.  ``review`` is None where it led to no trial; then ``given_up`` says why."""

    protocol: str
    trial_id: str | None
    review: TrialReview | None
    given_up: str
    read: Reading

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that could be read during this test and in its review."""
        review = self.review
        if review is None:
            return (*self.read.texts, self.given_up)
        reasons = (reason for line in review.measurements for reason in line.measurement.reasons)
        spoken = (review.refusal or "", review.verdict, review.verdict_detail, review.outcome.value)
        return (*self.read.texts, self.given_up, *spoken, *review.provenance, *dict.fromkeys(reasons))


class VirtualClinic(Intentions):
    """A station without a screen that runs on virtual time; a ``Console`` for its therapist and its client."""

    def __init__(
        self,
        folder: Path,
        client: Repertoire,
        *,
        person: str = "A-104",
        devices: Sequence[str] = DEVICES,
        seed: int = 1,
        exact: bool = False,
        faults: Sequence[Fault] = (),
        began: datetime = BEGAN,
        battery: str | None = None,
    ) -> None:
        """``devices`` as ``simulators.units.make_unit`` understands them; ``seed`` and ``exact`` hold for all.

        Each of ``faults`` happens in the first test that it fits.
        """
        self.slept_s = 0.0
        """For how long this clinic's computer has slept; it never does by itself."""
        self.clock = SystemClock(slept_s=lambda: self.slept_s)
        self.stage = Stage()
        self.client = client
        self.read = Reading()
        self.bench: SimulatedBench | None = None
        """The devices, from when they were attached."""
        self.director = Director(faults)
        self.interfere: Callable[[VirtualClinic], None] | None = None
        """Called at every look of the therapist, to do to the clinic what it must endure."""
        self.conducted: list[Conducted] = []
        self._devices, self._seed, self._exact, self._began = devices, seed, exact, began
        self._ids = 0
        self._battery = battery
        self._second_s = 0.0
        self._listeners: list[Callable[[Event], None]] = []
        self.folders = make_folders(folder)
        self.store = Store(self.folders, now=self.now, new_id=self.new_id)
        self.archive = self._archive_of(person)
        self.runner = Runner(
            self.clock,
            self.archive,
            lambda n: self.acquisition.health(n),
            self._tell,
            self._file_soon,
            rest=lambda wanted: self.acquisition.rest(wanted),
        )
        self.acquisition = Acquisition(self._attach, self.clock, self.runner)
        self.decisions = Decisions(lambda: self.archive, self.runner, self.post, self._tell)
        Client(self, self.stage, _Present(self), self.clock, self.archive.protocols)

    def __enter__(self) -> VirtualClinic:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the data folder back."""
        self.store.close()

    # What happens -----------------------------------------------------------------------------------------------------

    def conduct(
        self, plan: Sequence[str], *, finish_after_s: Mapping[str, float] | None = None
    ) -> tuple[Conducted, ...]:
        """Bring up the devices, do every test of the plan, and switch off.

        ``finish_after_s``: tests that the therapist ends by hand, with the seconds after GO.
        """

        async def all_of_it() -> tuple[Conducted, ...]:
            async with self.running():
                return await self.visit(plan, finish_after_s=finish_after_s)

        return run(all_of_it())

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Devices attached, on the running loop."""
        serving = asyncio.create_task(self.acquisition.serve())
        try:
            await self.clock.sleep(SETTLED_S)
            self.runner.advise(self.archive.left_out)
            yield
        finally:
            self.runner.abandon()
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)

    async def visit(
        self, plan: Sequence[str], *, finish_after_s: Mapping[str, float] | None = None
    ) -> tuple[Conducted, ...]:
        """Do every test of the plan with the person who is here now; returns what became of each."""
        before = len(self.conducted)
        for key in plan:
            self.read = Reading()
            therapist = Therapist(self, [key], self.clock.now, lambda _: None, finish_after_s=finish_after_s)
            begun_s = self.clock.now()
            while not therapist.done and self.clock.now() - begun_s < LONGEST_S:
                self.read.look(self.live(), self.clock.now())
                therapist.step()
                if self.interfere is not None:
                    self.interfere(self)
                await self.clock.sleep(LOOK_S)
            given_up = " ".join(therapist.given_up) or (
                "" if therapist.done else f"not through after {LONGEST_S:.0f} s"
            )
            trial_id = None if therapist.given_up else next(reversed(therapist.kept), None)
            review = None if trial_id is None else self.review(trial_id)
            self.conducted.append(Conducted(key, trial_id, review, given_up, self.read))
        return tuple(self.conducted[before:])

    def admit(self, person: str, client: Repertoire) -> None:
        """Somebody else comes in; the devices go on."""
        self.client = client
        self.hand_over(self._archive_of(person))

    def hand_over(self, archive: Archive) -> None:
        self.archive = archive
        self.runner.receive(archive)
        self._tell(PersonReceived(archive.person))

    # Time and names ---------------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """The wall clock of this clinic; outside the loop it stands."""
        with suppress(RuntimeError):
            self._second_s = self.clock.now()
        return self._began + timedelta(seconds=self._second_s)

    def new_id(self) -> str:
        self._ids += 1
        return str(uuid.uuid5(_IDS, f"{self._began.isoformat()} {self._seed} {self._ids}"))

    def _archive_of(self, person: str) -> Archive:
        recorder = partial(Recorder, threads=False)
        ids = self.new_id
        return Archive(
            self.folders, self.store, person, now=self.now, new_id=ids, recorder=recorder, battery=self._battery
        )

    # The console ------------------------------------------------------------------------------------------------------

    def live(self) -> Live:
        return self.runner.live

    def envelope(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        return envelope_now(self.runner.machine, self.runner.streams, side, columns, seconds, self.clock.now())

    def protocols(self) -> Sequence[ProtocolCard]:
        archive = self.archive
        return [card_of(each, self.runner.missing(each), archive.first(each)) for each in archive.protocols.values()]

    def batteries(self) -> Sequence[BatteryCard]:
        return self.archive.batteries()

    def review(self, trial_id: str) -> TrialReview:
        return self.archive.review(trial_id)

    def trials(self) -> Sequence[TrialSummary]:
        return self.archive.trials()

    def interrupted(self) -> Sequence[Interrupted]:
        return self.archive.interrupted()

    def recover(self, recording_id: str) -> str:
        trial_id = self.archive.recover(recording_id)
        self._tell(TrialStored(trial_id))
        return trial_id

    def discard(self, recording_id: str) -> None:
        self.archive.discard(recording_id)

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Behind it --------------------------------------------------------------------------------------------------------

    def _protocol(self, key: str) -> Protocol:
        return self.archive.protocols[key]

    def _tell(self, event: Event) -> None:
        if not isinstance(event, PersonReceived):  # who may come in before time has begun; nobody reads that
            self.read.hear(event, self.clock.now())
        if isinstance(event, StateChanged):
            # what a person stopped is over, too
            state = TrialState.REVIEW if event.state is TrialState.STOPPED else event.state
            self.director.entered(state.value, event.protocol)
        if isinstance(event, DevicesChanged):
            self.read.look_at([stream.status(self.clock.now()) for stream in self.runner.streams], self.clock.now())
        for listener in tuple(self._listeners):
            listener(event)

    def _file_soon(self, finished: Finished) -> None:
        """As the filing thread of a visit would, after the runner is done with this step."""
        asyncio.get_running_loop().call_soon(self._file, finished)

    def _file(self, finished: Finished) -> None:
        trial_id = None
        try:
            trial_id = self.archive.file(finished)
        except StationError as error:
            self.runner.advise(str(error))
        finally:
            if finished.wanted:
                self.runner.filed(finished.recording_id, trial_id)
        if finished.recorder.problem:
            self.runner.advise(finished.recorder.problem)
        if trial_id is not None:
            self._tell(TrialStored(trial_id))

    def at_hand(self) -> tuple[Archive, Runner, Decisions]:
        return self.archive, self.runner, self.decisions

    def post(self, job: Callable[[], None]) -> None:
        job()

    def later(self, job: Callable[[], None]) -> None:
        """As the filing thread of a visit would: what goes wrong is shown."""
        try:
            job()
        except StationError as error:
            self.runner.advise(str(error))

    # The devices ------------------------------------------------------------------------------------------------------

    @asynccontextmanager
    async def _attach(self, clock: Clock) -> AsyncIterator[Sequence[Attached]]:
        self.bench = SimulatedBench(
            clock, self.stage, self._devices, seed=self._seed, exact=self._exact, ble="memory", line="memory"
        )
        async with self.bench as bench:
            self.director.take(bench)
            yield [attached(bench, device, self._began.date()) for device in bench.devices]


class _Present:
    """Whoever is in the clinic now."""

    def __init__(self, clinic: VirtualClinic) -> None:
        self._clinic = clinic

    def enter(self, stage: Stage, protocol: Protocol, now_s: float) -> None:
        self._clinic.client.enter(stage, protocol, now_s)

    def move(self, stage: Stage, protocol: Protocol, now_s: float, maxima_n: Mapping[Side, float] = NONE_SHOWN) -> None:
        self._clinic.client.move(stage, protocol, now_s, maxima_n)

    def leave(self, stage: Stage, now_s: float) -> None:
        self._clinic.client.leave(stage, now_s)
