"""What can go wrong, as data: every kind of fault with its settings, and faults as a file or a person says them.

    [[fault]]                             silence:device=plates,after=go,at_s=2,for_s=0.5
    what = "silence"
    device = "plates"                     a device as a person calls it; without it, every device that can have it
    test = "cmj"                          only in this test of a plan
    after = "go"                          a state of the trial
    at_s = 2.0                            seconds after it began
    for_s = 0.5                           0: what a kind does by itself, or from then on
    every_s = 1.0                         and again, ``times`` times in all
    times = 3

Whatever else a table holds are settings of its kind.  Nothing here does anything: ``simulators.bench`` injects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Layer = Literal["wire", "device", "link", "cells", "people"]
Value = str | float | int | bool
Wire = Literal["ble", "serial"]

AFTER = ("start", "zero", "weigh", "ready", "countdown", "go", "hold", "review")
"""``start`` is before the devices are connected; the others are the states of a trial."""

_BOTH: tuple[Wire, ...] = ("ble", "serial")


class BadFault(ValueError):
    """A fault that cannot be what it was asked to be; the message names the file, the key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One number, word or switch of a kind of fault."""

    default: Value
    unit: str
    what: str
    low: float = 0.0
    high: float = float("inf")
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One way in which something goes wrong."""

    title: str
    layer: Layer
    settings: Mapping[str, Setting] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    """Which rows of the promises it is there for."""
    wires: tuple[Wire, ...] = _BOTH
    """Which devices can have it, by how they are connected."""
    for_s: float = 0.0
    """How long it lasts when nobody says so; 0: an instant, or from then on."""
    only: tuple[str, ...] = ()
    """Keys of the drivers' registry, where only these devices can have it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: what, to which device, when, for how long and how often."""

    what: str
    device: str = ""
    after: str = "start"
    at_s: float = 0.0
    for_s: float = 0.0
    every_s: float = 0.0
    times: int = 1
    test: str = ""
    settings: Mapping[str, Value] = field(default_factory=dict)

    @property
    def kind(self) -> FaultKind:
        return FAULTS[self.what]

    def number(self, name: str) -> float:
        """A setting that is a number."""
        return float(self.settings[name])

    def starts(self, from_s: float) -> tuple[float, ...]:
        """When it begins, each time, if its first time is ``from_s``."""
        return tuple(from_s + turn * self.every_s for turn in range(self.times))


_SHARE = Setting(0.02, "", "share of the packets that it hits", 0.0, 1.0)
_SIDE = Setting("both", "", "which side of the device", choices=("left", "right", "both"))
_CELL = Setting(-1, "", "which cell of that side, counted from 0 (-1: all)", -1, 7)

