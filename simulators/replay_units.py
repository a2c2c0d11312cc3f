"""Which firmware plays the tapes of which kind of device: one line in ``PLAYABLE`` for each line of the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from drivers.contracts import DeviceInfo, SampleClock, Signal
from simulators.devices.chronojump import Chronojump
from simulators.devices.counterpoise_plate import FORMS, CounterpoisePlate
from simulators.devices.cts500 import Cts500
from simulators.devices.frez_dyno import SAMPLES, FrezDyno
from simulators.devices.go_direct import HAND, PLATE, GoDirect
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.mark10 import Mark10
from simulators.devices.progressor import GENUINE, Progressor
from simulators.devices.tec_gihan import AXES, MOST_PLATES, RATES, TecGihan
from simulators.firmware import Floats
from simulators.harp_board import CHANNELS
from simulators.loadcell import CalibrationFacts, Grip, PlatePair
from simulators.performance import Side
from simulators.replay import BlePlayer, Player, PolledPlayer, PulledPlayer, Reel, Tape, Unplayable
from simulators.replay_wires import (
    PACKETS_AT_ONCE,
    PLATE_SAMPLES,
    ChronojumpWire,
    Cts500Wire,
    FrezWire,
    GihanWire,
    GoDirectWire,
    HarpWire,
    PlateWire,
    PlatformWire,
    ProgressorWire,
    mark10_wire,
)
from simulators.six_axis import made_plates
from simulators.stage import Stage
from simulators.units import Unit, Wire

R_FIRMWARE = 6
CHRONOJUMP_SETTLE_S = 3.0
ANSWER_S = 0.002
"""A polled gauge must take some time for an answer, or virtual time stands still."""


@dataclass(frozen=True, slots=True)
class Cassette:
    """What was recorded of one device: who it was, and its tapes; ``called`` is its own name on the bench."""

    info: DeviceInfo
    tapes: tuple[Tape, ...]
    reel: Reel
    called: str


def _empty(times: Floats) -> npt.NDArray[np.float64]:
    return np.zeros(times.size)


def _progressor(tape: Cassette) -> Player:
    profile = replace(GENUINE, version=tape.info.firmware or GENUINE.version)
    unit = Progressor(_empty, _number(tape.info.serial, 16), profile)
    return BlePlayer(unit, tape.tapes, tape.reel, ProgressorWire(profile.samples_per_packet))


def _harp(tape: Cassette) -> Player:
    board = HarpLoadCells(lambda times: np.zeros((CHANNELS, times.size), np.int16), _number(tape.info.serial))
    high, _, low = tape.info.firmware.partition(".")
    board.registers[R_FIRMWARE].values = [_number(high or "1")]
    board.registers[R_FIRMWARE + 1].values = [_number(low or "2")]
    return Player(board, tape.tapes, tape.reel, HarpWire(PACKETS_AT_ONCE))


def _go_direct(tape: Cassette) -> Player:
    signal, plate = tape.info.signal, PLATE.order in tape.info.model
    period_us = round(signal.tick_s * 1e6)
    model = replace(
        PLATE if plate else HAND,
        low_n=0.0 if signal.native_min == -signal.native_max else signal.native_min,
        high_n=signal.native_max,
        shortest_us=period_us,
        typical_us=period_us,
    )
    numbers = (*(int(part) for part in tape.info.firmware.split(".") if part.isdecimal() and int(part) < 256), 0, 0, 0)
    version = numbers[0], numbers[1], min(numbers[2], 255)
    unit = GoDirect(_empty, tape.info.serial, model, version=version)
    return BlePlayer(unit, tape.tapes, tape.reel, GoDirectWire(1))


def _frez_dyno(tape: Cassette) -> Player:
    unit = FrezDyno(
        lambda times: np.zeros(times.size, np.int32), tape.info.serial, version=tape.info.firmware or "1.0.0"
    )
    return BlePlayer(unit, tape.tapes, tape.reel, FrezWire(SAMPLES))


def _cts500(tape: Cassette) -> Player:
    unit = Cts500(lambda times: np.zeros(times.size, np.float32), tape.called)
    return BlePlayer(unit, tape.tapes, tape.reel, Cts500Wire(1))


def _chronojump(tape: Cassette) -> Player:
    platform = tape.info.signal.unit == "count"
    kind = "Platform" if platform else "Sensor"
    unit = Chronojump(_empty, tape.called, version=tape.info.firmware or "0.6", kind=kind)
    wire = PlatformWire(1) if platform else ChronojumpWire(1)
    return Player(unit, tape.tapes, tape.reel, wire, settle_s=CHRONOJUMP_SETTLE_S)


def _mark10(tape: Cassette) -> Player:
    wire = mark10_wire(tape.tapes)
    gauge = Mark10(_empty, tape.info.serial, unit=wire.unit, answer_s=ANSWER_S)
    return PolledPlayer(gauge, tape.tapes, tape.reel, wire, b"!\r?C\r", b"!\r", wire.reading(0.0))


def _counterpoise_plate(tape: Cassette) -> Player:
    signal = tape.info.signal
    owners = [name.partition(".")[0] for name in signal.channels]
    cells = tuple(owners.count(owner) for owner in dict.fromkeys(owners))
    low, high = int(signal.native_min), int(signal.native_max)
    form = FORMS["i24"] if low >= -(2**23) and high < 2**23 else FORMS["i32"]
    unit = CounterpoisePlate(
        lambda times: np.zeros((sum(cells), times.size), np.int64),
        tape.info.serial,
        cells,
        zero_counts=(0.0,) * sum(cells),
        rate_hz=signal.nominal_rate_hz,
        count=min(PLATE_SAMPLES, 900 // (sum(cells) * 4)),
        form=form,
        limits=(low, high),
        valid=(1 << len(cells)) - 1,
    )
    return Player(unit, tape.tapes, tape.reel, PlateWire(unit.count, form, len(cells)))


def _tec_gihan(tape: Cassette) -> Player:
    signal = tape.info.signal
    count, rest = divmod(len(signal.channels), AXES)
    rate = next((name for name, (hz, _) in RATES.items() if hz == signal.nominal_rate_hz), None)
    if rate is None or rest or not 1 <= count <= MOST_PLATES:
        raise Unplayable(
            f"no TEC Gihan controller sends {len(signal.channels)} channels at {signal.nominal_rate_hz:g} Hz"
        )
    unit = TecGihan(
        lambda times: np.zeros((AXES * count, times.size)),
        made_plates(count, 0, exact=True),
        tape.info.serial,
        rate=rate,
        version=tape.info.firmware or "1.02",
    )
    return PulledPlayer(unit, tape.tapes, tape.reel, GihanWire(RATES[rate][1]), b"DT\n")


@dataclass(frozen=True, slots=True)
class Playable:
    """How tapes of one kind are played, and what force acts on: plates or a grip."""

    load: Callable[[Cassette], Player]
    plates: bool = False
    same_clock: bool = True
    """The times of its samples come from the device and can be played; False: the computer that asks makes them."""
    numbered: bool = True
    """It tells its own serial number, which tells it from others on the bench."""


PLAYABLE: Mapping[str, Playable] = {
    "progressor": Playable(_progressor),
    "harp-loadcells": Playable(_harp, plates=True),
    "chronojump": Playable(_chronojump, numbered=False),
    "cts500": Playable(_cts500, numbered=False),
    "mark10": Playable(_mark10, same_clock=False),
    "counterpoise-plate": Playable(_counterpoise_plate, plates=True),
    "go-direct": Playable(_go_direct),
    "frez-dyno": Playable(_frez_dyno),
    "tec-gihan": Playable(_tec_gihan, plates=True),
}
"""Every kind whose recordings can be played, by its line in the drivers' registry."""


