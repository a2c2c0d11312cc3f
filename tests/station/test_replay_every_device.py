"""What any device of the registry sent is recorded, played, and heard again through its driver, bit for bit."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from taped import header

from drivers.clock import SystemClock
from drivers.contracts import DeviceInfo, Gap, LinkEvent, SampleBlock, Segment, Signal
from drivers.devices.chronojump import PLATFORM_SIGNAL
from drivers.link import Link
from drivers.registry import DEVICES
from simulators.bench import SimulatedBench
from simulators.clock import run as run_virtually
from simulators.performance import Surface
from simulators.replay import Reel, Tape, Unplayable
from simulators.replay_units import PLAYABLE, kind_of, replaying
from simulators.stage import Stage
from station.__main__ import main
from station.clock_reading import ClockReading
from station.commands.replay import _played
from station.commands.simulated import calibration_of
from station.model import Outcome
from station.recorded import Recording, read
from station.recording import Recorder
from station.replaying import Heard, differences


@dataclass(frozen=True)
class Recorded:
    """A unit to record, and what losing some of its messages does; None where it cannot leave a hole."""

    unit: str
    loses: tuple[int, ...] | None = (5, 6, 11)
    same_clock: bool = True
    fills: bool = False
    damages: bool = False
    """A message that is lost whole leaves no hole, one that arrives damaged does."""


UNITS = {
    "progressor": Recorded("progressor?ppm=40"),
    "harp-loadcells": Recorded("harp-loadcells?ppm=-35"),
    "chronojump": Recorded("chronojump?ppm=900"),
    "cts500": Recorded("cts500?ppm=60", damages=True),
    "mark10": Recorded("mark10?unit=LB", None, same_clock=False),
    "counterpoise-plate": Recorded("counterpoise-plate?ppm=80"),
    "go-direct": Recorded("go-direct?per_packet=2"),
    "frez-dyno": Recorded("frez-dyno?ppm=-20"),
    "tec-gihan": Recorded("tec-gihan", None, fills=True),
}


class Leaky:
    """A transport that loses some of what it reads once samples flow."""

    def __init__(self, inner, lost: set[int], damages: bool) -> None:
        self._inner, self._lost, self.reads, self.flows, self._damages = inner, lost, 0, False, damages

    def __getattr__(self, name: str):
        return getattr(self._inner, name)

    async def read(self) -> bytes:
        while True:
            data = await self._inner.read()
            self.reads += self.flows
            if self.reads not in self._lost or not self.flows:
                return data
            if self._damages:
                return data[:-1] + bytes((data[-1] ^ 0xA5,))


def pull(times: np.ndarray) -> np.ndarray:
    """Newtons on each side; never nothing, since one of the scales cannot write less."""
    one = 180.0 + 150.0 * np.sin(1.3 * times)
    return np.stack([one, one * 0.9])


async def record(case: Recorded, path, connections: int, lost: tuple[int, ...], seconds: float = 3.0) -> None:
    """Seconds of a simulated unit, losing these of its messages; between connections its cable is pulled."""
    clock, stage = SystemClock(), Stage()
    for surface in Surface:
        stage.idle(pull, surface)
    recorder = Recorder(path, header(path.stem))
    async with SimulatedBench(clock, stage, [case.unit], ble="memory", line="memory") as bench:
        device, ways = bench.devices[0], []

        def opened() -> Leaky:
            ways.append(Leaky(bench.device(device.serial).reach.open_transport(), set(lost), case.damages))
            return ways[-1]

        async with Link(DEVICES[device.key], opened, clock) as link:
            async for event in link:
                keep(recorder, device.facts, event)
                if not isinstance(event, SampleBlock):
                    continue
                ways[-1].flows = True
                if (offset_s := link.health().offset_s) is not None:
                    recorder.clock(1, ClockReading(offset_s, 0.001))
                if event.ticks[-1] * link.info.signal.tick_s > seconds and len(ways) < connections:
                    await bench.unplug(device.serial)
                    await bench.replug(device.serial)
                elif event.ticks[-1] * link.info.signal.tick_s > seconds and ways[-1].reads:
                    break
    recorder.close(Outcome.COMPLETED)


def keep(recorder: Recorder, facts, event: LinkEvent) -> None:
    if isinstance(event, Segment):
        calibration = calibration_of(facts, event.info)
        recorder.stream(1, event, calibration, None, calibration.outputs)
    elif isinstance(event, SampleBlock):
        recorder.samples(1, event)
    elif isinstance(event, Gap):
        recorder.gap(1, event)


def recording_of(tmp_path, case: Recorded, connections: int = 1, lost: tuple[int, ...] = ()) -> Recording:
    path = tmp_path / "11111111-2222-3333-4444-555555555555.rec"
    run_virtually(record(case, path, connections, lost))
    return read(path)


def heard_again(recording: Recording):
    return run_virtually(_played(recording, SystemClock(), wires=False))


def test_every_device_of_the_registry_is_played_here_or_refused_by_its_name():
    assert set(UNITS) == set(PLAYABLE) <= set(DEVICES)
    for key in set(DEVICES) - set(PLAYABLE):
        with pytest.raises(Unplayable, match=key):
            replaying(key, info_of(key), ["left"], [tape(row(1.0, 2.0))], Reel())


@pytest.mark.parametrize("key", UNITS)
def test_a_recording_of_a_device_is_heard_again_sample_for_sample_and_gap_for_gap(tmp_path, key):
    case = UNITS[key]
    recording = recording_of(tmp_path, case, lost=case.loses or ())
    parts = recording.streams[1]
    assert [kind_of(part.description.segment.info.signal) for part in parts] == [key] * len(parts)
    assert parts[0].index.size > 100
    assert len(np.unique(parts[0].values)) > 20
    heard = heard_again(recording)[1]
    assert differences(parts, heard) == ()
    inner = [[gap for gap in part.gaps if part.index[0] < gap.index < part.index[-1]] for part in parts]
    holes = [
        [(gap.index - part.index[0], gap.missing) for gap in gaps] for part, gaps in zip(parts, inner, strict=True)
    ]
    assert [[(gap.index, gap.missing) for gap in gaps] for gaps in heard.gaps] == holes
    assert any(holes) == (case.loses is not None)
    assert PLAYABLE[key].same_clock == case.same_clock


@pytest.mark.parametrize("key", UNITS)
def test_a_recording_may_begin_and_end_anywhere_in_what_a_device_sends_together(tmp_path, key):
    recording = recording_of(tmp_path, UNITS[key])
    (whole,) = recording.streams[1]
    cut = slice(11, -38)
    part = replace(whole, index=whole.index[cut], ticks=whole.ticks[cut], values=whole.values[:, cut], gaps=())
    heard = heard_again(replace(recording, streams={1: (part,)}))[1]
    assert differences([part], heard) == ()
    assert heard.samples == part.index.size
    assert (heard.left_out > 0) == UNITS[key].fills


@pytest.mark.parametrize("key", UNITS)
def test_two_connections_are_two_segments_again(tmp_path, key):
    recording = recording_of(tmp_path, UNITS[key], connections=2)
    parts = recording.streams[1]
    assert len(parts) == 2
    assert differences(parts, heard_again(recording)[1]) == ()


@pytest.mark.parametrize("key", UNITS)
def test_the_command_says_through_which_driver_it_went_and_what_the_wire_cannot_carry(tmp_path, key, capsys):
    recording = recording_of(tmp_path, UNITS[key])
    assert main(["replay", str(recording.path)]) == 0
    said = capsys.readouterr().out
    assert "bit for bit the same" in said
    assert DEVICES[key].title in said
    assert ("the times are this replay's" in said) == (not UNITS[key].same_clock)
    assert ("Every number is bit for bit" in said) == UNITS[key].same_clock


def tape(values, ticks=None, tick_s=0.01) -> Tape:
    values = np.asarray(values)
    ticks = np.arange(values.shape[1]) if ticks is None else np.asarray(ticks)
    return Tape(ticks.astype(np.int64), values, ticks * tick_s)


def row(*values: float) -> np.ndarray:
    return np.array([values], np.float32)


@pytest.mark.parametrize(
    ("key", "values", "ticks", "why"),
    [
        ("chronojump", row(1.25, 1.255), None, "1.255 N is not a force with two decimals"),
        ("chronojump", row(np.nan), None, "not a force with two decimals"),
        ("cts500", row(1.25, 1.255), None, "1.255 kg is not a weight in hundredths"),
        ("cts500", row(-0.5), None, "not a weight in hundredths"),
        ("mark10", row(1.2345678e-9), None, "more digits than a gauge writes"),
        ("mark10", row(1e9), None, "more digits than a gauge writes"),
        ("frez-dyno", np.ones((1, 8), np.int32), None, "there are fewer"),
        ("frez-dyno", np.full((1, 9), 0.5), None, "do not fit into 32 bits"),
        ("go-direct", row(*range(8)), [0, 1, 2, 3, 4, 5, 300, 301], "cannot tell that"),
        ("go-direct", row(*range(8)), [0, 5, 6, 7, 8, 9, 10, 11], "cannot tell that"),
        ("tec-gihan", np.ones((12, 100), np.int16), [*range(99), 120], "cannot leave any out"),
        ("counterpoise-plate", np.full((8, 9), 2**24, np.int32), None, "do not fit into three bytes"),
        ("harp-loadcells", np.full((8, 9), 2**24, np.int32), None, "do not fit into 16 bits"),
    ],
)
def test_what_a_wire_cannot_say_is_refused_with_the_reason_and_never_rounded(tmp_path, key, values, ticks, why):
    info = info_of(key)
    with pytest.raises(Unplayable, match=why):
        replaying(key, info, ["left"], [tape(values, ticks)], Reel())


def test_a_recording_that_no_wire_can_say_is_refused_by_the_command_in_words(tmp_path, capsys):
    recording = recording_of(tmp_path, UNITS["chronojump"])
    (whole,) = recording.streams[1]
    values = whole.values.copy()
    values[0, 50] += np.float32(0.001)
    path = tmp_path / "22222222-2222-3333-4444-555555555555.rec"
    recorder = Recorder(path, replace(recording.header, recording_id=path.stem))
    described = whole.description
    recorder.stream(1, described.segment, described.calibration, None, described.sides)
    recorder.samples(1, SampleBlock(int(whole.index[0]), whole.ticks, values))
    recorder.close(Outcome.COMPLETED)
    assert main(["replay", str(path)]) == 2
    assert "is not a force with two decimals as a Chronojump sensor prints it" in capsys.readouterr().err


def test_a_platform_of_chronojump_is_played_in_its_binary_rows(tmp_path):
    times = np.arange(0, 6_000_000, 6667)
    values = np.stack([np.rint(300 * np.sin(times / 3e5 + cell)) for cell in range(4)]).astype(np.int16)
    info = DeviceInfo("Chronojump force platform", "CJ-", "0.3", PLATFORM_SIGNAL)
    reel = Reel()
    unit = replaying(kind_of(info.signal), info, ["left"], [tape(values, times, 1e-6)], reel)
    assert unit.key == "chronojump"
    heard = Heard()

    async def listen() -> None:
        clock = SystemClock()
        async with SimulatedBench(clock, Stage(), [unit], ble="memory", line="memory") as bench:
            open_transport = bench.devices[0].reach.open_transport
            async with Link(DEVICES["chronojump"], open_transport, clock) as link:
                async for event in link:
                    heard.take(event)
                    if heard.samples == times.size:
                        break

    run_virtually(listen())
    assert link_values(heard).tobytes() == values.tobytes()


def link_values(heard: Heard) -> np.ndarray:
    return np.concatenate([block.values for block in heard.segments[0]], axis=1)


def info_of(key: str) -> DeviceInfo:
    """What a sound unit of the kind says of itself, as far as its tape needs it."""
    channels = {"tec-gihan": 12, "counterpoise-plate": 8, "harp-loadcells": 8}.get(key, 1)
    names = tuple(f"plate{1 + n // (channels // 2)}.{n}" for n in range(channels)) if channels > 1 else ("force",)
    signal = Signal(names, "count" if key != "chronojump" else "N", 1e-3, None, 1000.0, -32768.0, 32767.0)
    return DeviceInfo(DEVICES[key].title, "417", "1.2", signal)
