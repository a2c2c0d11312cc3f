"""``station replay``: a recording, or a trace from a file, as a device, through the same drivers again."""

from __future__ import annotations

import argparse
import asyncio
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from station.counting import counted
from station.errors import BadInput, Missing, StationError
from station.model import Side

if TYPE_CHECKING:
    from drivers.contracts import Clock
    from simulators.bench import SimulatedBench
    from simulators.performance import Side as SimulatedSide
    from simulators.replay import Reel
    from simulators.units import Unit
    from station.model import TrialData
    from station.recorded import Recording
    from station.replaying import Heard

LOOK_S = 0.05


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station replay`` understands."""
    parser.add_argument(
        "recording",
        metavar="FILE",
        help="a recording (its file, or its id in the data folder), or a text file of forces",
    )
    parser.add_argument("--protocol", metavar="KEY", help="the test that a text file holds, for example cmj")
    parser.add_argument("--fs", type=float, metavar="HZ", help="sample rate of a text file without a time column")
    parser.add_argument("--columns", metavar="ROLES", help="columns of a text file, for example left=3,right=9")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    parser.add_argument(
        "--wires",
        action="store_true",
        help="through a pseudo-terminal (or TCP) and a virtual radio, in real time, instead of in memory",
    )
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="with --wires: so many times faster")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="keep what was recorded again in this file (.rec)")
    parser.add_argument("--json", action="store_true", help="print one JSON value instead of lines")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one stream."""

    device: str
    serial: str
    segments: int
    samples: int
    gaps: int
    differences: tuple[str, ...]
    driver: str
    """The kind of device whose driver it went through."""
    remarks: tuple[str, ...] = ()
    """What its wire cannot carry, as sentences."""


ITS_OWN_TIMES = (
    "It is asked for each reading, and a reading has the time of the computer that asks: the times are this replay's, "
    "and numbers that rest on them are not compared."
)


def run(args: argparse.Namespace) -> int:
    """Play it; 0 when it is whole, and every sample, and every number that can be, is bit for bit the same."""
    from station.damage_words import damage_of_recording, what_to_do

    if not 0 < args.speed <= 100:
        raise BadInput(f"--speed {args.speed:g}: more than 0, at most 100.")
    recording, data = _recording(args)
    damage = damage_of_recording(recording)
    try:
        heard = _play(recording, args.wires, args.speed)
        streams = _streams(recording, heard)
        numbers = _numbers(recording, heard, args.keep)
    except StationError as error:
        if damage:
            raise StationError(f"{error} {damage} {what_to_do(recording)}") from error
        raise
    same = not damage and not numbers and not any(stream.differences for stream in streams)
    if args.json:
        fields = Outcome.__slots__
        rows = [{name: getattr(stream, name) for name in fields} for stream in streams]
        print(json.dumps({"same": same, "damage": damage, "streams": rows, "numbers": list(numbers)}, indent=2))
        return 0 if same else 1
    print(f"{recording.header.title or recording.header.protocol}, {recording.seconds:.1f} s")
    for stream in streams:
        seen = ", ".join(
            counted(number, what)
            for number, what in ((stream.samples, "sample"), (stream.gaps, "gap"), (stream.segments, "segment"))
        )
        print(f"  {stream.device} {stream.serial}: {seen}: {'; '.join(stream.differences) or 'bit for bit the same'}")
        print(f"    through the driver of {stream.driver}")
        for remark in stream.remarks:
            print(f"    {remark}")
    for line in numbers:
        print(f"  {line}")
    print(f"{damage} {_DAMAGED} {what_to_do(recording)}" if damage else _verdict(same, streams))
    if data is not None:
        print(_against_file(recording, data))
    return 0 if same else 1


_DAMAGED = "What is left of it was played; the numbers of the whole trial are not what this gives."


def _verdict(same: bool, streams: Sequence[Outcome]) -> str:
    if not same:
        return "The replay is not the same."
    timed = any(ITS_OWN_TIMES in stream.remarks for stream in streams)
    return "Every value is bit for bit the same." if timed else "Every number is bit for bit the same."


