"""Simulated devices by name: ``harp?seed=1&ppm=80`` is a board with two plates whose clock runs 80 ppm fast.

    text   = kind [ "?" option "=" value { "&" option "=" value } ]

One line in ``KINDS`` per device.  A unit knows neither time nor transport; a bench or a server gives it a face.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from simulators.cell_options import GRIP_OPTIONS, PLATE_OPTIONS
from simulators.devices.counterpoise_plate import FORMS
from simulators.devices.cts500 import NEGATIVE
from simulators.devices.go_direct import LAYOUTS
from simulators.devices.mark10 import SERIES, UNITS
from simulators.devices.progressor import GENUINE, PROFILES
from simulators.performance import SIDES
from simulators.six_axis_options import CONTROLLER_OPTIONS
from simulators.stage import Stage
from simulators.unit_makers import (
    PLATES_SERIAL,
    Value,
    chronojump_unit,
    counterpoise_plate_unit,
    cts500_unit,
    frez_dyno_unit,
    go_direct_plate_unit,
    go_direct_unit,
    harp_unit,
    mark10_unit,
    progressor_unit,
    tec_gihan_unit,
)
from simulators.unit_makers import Unit as Unit
from simulators.unit_makers import Wire as Wire


class BadUnit(ValueError):
    """A device that cannot be simulated as it was asked for.  Example: ``harp?colour=red``."""


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
        progressor_unit,
        _ANY
        | {
            "side": Option("left", "whose limb it measures", SIDES),
            "id": Option(0, "unit id (0: one of its own for each side)"),
            "profile": Option(GENUINE.key, "whose firmware", tuple(PROFILES)),
            "battery_mv": Option(3980, "battery, mV"),
            "first_us": Option(0, "what its microsecond counter shows at the start of a stream"),
            "error": Option("No crash", "what it remembers of its last crash"),
        }
        | {key: Option(*row) for key, row in GRIP_OPTIONS.items()},
    ),
    "harp-loadcells": Kind(
        "harp-loadcells",
        "Harp LoadCells with two plates",
        "serial",
        harp_unit,
        _ANY
        | {
            "serial": Option(PLATES_SERIAL, "serial number"),
            "second": Option(3_800_000_000, "what its clock shows when the simulation's shows 0"),
            "clock_bus": Option(
                False, "it hangs on the clock bus, whose seconds are the simulation's, from 3800000000"
            ),
            "sync_every_s": Option(0.0, "an edge at its digital input so often, s (0: none)"),
        }
        | {key: Option(*row) for key, row in PLATE_OPTIONS.items()},
    ),
    "counterpoise-plate": Kind(
        "counterpoise-plate",
        "Counterpoise plates: two, of four cells each, by our open protocol",
        "serial",
        counterpoise_plate_unit,
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
        go_direct_unit,
        _VERNIER | {key: Option(*row) for key, row in GRIP_OPTIONS.items()},
    ),
    "go-direct-plate": Kind(
        "go-direct-plate",
        "Vernier Go Direct force plate",
        "ble",
        go_direct_plate_unit,
        _VERNIER | {key: Option(*row) for key, row in PLATE_OPTIONS.items()},
    ),
    "chronojump": Kind(
        "chronojump",
        "Chronojump force sensor",
        "serial",
        chronojump_unit,
        _SENSOR
        | {
            "rate_hz": Option(80.0, "readings a second: 80, or 10 by its other strap"),
            "version": Option("0.6", "of its firmware", ("0.5", "0.6")),
            "sync_every_s": Option(0.0, "an edge at its synchronisation input so often, s (0: none)"),
            "listens_s": Option(1.0, "silence after which it takes a command for whole, s"),
        },
    ),
    "cts500": Kind(
        "cts500",
        "CTS500 climbing scale",
        "ble",
        cts500_unit,
        _SENSOR
        | {
            "wire": Option("ble", "through its BLE module, or plain", ("ble", "serial")),
            "battery_mv": Option(3550, "battery, mV"),
            "temperature_c": Option(23, "temperature inside, degrees Celsius"),
            "late_echo": Option(False, "the echo of a start comes behind the first weight"),
            "silent_rate": Option(False, "a command for the rate is obeyed without a word"),
            "negative": Option("complement", "how it writes a weight below zero", tuple(NEGATIVE)),
        },
    ),
    "frez-dyno": Kind(
        "frez-dyno",
        "Frez Dyno",
        "ble",
        frez_dyno_unit,
        _SENSOR | {"battery_mv": Option(3900, "battery, mV")},
    ),
    "tec-gihan": Kind(
        "tec-gihan",
        "TEC Gihan force-plate controller with six-axis plates",
        "serial",
        tec_gihan_unit,
        _ANY | {key: Option(*row) for key, row in {**CONTROLLER_OPTIONS, **PLATE_OPTIONS}.items()},
    ),
    "mark10": Kind(
        "mark10",
        "Mark-10 force gauge",
        "serial",
        mark10_unit,
        {key: option for key, option in _SENSOR.items() if key != "ppm"}
        | {
            "unit": Option("N", "what it shows", tuple(UNITS)),
            "series": Option("5", "which gauge: series 4 answers to less", SERIES),
            "answer_s": Option(0.004, "how long it thinks about a question, s"),
        },
    ),
}
"""Every kind of device that can be simulated, by its key."""

LARGEST = 1e9
_BOUNDS: Mapping[str, tuple[float, float]] = {
    "seed": (0, LARGEST),
    "id": (0, 2**63 - 1),
    "first_us": (0, 2**32 - 1),
    "second": (0, 2**32 - 1),
    "ppm": (-50_000, 50_000),
    "battery_mv": (0, 10_000),
    "rate_hz": (1, 1000),
    "sync_every_s": (0, LARGEST),
    "listens_s": (0, 60),
    "answer_s": (0.0001, 60),
    "temperature_c": (-127, 127),
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