def kind_of(signal: Signal) -> str:
    """The registry's line for a device that sends this signal; its unit where nobody here does."""
    first, clock = signal.channels[0], signal.clock
    if signal.unit == "count":
        kinds = {"port0": "harp-loadcells", "force": "frez-dyno", "cell0": "chronojump"}
        kinds["plate1"] = "tec-gihan" if clock is SampleClock.COUNT else "counterpoise-plate"
        return kinds.get(first.partition(".")[0], signal.unit)
    kinds_of_clock = {
        ("kg", SampleClock.DEVICE): "progressor",
        ("kg", SampleClock.COUNT): "cts500",
        ("N", SampleClock.DEVICE): "chronojump",
        ("N", SampleClock.COUNT): "go-direct",
        ("N", SampleClock.HOST): "mark10",
    }
    return kinds_of_clock.get((signal.unit, clock), signal.unit) if first == "force" else signal.unit


def replaying(
    kind: str,
    info: DeviceInfo,
    sides: Sequence[Side],
    tapes: Sequence[Tape],
    reel: Reel,
    facts: CalibrationFacts | None = None,
) -> Unit:
    """A device of the drivers' registry that plays these tapes; ``facts`` are the certificate that it had then.

    Raises Unplayable for a kind that nobody can play, and for values that it cannot send.
    """
    playable = PLAYABLE.get(kind)
    if playable is None:
        raise Unplayable(f"there is no simulated device of the kind {kind!r} that could play this recording")
    called = info.serial if playable.numbered else f"{info.serial}-{1 + len(reel.players)}"
    player = playable.load(Cassette(info, tuple(tapes), reel, called))
    cells = PlatePair(Stage(), exact=True) if playable.plates else Grip(Stage(), sides[0], exact=True)
    wire: Wire = "ble" if isinstance(player, BlePlayer) else "serial"
    return Unit(kind, player, tuple(sides), facts or cells.facts(info.serial), wire, cells)


def _number(serial: str, base: int = 10) -> int:
    try:
        return int(serial, base)
    except ValueError:
        raise Unplayable(f"{serial!r} is not the serial number of such a device") from None