def _against_file(recording: Recording, data: TrialData) -> str:
    """How far the counts of the device move the numbers of a text file."""
    from station.analysis import analyse
    from station.filing import analysis_of
    from station.protocol import built_in

    direct = analyse(built_in()[recording.header.protocol], data)
    played = {(line.key, line.side): line.measurement for line in analysis_of(recording).measurements}
    parts = [
        (abs(value - other) / unsure, line.title)
        for line in direct.measurements
        if (value := line.measurement.value) is not None and (unsure := line.measurement.uncertainty or 0.0) > 0
        and (found := played.get((line.key, line.side))) is not None and (other := found.value) is not None
    ]  # fmt: skip
    if not parts:
        return "The file itself gives no number to compare with."
    worst, title = max(parts)
    numbers = counted(len(parts), "number")
    return f"Against the file itself: {numbers}, at most {worst:.2f} of their uncertainty apart ({title})."


def _recording(args: argparse.Namespace) -> tuple[Recording, TrialData | None]:
    """What is to be played, with the forces of a text file.  Raises BadInput."""
    from station.protocol import built_in
    from station.recorded import SUFFIX, read
    from station.trace_device import as_recording
    from station.traces import parse_columns, read_traces

    path = _path(args.recording, args.data_dir)
    if path.suffix == SUFFIX:
        return read(path), None
    if args.protocol not in built_in():
        raise BadInput(f"Say which test {path.name} holds: --protocol KEY; known ones: {', '.join(built_in())}.")
    columns = None if args.columns is None else parse_columns(args.columns)
    data = read_traces(path, fs=args.fs, columns=columns)
    return as_recording(path, data, built_in()[args.protocol]), data


