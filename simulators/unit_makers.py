"""One simulated device of each kind as it was asked for: its cells, its firmware, and the certificate of both.

A function for each kind; ``simulators.units`` knows them by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from simulators.cell_model import STANDARD_GRAVITY
from simulators.cell_options import grip_as_asked, plates_as_asked
from simulators.devices.chronojump import Chronojump
from simulators.devices.counterpoise_plate import FORMS, CounterpoisePlate, CounterpoisePlateBle
from simulators.devices.cts500 import Cts500
from simulators.devices.frez_dyno import FACTOR_KG, RATE_HZ, TARE, FrezDyno, counts_of
from simulators.devices.go_direct import HAND, LAYOUTS, PLATE, GoDirect
from simulators.devices.harp_loadcells import HarpLoadCells
from simulators.devices.mark10 import PEAK_HZ, Mark10
from simulators.devices.progressor import PROFILES, Progressor
from simulators.fault_cells import FaultyCells
from simulators.firmware import BleFirmware, Firmware
from simulators.harp_board import ClockBus
from simulators.loadcell import COUNT_LIMITS, GRIP_CAPACITY_KG, CalibrationFacts, Grip, PlatePair
from simulators.newtons import OnePlate, in_counts, in_newtons, newtons_of
from simulators.performance import SIDES, Side
from simulators.plate_wire import record_of
from simulators.six_axis_options import controller_as_asked
from simulators.stage import Stage

Wire = Literal["ble", "serial"]
Value = str | float | int | bool


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


UNIT_IDS: Mapping[Side, int] = {"left": 0x2639, "right": 0x2640}
PLATES_SERIAL = 417
GRIP_CAPACITY_N = GRIP_CAPACITY_KG * STANDARD_GRAVITY
GO_DIRECT_SERIALS: Mapping[Side, str] = {"left": "151000C1", "right": "151000C2"}


def progressor_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
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
        error_info=str(asked["error"]),
    )
    return Unit("progressor", unit, (side,), facts, "ble", grip, readings)


def harp_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    plates = plates_as_asked(stage, asked)
    facts = plates.facts(str(asked["serial"]))
    readings = FaultyCells(plates.read_counts, facts, *COUNT_LIMITS)
    board = HarpLoadCells(
        readings,
        int(asked["serial"]),
        ppm=float(asked["ppm"]),
        second_at_zero=int(asked["second"]),
        sync_every_s=float(asked["sync_every_s"]),
        bus=ClockBus() if asked["clock_bus"] else None,
    )
    return Unit("harp-loadcells", board, SIDES, facts, "serial", plates, readings)


def counterpoise_plate_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
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


def go_direct_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or GO_DIRECT_SERIALS[side]
    grip = grip_as_asked(stage, side, asked, 1e6 / HAND.typical_us)
    facts = in_newtons(grip.facts(serial), HAND.high_n)
    readings = FaultyCells(newtons_of(grip), facts, -HAND.high_n, HAND.high_n)
    unit = GoDirect(readings, serial, HAND, **_vernier(asked))
    return Unit("go-direct", unit, (side,), facts, "ble", grip, readings)


def go_direct_plate_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or GO_DIRECT_SERIALS[side]
    plate = OnePlate(plates_as_asked(stage, asked), side)
    facts = plate.facts(serial)
    readings = FaultyCells(plate.read_n, facts, PLATE.low_n, PLATE.high_n)
    unit = GoDirect(readings, serial, PLATE, **_vernier(asked))
    return Unit("go-direct", unit, (side,), facts, "ble", plate.pair, readings)


def chronojump_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
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
        listens_s=float(asked["listens_s"]),
    )
    return Unit("chronojump", unit, (side,), facts, "serial", grip, readings)


def cts500_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or f"CTS-{side}"
    grip = grip_as_asked(stage, side, asked, 80.0)
    facts = replace(grip.facts(serial), native_step=0.01)
    readings = FaultyCells(grip.read_kg, facts, -GRIP_CAPACITY_KG, GRIP_CAPACITY_KG)
    unit = Cts500(
        readings,
        serial,
        ppm=float(asked["ppm"]),
        battery_mv=int(asked["battery_mv"]),
        temperature_c=int(asked["temperature_c"]),
        late_echo=bool(asked["late_echo"]),
        silent_rate=bool(asked["silent_rate"]),
        negative=str(asked["negative"]),
    )
    return Unit("cts500", unit, (side,), facts, "serial" if asked["wire"] == "serial" else "ble", grip, readings)


def mark10_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or f"M10-{side}"
    grip = grip_as_asked(stage, side, asked, PEAK_HZ)
    facts = replace(in_newtons(grip.facts(serial), GRIP_CAPACITY_N), native_step=0.001)
    readings = FaultyCells(newtons_of(grip), facts, -GRIP_CAPACITY_N, GRIP_CAPACITY_N)
    gauge = Mark10(
        readings, serial, unit=str(asked["unit"]), series=str(asked["series"]), answer_s=float(asked["answer_s"])
    )
    return Unit("mark10", gauge, (side,), facts, "serial", grip, readings)


def frez_dyno_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
    side: Side = "left" if asked["side"] == "left" else "right"
    serial = str(asked["serial"]) or f"{UNIT_IDS[side]:04X}"
    grip = grip_as_asked(stage, side, asked, RATE_HZ)
    facts = in_counts(grip.facts(serial), FACTOR_KG, TARE)
    limit = GRIP_CAPACITY_KG / FACTOR_KG
    readings = FaultyCells(counts_of(grip.read_kg), facts, TARE - limit, TARE + limit)
    unit = FrezDyno(readings, serial, ppm=float(asked["ppm"]), battery_mv=int(asked["battery_mv"]))
    return Unit("frez-dyno", unit, (side,), facts, "ble", grip, readings)


def tec_gihan_unit(stage: Stage, asked: Mapping[str, Value]) -> Unit:
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