FAULTS: Mapping[str, FaultKind] = {
    # on the way
    "silence": FaultKind("what it sends does not arrive", "wire", {}, ("L3", "L7"), for_s=0.5),
    "stall": FaultKind("nothing arrives, then everything at once", "wire", {}, ("L4",), for_s=0.4),
    "drop": FaultKind("single packets do not arrive", "wire", {"share": _SHARE}, ("L7",)),
    "duplicate": FaultKind("packets arrive twice", "wire", {"share": _SHARE}, ("L5",)),
    "reorder": FaultKind(
        "packets arrive behind later ones",
        "wire",
        {"share": _SHARE, "late_s": Setting(0.02, "s", "how much later at least", 0.0, 2.0)},
        ("L6",),
    ),
    "corrupt": FaultKind(
        "bytes arrive changed (a radio checks that itself: use cut or drop there)",
        "wire",
        {"byte_rate": Setting(1e-3, "", "share of the bytes that it hits", 0.0, 1.0)},
        ("L14",),
        ("serial",),
    ),
    "cut": FaultKind(
        "bytes are missing from packets",
        "wire",
        {"share": _SHARE, "bytes": Setting(5, "", "how many at most", 1, 20)},
        ("L13",),
    ),
    "garbage": FaultKind(
        "bytes that mean nothing arrive as well, or instead (wrong speed)",
        "wire",
        {
            "share": _SHARE,
            "bytes": Setting(5, "", "how many at most", 1, 4096),
            "instead": Setting(False, "", "everything becomes garbage, as at the wrong speed of a line"),
        },
        ("L15",),
        ("serial",),
    ),
    "odd": FaultKind(
        "packets arrive that the maker's own programs do not know",
        "wire",
        {"share": _SHARE, "shape": Setting("kind", "", "what is odd", choices=("kind", "length", "short"))},
        ("L15",),
        ("ble",),
        only=("progressor",),
    ),
    "rechunk": FaultKind(
        "bytes arrive cut at any place",
        "wire",
        {"share": Setting(0.5, "", "share of the packets that are cut", 0.0, 1.0)},
        ("L16",),
        ("serial",),
    ),
    "jitter": FaultKind(
        "packets arrive late by chance and in bursts",
        "wire",
        {
            "mean_s": Setting(0.004, "s", "mean delay in the host", 0.0, 1.0),
            "interval_s": Setting(0.03, "s", "radio interval that packets wait for; 0: none", 0.0, 1.0),
            "stalls": Setting(0.005, "", "share of the packets that wait 50 to 300 ms", 0.0, 1.0),
        },
        ("L11", "L4"),
    ),
    "nan": FaultKind(
        "samples are no number",
        "wire",
        {
            "share": Setting(0.02, "", "share of the samples that it hits", 0.0, 1.0),
            "value": Setting("nan", "", "what stands there instead", choices=("nan", "inf", "-inf")),
        },
        ("G3",),
        only=("progressor",),
    ),
    # in the device
    "reset": FaultKind("it restarts: its counter begins at 0 again", "device", {}, ("L9",)),
    "wrap": FaultKind(
        "its counter wraps: from the next start of the stream on it stands shortly before",
        "device",
        {"in_s": Setting(10.0, "s", "how long after the start of the stream", 0.0, 4000.0)},
        ("L8",),
        only=("progressor",),
    ),
    "clock": FaultKind(
        "its clock runs wrong",
        "device",
        {"ppm": Setting(200.0, "ppm", "how much faster", -50_000.0, 50_000.0)},
        ("L10", "L12"),
    ),
    "slow": FaultKind(
        "it measures less often than promised, and says so in its time stamps",
        "device",
        {"share": Setting(0.03, "", "share of the samples that it does not measure", 0.0, 0.9)},
        ("L19",),
    ),
    "version": FaultKind(
        "its firmware is another", "device", {"version": Setting("9.0", "", "what it says")}, ("L20",)
    ),
    "low_battery": FaultKind(
        "its battery is low",
        "device",
        {"mv": Setting(3100, "mV", "battery voltage", 0, 10_000)},
        ("L21",),
        ("ble",),
    ),
    "flat_battery": FaultKind(
        "its battery dies: it warns, and is off ten seconds later",
        "device",
        {"mv": Setting(2600, "mV", "battery voltage", 0, 10_000)},
        ("L21",),
        ("ble",),
    ),
    "power_off": FaultKind("it is switched off", "device", {}, ("L1",), ("ble",)),
    # the link
    "disconnect": FaultKind(
        "the connection breaks",
        "link",
        {"told": Setting(True, "", "whether the computer is told; if not, it just gets silent")},
        ("L1", "L2"),
        for_s=3.0,
    ),
    "refuse": FaultKind("the next connections fail", "link", {"n": Setting(3, "", "how many", 1, 1000)}, ("L2",)),
    "unplug": FaultKind(
        "its cable is pulled, and put into another port", "link", {}, ("L17", "L18"), ("serial",), for_s=3.0
    ),
    "port_busy": FaultKind("another program holds its port", "link", {}, ("L17",), ("serial",), for_s=3.0),
    # the cells
    "saturate": FaultKind(
        "a blow drives cells to the end of their range",
        "cells",
        {"side": _SIDE, "cell": _CELL, "blow_n": Setting(4000.0, "N", "force of the blow on each cell", 0.0, 1e5)},
        ("G1",),
        for_s=0.01,
    ),
    "stuck": FaultKind("readings stand still", "cells", {"side": _SIDE, "cell": _CELL}, ("G2",)),
    "spike": FaultKind(
        "single samples are far off",
        "cells",
        {"side": _SIDE, "cell": _CELL, "size_n": Setting(500.0, "N", "how far", -1e5, 1e5)},
        ("G4",),
    ),
    "drift": FaultKind(
        "the zero walks away and stays there",
        "cells",
        {"side": _SIDE, "cell": _CELL, "size_n": Setting(3.0, "N", "how far, of each side", -1e4, 1e4)},
        ("G5",),
        for_s=5.0,
    ),
    "zero_step": FaultKind(
        "the zero jumps",
        "cells",
        {"side": _SIDE, "cell": _CELL, "size_n": Setting(3.0, "N", "how far, of each side", -1e4, 1e4)},
        ("G5",),
    ),
    "gain": FaultKind(
        "cells show too much or too little",
        "cells",
        {"side": _SIDE, "cell": _CELL, "factor": Setting(1.02, "", "what they show of the truth", 0.0, 10.0)},
        ("G8",),
    ),
    "swap": FaultKind("left and right are exchanged", "cells", {}, ("G7",)),
    "stale_calibration": FaultKind(
        "the certificate is old, wrong or missing",
        "cells",
        {
            "dated": Setting("2019-01-15", "", "its date as YYYY-MM-DD; empty: none"),
            "factor": Setting(1.0, "", "its factors are wrong by this much", 0.01, 100.0),
            "zero_n": Setting(0.0, "N", "its empty reading is wrong by this much, of each side", -1e4, 1e4),
        },
        ("G8", "G9"),
    ),
    # the people
    "loaded_at_zero": FaultKind(
        "somebody stands or something lies on the plates",
        "people",
        {
            "force_n": Setting(300.0, "N", "weight on each plate", 0.0, 1e4),
            "sway_n": Setting(4.0, "N", "how restless it is, one standard deviation", 0.0, 1e3),
        },
        ("G6",),
        for_s=8.0,
    ),
    "restless": FaultKind(
        "the client does not stand still",
        "people",
        {"sd_n": Setting(30.0, "N", "one standard deviation of the whole", 0.0, 1e3)},
        ("G6",),
        for_s=6.0,
    ),
    "slip": FaultKind(
        "a foot or hand slips off for a moment",
        "people",
        {"side": Setting("right", "", "which", choices=("left", "right", "both"))},
        (),
        for_s=0.3,
    ),
    "stop_for_pain": FaultKind(
        "the effort breaks off",
        "people",
        {
            "left_share": Setting(0.05, "", "what is left of the force above standing still", 0.0, 1.0),
            "fall_s": Setting(0.4, "s", "how long it takes to give way", 0.01, 10.0),
        },
        (),
    ),
    "nobody": FaultKind("there is nobody on the devices", "people", {}, ("G6",)),
}
"""Every kind of fault, by its name."""

