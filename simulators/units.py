"""Simulated devices by name: ``harp?seed=1&ppm=80`` is a board with two plates whose clock runs 80 ppm fast.

    text   = kind [ "?" option "=" value { "&" option "=" value } ]

One line in ``KINDS`` per device.  A unit knows neither time nor transport; a bench or a server gives it a face.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal
from urllib.parse import parse_qsl

from simulators.cell_model import STANDARD_GRAVITY
from simulators.cell_options import GRIP_OPTIONS, PLATE_OPTIONS, grip_as_asked, plates_as_asked
from simulators.devices.chronojump import Chronojump
from simulators.devices.counterpoise_plate import FORMS, CounterpoisePlate, CounterpoisePlateBle
from simulators.devices.frez_dyno import FACTOR_KG, RATE_HZ, TARE, FrezDyno, counts_of
from simulators.devices.go_direct import HAND, LAYOUTS, PLATE, GoDirect
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.mark10 import PEAK_HZ, UNITS, Mark10
from simulators.devices.progressor import GENUINE, PROFILES, Progressor
from simulators.fault_cells import FaultyCells
from simulators.firmware import BleFirmware, Firmware
from simulators.loadcell import COUNT_LIMITS, GRIP_CAPACITY_KG, CalibrationFacts, Grip, PlatePair
from simulators.newtons import OnePlate, in_counts, in_newtons, newtons_of
from simulators.performance import SIDES, Side
from simulators.plate_wire import record_of
from simulators.six_axis_options import CONTROLLER_OPTIONS, controller_as_asked
from simulators.stage import Stage

Wire = Literal["ble", "serial"]
Value = str | float | int | bool


class BadUnit(ValueError):
    """A device that cannot be simulated as it was asked for.  Example: ``harp?colour=red``."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One simulated device without a face."""

    key: str
    """Its line in the drivers' registry."""
    firmware: Firmware | BleFirmware
    sides: tuple[Side, ...]
    facts: CalibrationFacts
    """The maker's certificate, right or wrong as it was asked for."""
    wire: Wire
    cells: PlatePair | Grip
    """What the force acts on."""
    readings: FaultyCells | None = None
    """What the firmware reads, where something can go wrong with it."""

    @property
    def title(self) -> str:
        """What a person calls it: ``plates``, ``left grip``."""
        if isinstance(self.cells, Grip):
            return f"{self.sides[0]} grip"
        return "plates" if len(self.sides) > 1 else f"{self.sides[0]} plate"

    @property
    def grid_s(self) -> float | None:
        """Spacing of the true times at which it samples, where they are whole multiples of it."""
        return self.firmware.grid_s if isinstance(self.firmware, (HarpLoadCells, CounterpoisePlate)) else None


