"""Two plates in the hands of a test: seconds of force in, a runner's states, recordings and board out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, LinkChange, LinkHealth, LinkState, SampleBlock, Segment, Signal
from drivers.registry import DEVICES
from station.acquisition import Attached
from station.archive import Archive, Finished
from station.events import Event
from station.folders import Folders
from station.model import Side, TrialReview, TrialState
from station.runner import Runner
from station.store import Store

COUNT_N = 0.1
SIGNAL = Signal(tuple(f"ch{n}" for n in range(8)), "count", 1e-3, None, 1000.0, -32768.0, 32767.0)
INFO = DeviceInfo("Harp LoadCells", "1232-7", "1.2", SIGNAL)
CALIBRATION = Calibration(
    id="bench",
    serial="1232-7",
    outputs=("left", "right"),
    gain=((COUNT_N,) * 4 + (0.0,) * 4, (0.0,) * 4 + (COUNT_N,) * 4),
    zero_native=(0.0,) * 8,
    capacity_n=5000.0,
    noise_sd_n=(1.0, 1.0),
)


class Hand:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.at_s = 100.0

    def now(self) -> float:
        return self.at_s

    def slept_s(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing waits here")

    def timeout(self, seconds: float) -> object:
        raise AssertionError("nothing waits here")


class Bench:
    """Two plates in the hands of the test: ``stand`` streams seconds of force, in device order and time."""

    def __init__(self, folders: Folders, store: Store, calibration: Calibration = CALIBRATION) -> None:
        self.clock = Hand()
        self.events: list[Event] = []
        self.finished: list[Finished] = []
        self.archive = Archive(folders, store, "A-104")
        self.runner = Runner(self.clock, self.archive, self.health, self.events.append, self.finished.append)
        sides = (Side.LEFT, Side.RIGHT)
        plates = Attached("Plates", DEVICES["harp-loadcells"], lambda: None, sides, lambda _: calibration)
        self.runner.attached([plates])
        self.runner.heard(0, Segment(0, INFO, self.clock.at_s))
        self.runner.heard(0, LinkChange(LinkState.STREAMING))
        self.index = 0
        self.off_n = [0.0, 0.0]
        self.rate_share = 1.0
        self.battery: float | None = None
        self.noise = np.random.default_rng(11)

    def health(self, number: int) -> LinkHealth | None:
        known = LinkHealth(LinkState.STREAMING, "", 1000.0, self.index, 0, 0, 0, 0, 0, 100.0, 0.002)
        return replace(known, rate_share=self.rate_share, battery=self.battery)

    def stand(self, force_n: np.ndarray) -> None:
        """Both feet carry half each."""
        self.feet(force_n / 2, force_n / 2)

    def feet(self, left_n: np.ndarray, right_n: np.ndarray) -> None:
        """Newtons on each plate, sample by sample; ``off_n`` is what the plates show too much."""
        off = np.array(self.off_n)[:, np.newaxis]
        for at in range(0, left_n.size, 20):
            pressed = np.stack((left_n[at : at + 20], right_n[at : at + 20])) + off
            part = np.repeat(pressed / 4 / COUNT_N, 4, axis=0)
            counts = np.round(part + self.noise.normal(0.0, 0.3, part.shape))
            values = np.clip(counts, -32768, 32767).astype(np.int16)
            ticks = np.arange(self.index, self.index + part.shape[1], dtype=np.int64)
            self.clock.at_s = 100.0 + (self.index + part.shape[1]) / 1000.0
            self.runner.heard(0, SampleBlock(self.index, ticks, values))
            self.index += part.shape[1]
            self.runner.tick(self.clock.at_s)

    def step_on(self, first: Side, force_n: float = 700.0) -> None:
        """One foot after the other onto the empty plates."""
        one, both = np.full(300, force_n), np.full(300, force_n / 2)
        shifted, empty = np.concatenate((one, both)), np.concatenate((np.zeros(300), both))
        self.feet(*((shifted, empty) if first is Side.LEFT else (empty, shifted)))

    def filed(self) -> TrialReview:
        """The trial that just ended, stored and opened for review."""
        finished = self.finished[-1]
        trial_id = self.archive.file(finished)
        assert trial_id is not None
        self.runner.filed(finished.recording_id, trial_id)
        return self.archive.review(trial_id)

    def decide(self, trial_id: str, kept: bool) -> None:
        """Keep or reject a trial, as the thread for that does it."""
        self.archive.decide(trial_id, kept)
        self.runner.decided(self.archive.told(trial_id))

    def start_early(self) -> None:
        """Leave the rest before the next trial."""
        assert self.state is TrialState.BREAK
        self.runner.primary()
        self.runner.tick(self.clock.at_s)

    def seconds(self, seconds: float, force_n: float = 0.0) -> None:
        self.stand(np.full(round(1000 * seconds), force_n))

    @property
    def state(self) -> TrialState:
        machine = self.runner.machine
        assert machine is not None
        return machine.state


def to_go(bench: Bench) -> None:
    bench.seconds(1.5)
    bench.runner.choose(bench.archive.protocols["cmj"])
    bench.runner.primary()
    assert bench.state is TrialState.WEIGH
    bench.seconds(1.5, 700.0)
    bench.runner.primary()
    assert bench.state is TrialState.READY
    bench.runner.primary()
    bench.seconds(3.2, 700.0)
    assert bench.state is TrialState.GO


def jump() -> np.ndarray:
    stand, push, flight, impact = np.full(600, 700.0), np.full(300, 1500.0), np.zeros(500), np.full(200, 2200.0)
    return np.concatenate((stand, push, flight, impact, np.full(3000, 700.0)))