def _path(text: str, data_dir: Path | None) -> Path:
    """The file that is meant.  Raises BadInput."""
    from station.folders import readable_folders

    if Path(text).is_file():
        return Path(text)
    folders = readable_folders(data_dir)
    kept = [path for folder in (folders.recordings, folders.set_aside) for path in folder.glob("*.rec")]
    found = [path for path in kept if path.name.startswith(text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"{len(found)} recordings begin with {text}: write more of the id.")
    raise BadInput(f"There is no file {text}, and no recording of that id in {folders.recordings}.")


def _play(recording: Recording, wires: bool, speed: float) -> Mapping[int, Heard]:
    """Send every stream through its driver; what each link handed out."""
    try:
        from drivers.clock import SystemClock
        from simulators.clock import run as run_virtually
        from simulators.replay import Unplayable
    except ImportError as error:
        raise Missing(
            f"The simulated devices are an extra that is not installed ({error}): counterpoise[sim]."
        ) from error
    try:
        if wires:
            return asyncio.run(_played(recording, SystemClock(speed), wires=True))
        return run_virtually(_played(recording, SystemClock(), wires=False))
    except Unplayable as error:
        raise BadInput(f"{recording.path.name} cannot be played: {error}.") from error


async def _played(recording: Recording, clock: Clock, *, wires: bool) -> Mapping[int, Heard]:
    from drivers.link import Link
    from drivers.registry import DEVICES
    from simulators.bench import SimulatedBench
    from simulators.replay import ON_ITS_WAY_S, Player, Reel, end_connections
    from simulators.stage import Stage
    from station.commands.simulated import attached
    from station.replaying import Heard

    reel = Reel()
    units = replayed(recording, reel)
    heard = {number: Heard() for number in units}
    devices = tuple(units.values())
    ways = SimulatedBench(clock, Stage(), devices) if wires else _in_memory(clock, devices)
    async with ways as bench:

        async def listen(number: int) -> None:
            device = attached(bench, bench.device(units[number].firmware.serial))
            async with Link(DEVICES[units[number].key], device.open_transport, clock) as link:
                async for event in link:
                    heard[number].take(event)

        tasks = [asyncio.create_task(listen(number)) for number in units]
        tasks += [asyncio.create_task(end_connections(bench, player, clock)) for player in reel.players]
        try:
            while not reel.over:
                await clock.sleep(LOOK_S)
                for task in tasks:
                    if task.done():
                        task.result()
            await clock.sleep(ON_ITS_WAY_S)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    for number, unit in units.items():
        if isinstance(unit.firmware, Player):
            heard[number].leave_out(unit.firmware.fillers)
    return heard


def _in_memory(clock: Clock, devices: tuple[Unit, ...]) -> SimulatedBench:
    from simulators.bench import SimulatedBench
    from simulators.stage import Stage

    return SimulatedBench(clock, Stage(), devices, ble="memory", line="memory")


def recorded_devices(path: Path, reel: Reel) -> dict[int, Unit]:
    """The devices of a recording in a file.  Raises BadInput."""
    from simulators.replay import Unplayable
    from station.recorded import read

    try:
        return replayed(read(path), reel)
    except Unplayable as error:
        raise BadInput(f"{path.name} cannot be played: {error}.") from error


def replayed(recording: Recording, reel: Reel) -> dict[int, Unit]:
    """The devices of a recording, by the number of their stream.  Raises BadInput when it holds none."""
    import numpy as np

    from simulators.replay import Tape
    from simulators.replay_units import kind_of, replaying
    from station.commands.simulated import facts_of
    from station.playback import offset_s, sides_of
    from station.replaying import playable

    streams = playable(recording)
    if not streams:
        raise BadInput(
            f"{recording.path.name} holds no samples of a device that is named in it: nothing can be played."
        )
    due = {
        number: [
            part.ticks * described.segment.info.signal.tick_s
            + (described.segment.host_s if offset_s(part) is None else offset_s(part) or 0.0)
            for part, described in parts
        ]
        for number, parts in streams.items()
    }
    first_s = min(float(times[0]) for parts in due.values() for times in parts)
    units = {}
    for number, parts in streams.items():
        described = parts[0][1]
        info = described.segment.info
        tapes = [
            Tape(part.ticks - part.ticks[0], part.values, np.asarray(times - first_s, np.float64))
            for (part, _), times in zip(parts, due[number], strict=True)
        ]
        sides: tuple[SimulatedSide, ...] = tuple(
            "right" if side is Side.RIGHT else "left" for side in sides_of(described)
        )
        facts = None if described.calibration is None else facts_of(described.calibration)
        units[number] = replaying(kind_of(info.signal), info, sides, tapes, reel, facts)
    return units


def _streams(recording: Recording, heard: Mapping[int, Heard]) -> list[Outcome]:
    from drivers.registry import DEVICES
    from simulators.replay_units import kind_of
    from station.replaying import differences, host_clock, playable

    outcomes = []
    for number, parts in playable(recording).items():
        info = parts[0][1].segment.info
        found = differences([part for part, _ in parts], heard[number])
        gaps = sum(len(segment) for segment in heard[number].gaps)
        remarks = [ITS_OWN_TIMES] if host_clock(parts[0][0]) else []
        if left_out := heard[number].left_out:
            remarks.append(
                f"It sends whole blocks: {counted(left_out, 'sample')} filled up the last ones and left out again."
            )
        outcomes.append(
            Outcome(
                info.model,
                info.serial,
                len(heard[number].segments),
                heard[number].samples,
                gaps,
                found,
                DEVICES[kind_of(info.signal)].title,
                tuple(remarks),
            )
        )
    return outcomes


def _numbers(recording: Recording, heard: Mapping[int, Heard], keep: Path | None) -> tuple[str, ...]:
    """What the analysis of the new recording says otherwise than that of the old one."""
    from station.filing import analysis_of
    from station.recorded import SUFFIX, read
    from station.replaying import host_clock, other_numbers, playable, record_again

    with tempfile.TemporaryDirectory() as folder:
        path = (Path(folder) / recording.path.stem).with_suffix(SUFFIX) if keep is None else keep
        record_again(path, recording, heard)
        if any(host_clock(part) for parts in playable(recording).values() for part, _ in parts):
            return ()
        return other_numbers(analysis_of(recording), analysis_of(read(path)))
