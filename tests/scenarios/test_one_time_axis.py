"""Two dynamometers and two plates of other clocks on one time axis: by arrivals, and by a press that both saw."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drivers.alignment import Alignment, Force, by_movement
from drivers.contracts import Clock, LinkEvent, SampleBlock, Transport
from simulators.body import Person
from simulators.clock import run
from simulators.performance import Performance, Surface
from station.acquisition import Attached
from station.aligning import NEEDS_TWO
from station.clock_reading import agreement_s
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.filing import recording_path
from station.playback import trial_data
from station.recorded import read
from station.streams import Stream

GRIPS = ("progressor?side=left&ppm=40", "progressor?side=right&ppm=-35")
WITH_PLATES = (*GRIPS, "harp-loadcells")
PRESS_HZ = 1000.0


def presses() -> np.ndarray:
    """Three presses of 60 to 90 N, a quarter of a second each, with pauses of different length."""
    times = np.arange(0.0, 3.0, 1.0 / PRESS_HZ)
    return sum(
        peak_n * np.sin(np.pi * np.clip((times - at_s) / 0.25, 0.0, 1.0)) ** 2
        for at_s, peak_n in ((0.3, 60.0), (0.95, 90.0), (1.9, 75.0))
    )


class Late:
    """A transport that hands everything over so much later: what a link hides."""

    def __init__(self, inner: Transport, clock: Clock, late_s: float) -> None:
        self._inner, self._clock, self._late_s = inner, clock, late_s
        self._waiting: asyncio.Queue[tuple[float, bytes | BaseException]] = asyncio.Queue()
        self._pump: asyncio.Task[None] | None = None

    async def open(self) -> None:
        await self._inner.open()
        self._pump = asyncio.create_task(self._fill())

    async def _fill(self) -> None:
        while True:
            try:
                data: bytes | BaseException = await self._inner.read()
            except Exception as error:
                data = error
            self._waiting.put_nowait((self._clock.now() + self._late_s, data))
            if isinstance(data, BaseException):
                return

    async def read(self) -> bytes:
        at_s, data = await self._waiting.get()
        await self._clock.sleep(max(0.0, at_s - self._clock.now()))
        if isinstance(data, BaseException):
            raise data
        return data

    async def write(self, data: bytes) -> None:
        await self._inner.write(data)

    async def close(self) -> None:
        if self._pump is not None:
            self._pump.cancel()
        await self._inner.close()

    async def attribute(self, uuid: str) -> bytes:
        return await self._inner.attribute(uuid)


class Clinic(VirtualClinic):
    """A clinic whose links delay by ``late_s``, one for each device, and that keeps what every device sent."""

    def __init__(self, folder: Path, devices: Sequence[str], late_s: Sequence[float]) -> None:
        self._late_s = late_s
        super().__init__(folder, Body(Person(), push_s=2.0, rest_s=1.0), devices=devices, exact=True)
        self.sent: dict[int, list[SampleBlock]] = {}
        hear = self.runner.heard

        def heard(number: int, event: LinkEvent) -> None:
            if isinstance(event, SampleBlock):
                self.sent.setdefault(number, []).append(event)
            hear(number, event)

        self.runner.heard = heard

    @asynccontextmanager
    async def _attach(self, clock: Clock) -> AsyncIterator[Sequence[Attached]]:
        async with super()._attach(clock) as devices:
            yield [
                replace(device, open_transport=lambda d=device, s=late_s: Late(d.open_transport(), clock, s))
                for device, late_s in zip(devices, self._late_s, strict=True)
            ]

    def live_trouble(self) -> str:
        self.runner.tick(self.clock.now())
        return self.live().trouble

    def press(self) -> float:
        """Both dynamometers are pressed together and onto the plates; returns when that begins."""
        begins_s = self.clock.now() + 0.5
        for surface in Surface:
            self.stage.perform(Performance.from_samples(PRESS_HZ, presses(), presses(), surface=surface), begins_s)
        return begins_s

    def force(self, stream: Stream, from_s: float) -> Force:
        """What a device measured, on the host's clock as the station knows it now."""
        blocks = self.sent[stream.number]
        ticks = np.concatenate([block.ticks for block in blocks])
        host_s = stream.clock.host_s(ticks * stream.segment.info.signal.tick_s)
        newtons = stream.calibration.newtons(np.concatenate([block.values for block in blocks], axis=1), None).sum(
            axis=0
        )
        return Force(host_s[host_s > from_s], newtons[host_s > from_s])


def apart(clinic: Clinic, one: Stream, other: Stream, from_s: float) -> float:
    """By how much two devices tell the same press at different times."""
    found = by_movement(clinic.force(one, from_s), clinic.force(other, from_s))
    assert isinstance(found, Alignment), found
    return abs(found.shift_s)


def agreed(*streams: Stream) -> float:
    told = agreement_s([((stream.clock,), stream.clock.at_s) for stream in streams])
    assert told is not None
    return told


def played(tmp_path: Path, devices: Sequence[str], late_s: Sequence[float], main: Callable) -> None:
    with Clinic(tmp_path, devices, late_s) as clinic:

        async def whole() -> None:
            async with clinic.running():
                await main(clinic)

        run(whole())