_TIMES: Mapping[str, Setting] = {
    "at_s": Setting(0.0, "s", "seconds after the state began", 0.0, 86_400.0),
    "for_s": Setting(0.0, "s", "how long it lasts", 0.0, 86_400.0),
    "every_s": Setting(0.0, "s", "how far apart it comes again", 0.0, 86_400.0),
    "times": Setting(1, "", "how often it comes", 1, 100_000),
}
_WORDS = ("device", "after", "test")


def fault_of(table: Mapping[str, object], where: str) -> Fault:
    """A fault from a table, for example of a TOML file; ``where`` says which in messages.  Raises BadFault."""
    what = table.get("what")
    if not isinstance(what, str) or what not in FAULTS:
        raise BadFault(f"{where}: what = {what!r} is no kind of fault; there are: {', '.join(FAULTS)}")
    kind, where = FAULTS[what], f"{where} ({what})"
    words = {key: _text(table.get(key, ""), key, where) for key in _WORDS}
    words["after"] = words["after"] or "start"
    if words["after"] not in AFTER:
        raise BadFault(f"{where}: after = {words['after']!r}; it is one of {', '.join(AFTER)}")
    times = {key: _checked(table.get(key, each.default), each, key, where) for key, each in _TIMES.items()}
    times["for_s"] = times["for_s"] or kind.for_s
    if int(times["times"]) > 1 and not float(times["every_s"]) > 0:
        raise BadFault(f"{where}: times = {times['times']} needs every_s, the seconds from one time to the next")
    known = {"what", *_WORDS, *_TIMES, *kind.settings}
    for key in table:
        if key not in known:
            allowed = ", ".join((*kind.settings, *_WORDS, *_TIMES))
            raise BadFault(f"{where}: there is no {key!r}; there are: {allowed}")
    settings = {key: _checked(table.get(key, each.default), each, key, where) for key, each in kind.settings.items()}
    return Fault(
        what,
        words["device"],
        words["after"],
        float(times["at_s"]),
        float(times["for_s"]),
        float(times["every_s"]),
        int(times["times"]),
        words["test"],
        settings,
    )


def fault_from_text(text: str) -> Fault:
    """A fault as a person types it: ``silence:after=go,at_s=2,for_s=0.5``.  Raises BadFault."""
    what, _, rest = text.partition(":")
    table: dict[str, object] = {"what": what.strip()}
    for part in filter(None, (part.strip() for part in rest.split(","))):
        key, equals, value = part.partition("=")
        if not equals:
            raise BadFault(f"fault {text!r}: {part!r} is not of the form key=value")
        table[key.strip()] = _read(value.strip())
    return fault_of(table, f"fault {text!r}")


def _read(text: str) -> Value:
    """A value as TOML would have it, with words that need no quotation marks."""
    if text.lower() in ("true", "yes", "false", "no"):
        return text.lower() in ("true", "yes")
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text.strip("\"'")


def _text(value: object, key: str, where: str) -> str:
    if not isinstance(value, str):
        raise BadFault(f"{where}: {key} = {value!r} is not a text")
    return value


def _checked(value: object, setting: Setting, key: str, where: str) -> Value:
    """The value as the setting's kind of value, within its limits."""
    unit = f" {setting.unit}" if setting.unit else ""
    if isinstance(setting.default, bool):
        if not isinstance(value, bool):
            raise BadFault(f"{where}: {key} = {value!r} is neither true nor false")
        return value
    if isinstance(setting.default, str):
        text = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
        if not isinstance(text, str) or (setting.choices and text not in setting.choices):
            wanted = f"one of {', '.join(setting.choices)}" if setting.choices else "a text"
            raise BadFault(f"{where}: {key} = {value!r} is not {wanted}")
        return text
    if isinstance(value, bool) or not isinstance(value, int | float) or not setting.low <= value <= setting.high:
        raise BadFault(f"{where}: {key} = {value!r} is not a number from {setting.low:g} to {setting.high:g}{unit}")
    if isinstance(setting.default, int):
        if value != int(value):
            raise BadFault(f"{where}: {key} = {value!r} is not a whole number")
        return int(value)
    return float(value)