@dataclass(frozen=True, slots=True)
class Option:
    """Something that can be said of a unit after the question mark."""

    default: Value
    what: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of device that can be simulated."""

    key: str
    title: str
    wire: Wire
    make: Callable[[Stage, Mapping[str, Value]], Unit]
    options: Mapping[str, Option] = field(default_factory=dict)


def _progressor(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    grip = grip_as_asked(stage, side, asked, PROFILES[str(asked["profile"])].rate_hz)
    unit_id = int(asked["id"]) or UNIT_IDS[side]
    facts = grip.facts(f"{unit_id:X}")
    readings = FaultyCells(grip.read_kg, facts, -GRIP_CAPACITY_KG, GRIP_CAPACITY_KG)
    unit = Progressor(
        readings,
        unit_id,
        PROFILES[str(asked["profile"])],
        ppm=float(asked["ppm"]),
        first_stamp_us=int(asked["first_us"]),
        battery_mv=int(asked["battery_mv"]),
    )
    return Unit("progressor", unit, (side,), facts, "ble", grip, readings)


def _harp(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    plates = plates_as_asked(stage, asked)
    facts = plates.facts(str(asked["serial"]))
    readings = FaultyCells(plates.read_counts, facts, *COUNT_LIMITS)
    board = HarpLoadCells(readings, int(asked["serial"]), ppm=float(asked["ppm"]))
    return Unit("harp-loadcells", board, SIDES, facts, "serial", plates, readings)


def _counterpoise_plate(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    plates = plates_as_asked(stage, asked)
    serial, wire = str(asked["serial"]), asked["wire"]
    facts = plates.facts(serial)
    readings = FaultyCells(plates.read_counts, facts, *COUNT_LIMITS)
    serials = tuple(f"{serial}-{side[0].upper()}"[:12] for side in SIDES)
    unit = (CounterpoisePlateBle if wire == "ble" else CounterpoisePlate)(
        readings,
        serial,
        record=record_of(facts, serials, date.today()) if asked["calibrated"] else b"",
        zero_counts=facts.zero_native,
        ppm=float(asked["ppm"]),
        count=int(asked["per_packet"]),
        form=FORMS[str(asked["form"])],
        battery_mv=int(asked["battery_mv"]),
        sync_every_s=float(asked["sync_every_s"]),
        valid=3 & ~int(asked["unplugged"]),
    )
    return Unit("counterpoise-plate", unit, SIDES, facts, "ble" if wire == "ble" else "serial", plates, readings)


def _go_direct(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or GO_DIRECT_SERIALS[side]
    grip = grip_as_asked(stage, side, asked, 1e6 / HAND.typical_us)
    facts = in_newtons(grip.facts(serial), HAND.high_n)
    readings = FaultyCells(newtons_of(grip), facts, -HAND.high_n, HAND.high_n)
    unit = GoDirect(readings, serial, HAND, **_vernier(asked))
    return Unit("go-direct", unit, (side,), facts, "ble", grip, readings)


def _go_direct_plate(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or GO_DIRECT_SERIALS[side]
    plate = OnePlate(plates_as_asked(stage, asked), side)
    facts = plate.facts(serial)
    readings = FaultyCells(plate.read_n, facts, PLATE.low_n, PLATE.high_n)
    unit = GoDirect(readings, serial, PLATE, **_vernier(asked))
    return Unit("go-direct", unit, (side,), facts, "ble", plate.pair, readings)


def _chronojump(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or f"CJ-{side}"
    grip = grip_as_asked(stage, side, asked, float(asked["rate_hz"]))
    facts = replace(in_newtons(grip.facts(serial), GRIP_CAPACITY_N), native_step=0.01)
    readings = FaultyCells(newtons_of(grip), facts, -GRIP_CAPACITY_N, GRIP_CAPACITY_N)
    unit = Chronojump(
        readings,
        serial,
        rate_hz=float(asked["rate_hz"]),
        ppm=float(asked["ppm"]),
        version=str(asked["version"]),
        sync_every_s=float(asked["sync_every_s"]),
    )
    return Unit("chronojump", unit, (side,), facts, "serial", grip, readings)


def _mark10(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or f"M10-{side}"
    grip = grip_as_asked(stage, side, asked, PEAK_HZ)
    facts = replace(in_newtons(grip.facts(serial), GRIP_CAPACITY_N), native_step=0.001)
    readings = FaultyCells(newtons_of(grip), facts, -GRIP_CAPACITY_N, GRIP_CAPACITY_N)
    return Unit("mark10", Mark10(readings, serial, unit=str(asked["unit"])), (side,), facts, "serial", grip, readings)


def _frez_dyno(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or f"{UNIT_IDS[side]:04X}"
    grip = grip_as_asked(stage, side, asked, RATE_HZ)
    facts = in_counts(grip.facts(serial), FACTOR_KG, TARE)
    limit = GRIP_CAPACITY_KG / FACTOR_KG
    readings = FaultyCells(counts_of(grip.read_kg), facts, TARE - limit, TARE + limit)
    unit = FrezDyno(readings, serial, ppm=float(asked["ppm"]), battery_mv=int(asked["battery_mv"]))
    return Unit("frez-dyno", unit, (side,), facts, "ble", grip, readings)


def _tec_gihan(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    controller, plates, readings = controller_as_asked(stage, asked)
    return Unit("tec-gihan", controller, plates.sides, readings.facts, "serial", plates.pair, readings)


def _vernier(asked: Mapping[str, Value]) -> dict[str, Any]:
    """What both Go Direct devices take."""
    return {
        "ppm": float(asked["ppm"]),
        "battery_mv": int(asked["battery_mv"]),
        "layout": LAYOUTS[str(asked["layout"])],
        "per_packet": int(asked["per_packet"]),
        "drops_every": int(asked["drops_every"]),
    }


UNIT_IDS: Mapping[Side, int] = {"left": 0x2639, "right": 0x2640}
PLATES_SERIAL = 417
GRIP_CAPACITY_N = GRIP_CAPACITY_KG * STANDARD_GRAVITY
GO_DIRECT_SERIALS: Mapping[Side, str] = {"left": "151000C1", "right": "151000C2"}

_ANY = {
    "seed": Option(0, "another seed, another specimen: offsets, gains and noise"),
    "exact": Option(False, "no noise and no differences between cells: one rounding is all that is lost"),
    "ppm": Option(0.0, "how much faster its clock runs, parts per million"),
}

_VERNIER = _ANY | {
    "side": Option("left", "whose limb it measures", SIDES),
    "serial": Option("", "serial number (empty: one of its own for each side)"),
    "battery_mv": Option(3900, "battery, mV"),
    "layout": Option("normal", "type of its measurement packets", tuple(LAYOUTS)),
    "per_packet": Option(0, "samples in a packet (0: what fits into one piece)"),
    "drops_every": Option(0, "each so many samples it loses a packet and says so (0: none)"),
}

_SENSOR = (
    _ANY
    | {
        "side": Option("left", "whose limb it measures", SIDES),
        "serial": Option("", "serial number (empty: one of its own for each side)"),
    }
    | {key: Option(*row) for key, row in GRIP_OPTIONS.items()}
)

KINDS: Mapping[str, Kind] = {
    "progressor": Kind(
        "progressor",
        "Tindeq Progressor",
        "ble",
        _progressor,
        _ANY
        | {
            "side": Option("left", "whose limb it measures", SIDES),
            "id": Option(0, "unit id (0: one of its own for each side)"),
            "profile": Option(GENUINE.key, "whose firmware", tuple(PROFILES)),
            "battery_mv": Option(3980, "battery, mV"),
            "first_us": Option(0, "what its microsecond counter shows at the start of a stream"),
        }
        | {key: Option(*row) for key, row in GRIP_OPTIONS.items()},
    ),
    "harp-loadcells": Kind(
        "harp-loadcells",
        "Harp LoadCells with two plates",
        "serial",
        _harp,
        _ANY
        | {"serial": Option(PLATES_SERIAL, "serial number")}
        | {key: Option(*row) for key, row in PLATE_OPTIONS.items()},
    ),
    "counterpoise-plate": Kind(
        "counterpoise-plate",
        "Counterpoise plates: two, of four cells each, by our open protocol",
        "serial",
        _counterpoise_plate,
        _ANY
        | {
            "wire": Option("serial", "how it is reached", ("serial", "ble")),
            "serial": Option("CP-0417", "serial number"),
            "form": Option("i24", "three or four bytes a value", tuple(FORMS)),
            "per_packet": Option(17, "samples in a packet; over BLE the most that may be in one"),
            "battery_mv": Option(4000, "battery, mV"),
            "sync_every_s": Option(0.0, "an edge at its synchronisation input so often, s (0: none)"),
            "calibrated": Option(True, "it keeps its calibration"),
            "unplugged": Option(0, "plates whose values it marks as invalid: 1 left, 2 right, 3 both"),
        }
        | {key: Option(*row) for key, row in PLATE_OPTIONS.items()},
    ),
    "go-direct": Kind(
        "go-direct",
        "Vernier Go Direct hand dynamometer",
        "ble",
        _go_direct,
        _VERNIER | {key: Option(*row) for key, row in GRIP_OPTIONS.items()},
    ),
    "go-direct-plate": Kind(
        "go-direct-plate",
        "Vernier Go Direct force plate",
        "ble",
        _go_direct_plate,
        _VERNIER | {key: Option(*row) for key, row in PLATE_OPTIONS.items()},
    ),
    "chronojump": Kind(
        "chronojump",
        "Chronojump force sensor",
        "serial",
        _chronojump,
        _SENSOR
        | {
            "rate_hz": Option(80.0, "readings a second: 80, or 10 by its other strap"),
            "version": Option("0.6", "of its firmware", ("0.5", "0.6")),
            "sync_every_s": Option(0.0, "an edge at its synchronisation input so often, s (0: none)"),
        },
    ),
    "frez-dyno": Kind(
        "frez-dyno",
        "Frez Dyno",
        "ble",
        _frez_dyno,
        _SENSOR | {"battery_mv": Option(3900, "battery, mV")},
    ),
    "tec-gihan": Kind(
        "tec-gihan",
        "TEC Gihan force-plate controller with six-axis plates",
        "serial",
        _tec_gihan,
        _ANY | {key: Option(*row) for key, row in {**CONTROLLER_OPTIONS, **PLATE_OPTIONS}.items()},
    ),
    "mark10": Kind(
        "mark10",
        "Mark-10 force gauge",
        "serial",
        _mark10,
        {key: option for key, option in _SENSOR.items() if key != "ppm"}
        | {"unit": Option("N", "what it shows", tuple(UNITS))},
    ),
}
"""Every kind of device that can be simulated, by its key."""

LARGEST = 1e9
_BOUNDS: Mapping[str, tuple[float, float]] = {
    "seed": (0, LARGEST),
    "id": (0, 2**63 - 1),
    "first_us": (0, 2**32 - 1),
    "ppm": (-50_000, 50_000),
    "battery_mv": (0, 10_000),
    "rate_hz": (1, 1000),
    "sync_every_s": (0, LARGEST),
    "plates": (1, 20),
    "trigger_after_s": (0, 3600),
    "per_packet": (0, 255),
    "drops_every": (0, LARGEST),
    "unplugged": (0, 3),
    **dict.fromkeys(("noise_n", "flicker_n", "hum_n", "warm_up_k"), (0, 1e4)),
    **dict.fromkeys(("hum_hz", "ring_hz"), (0, 1e4)),
}
"""What a figure can be; other numbers can be anything up to ``LARGEST``."""

SHORT = {"harp": "harp-loadcells", "plates": "harp-loadcells"}
"""What people call them."""


def make_unit(text: str, stage: Stage, defaults: Mapping[str, Value] | None = None) -> Unit:
    """The device that ``text`` names, on this stage.  Raises BadUnit with what can be said instead.

    ``defaults`` stand for what the text does not say, where that kind of device has such an option.
    """
    name, _, query = text.partition("?")
    kind = KINDS.get(SHORT.get(name, name))
    if kind is None:
        raise BadUnit(f"there is no simulated device {name!r}; there are: {', '.join(KINDS)}")
    asked: dict[str, Value] = {key: option.default for key, option in kind.options.items()}
    asked |= {key: value for key, value in (defaults or {}).items() if key in kind.options}
    for key, value in parse_qsl(query, keep_blank_values=True):
        if key not in kind.options:
            raise BadUnit(f"{kind.key} has no option {key!r}; there are: {', '.join(kind.options)}")
        asked[key] = _value(kind.key, key, kind.options[key], value)
    try:
        return kind.make(stage, asked)
    except ValueError as error:
        raise BadUnit(f"{kind.key}: {error}") from error


def _value(kind: str, key: str, option: Option, text: str) -> Value:
    if option.choices and text not in option.choices:
        raise BadUnit(f"{kind}: {key} is one of {', '.join(option.choices)}, not {text!r}")
    try:
        if isinstance(option.default, bool):
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
        if isinstance(option.default, float) and not math.isfinite(float(text)):
            raise ValueError(text)
        if isinstance(option.default, str):
            return text
        number = int(text, 0) if isinstance(option.default, int) else float(text)
    except (ValueError, KeyError):
        wanted = {bool: "yes or no", int: "a whole number", float: "a number"}[type(option.default)]
        raise BadUnit(f"{kind}: {key} = {text!r} is not {wanted}") from None
    low, high = _BOUNDS.get(key, (-LARGEST, LARGEST))
    if not low <= number <= high:
        raise BadUnit(f"{kind}: {key} can be from {low:g} to {high:g}, not {text}")
    return number