def test_two_dynamometers_and_plates_agree_within_what_is_said_after_a_minute(tmp_path: Path) -> None:
    async def main(clinic: Clinic) -> None:
        clinic.choose("hip_abduction_iso")  # so that nothing goes to sleep
        await clinic.clock.sleep(65.0)
        begins_s = clinic.press()
        await clinic.clock.sleep(5.0)
        clinic.runner.tick(clinic.clock.now())
        left, right, plates = clinic.runner.streams
        for stream, ppm in ((left, 40.0), (right, -35.0), (plates, 0.0)):
            assert stream.health.rate.ppm == pytest.approx(ppm, abs=3.0)
        for one, other in ((left, right), (left, plates), (right, plates)):
            assert apart(clinic, one, other, begins_s - 1.0) <= min(0.003, agreed(one, other))

    played(tmp_path, WITH_PLATES, (0.0, 0.0, 0.0), main)


def test_what_two_links_hide_is_found_by_a_press_that_both_saw(tmp_path: Path) -> None:
    """The right one is heard 30 ms later all the time: no arrival tells that."""

    async def main(clinic: Clinic) -> None:
        await clinic.clock.sleep(10.0)
        left, right = clinic.runner.streams
        begins_s = clinic.press()
        await clinic.clock.sleep(5.0)
        clinic.runner.tick(clinic.clock.now())
        assert apart(clinic, left, right, begins_s - 1.0) == pytest.approx(0.030, abs=0.003)
        clinic.align()
        assert "three times" in clinic.live_trouble()
        begins_s = clinic.press()
        await clinic.clock.sleep(16.0)
        assert "aligned by movement" in clinic.live_trouble()
        assert apart(clinic, left, right, begins_s - 1.0) <= agreed(left, right) <= 0.006
        # and it is what the next trial's times are made with, and stays so when it is computed again
        (trial,) = await clinic.visit(["hip_abduction_iso"])
        assert trial.review is not None, trial.given_up
        recording = read(recording_path(clinic.folders, clinic.store.trial(trial.trial_id).trial.recording_id))
        marked = [marker.data for marker in recording.markers if marker.name == "aligned"]
        assert [data["by"] for data in marked] == ["movement 1", "movement 1"]
        assert abs(marked[0]["moved_s"] - marked[1]["moved_s"]) == pytest.approx(0.030, abs=0.003)
        lines = [segments[-1].clocks[-1] for segments in recording.streams.values()]
        assert {line.aligned for line in lines} == {"movement 1"}
        assert trial_data(recording, None, None).alignment_s <= 0.008

    played(tmp_path, GRIPS, (0.0, 0.030), main)


def test_a_press_that_one_device_alone_saw_changes_nothing(tmp_path: Path) -> None:
    async def main(clinic: Clinic) -> None:
        await clinic.clock.sleep(10.0)
        clinic.align()
        alone = np.stack((presses(), np.zeros_like(presses())))
        clinic.stage.perform(Performance(PRESS_HZ, alone, surface=Surface.GRIPS), clinic.clock.now() + 1.0)
        await clinic.clock.sleep(17.0)
        assert "No movement" in clinic.live_trouble()
        assert "Nothing was changed" in clinic.live_trouble()
        assert all(stream.aligned is None for stream in clinic.runner.streams)

    played(tmp_path, GRIPS, (0.0, 0.0), main)


def test_a_new_connection_forgets_how_the_old_one_was_laid(tmp_path: Path) -> None:
    async def main(clinic: Clinic) -> None:
        await clinic.clock.sleep(10.0)
        clinic.align()
        clinic.press()
        await clinic.clock.sleep(16.0)
        left, right = clinic.runner.streams
        assert left.aligned is not None
        assert right.aligned is not None
        await clinic.bench.drop(clinic.bench.devices[1].serial)
        await clinic.clock.sleep(5.0)
        assert right.aligned is None
        assert left.aligned is not None

    played(tmp_path, GRIPS, (0.0, 0.0), main)


def test_one_device_alone_is_not_aligned_and_a_running_recording_is_left_alone(tmp_path: Path) -> None:
    async def main(clinic: Clinic) -> None:
        clinic.align()
        assert clinic.live_trouble() == NEEDS_TWO

    played(tmp_path, GRIPS[:1], (0.0,), main)


def test_pulses_at_both_inputs_align_without_anybody_pressing(tmp_path: Path) -> None:
    plates = tuple(f"counterpoise-plate?serial=CP-{number}&sync_every_s=1.5" for number in (1, 2))

    async def main(clinic: Clinic) -> None:
        await clinic.clock.sleep(12.0)
        clinic.align()
        assert "aligned by pulses" in clinic.live_trouble()
        left, right = clinic.runner.streams
        moved_s = [stream.aligned.offset_s - stream.told_clock.offset_s for stream in (left, right)]
        assert moved_s[0] - moved_s[1] == pytest.approx(0.020, abs=0.002)
        assert agreed(left, right) <= 0.002

    played(tmp_path, plates, (0.0, 0.020), main)
