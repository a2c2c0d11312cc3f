"""Native units to newtons: the calibration record of one device, and the zero that a therapist takes.

    newtons = gain @ (values - zero)        gain (outputs, channels), values (channels, n)

The calibration belongs to a serial number and stays as it was made; the zero belongs to a session.  Fields are plain
numbers, text and tuples, so that both can be stored with every recording.

Where the force F on a plate acts (the centre of pressure) comes from its moments about two axes through the middle of
its surface.  One convention everywhere: compression is positive, x points to the right and y forward, as the person
stands.

    right   = -M_forward / F        M_forward: about the axis that points forward, sum of -x_i F_i
    forward =  M_right / F          M_right:   about the axis that points to the right, sum of y_i F_i

A plate of cells gives them by the places of its cells (``cells_m``), a six-axis plate by its own channels
(``moment_x``, ``moment_y``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from drivers.contracts import DeviceInfo, Native, Signal

Floats = npt.NDArray[np.float64]

ZERO_MOVED_N = 20.0
"""A raw zero further than this from the calibration record's means that something stands on the device."""

ZERO_NOISE_FACTOR = 3.0
"""More scatter than this many times that of the empty device looks like a person."""

ZERO_SAMPLES = 8
"""Fewer samples say nothing about scatter."""

SILENT_BELOW = 0.5
"""A channel with at least this much noise, in native steps, does not repeat one value for a whole second ..."""
SILENT_SAMPLES = 200
"""... nor for so many samples: the longest run at 0.3 steps of noise was 110 in 2,000,000."""

SCALE_TOLERANCE = 0.05
"""A factor that is further from the nominal one belongs to another device, another unit or a slip of the pen."""

NOMINAL_GAIN = {"kg": 9.80665, "N": 1.0}
"""Newtons per native unit where the unit itself says it; raw counts mean what their record says."""

VALID_MONTHS = 12
"""A calibration is taken to hold for so long."""

PRESSED_N = 10.0
"""Less than this on a plate presses nowhere: the threshold of TEC Gihan's own client for a centre of pressure."""

OWN_SCALE = "the device's own scale, not verified here"


@dataclass(frozen=True, slots=True)
class Calibration:
    """How one device's native values become newtons, and what is known about how well they do."""

    id: str
    serial: str
    outputs: tuple[str, ...]
    """What each row of ``gain`` measures: ``("left", "right")``, ``("left",)``."""
    gain: tuple[tuple[float, ...], ...]
    """``(outputs, channels)``, newtons per native unit; compression positive."""
    zero_native: tuple[float, ...]
    """``(channels,)``: native values of the empty device when it was calibrated."""
    capacity_n: float
    """Rated force of one output."""
    noise_sd_n: tuple[float, ...]
    """``(outputs,)``: scatter of the empty device."""
    uncertainty: float = 0.0
    """Expanded relative uncertainty (k = 2); 0 when it was not verified."""
    native_step: float = 1.0
    """Smallest change that the device can send, in native units."""
    dated: str = ""
    """ISO date of the calibration; empty when unknown."""
    note: str = ""
    cells_m: tuple[tuple[float, float], ...] = ()
    """Where the cell of each channel stands, metres to the right and forward from the middle of its own plate; empty
    where nobody measured it, and then there is no centre of pressure."""
    nominal_gain: float = 0.0
    """What the maker says one native unit of a channel is, in newtons; 0 where nobody says it."""
    accepted: str = ""
    """What somebody decided to use in spite of its scale, in words; empty when nobody had to."""
    version: int = 1
    """Counts the records of one device; an older one is never changed."""
    who: str = ""
    """Who made it; empty when unknown."""
    masses_kg: tuple[float, ...] = ()
    """The reference masses that it was made with; empty when unknown."""
    temperature_c: float | None = None
    """Of the room when it was made."""
    proofs: tuple[str, ...] = ()
    """How it was last proven when it was taken into use: ``verification 2026-11-20: passed, within 0.4 %``."""
    moment_x: tuple[tuple[float, ...], ...] = ()
    """``(outputs, channels)``, Nm per native unit about the axis to the right, at the height of the surface ..."""
    moment_y: tuple[tuple[float, ...], ...] = ()
    """... and about the one forward; both empty where the device measures no moments."""

    def __post_init__(self) -> None:
        channels = len(self.zero_native)
        if not self.outputs or len(self.gain) != len(self.outputs) or any(len(row) != channels for row in self.gain):
            raise ValueError(
                f"calibration {self.id}: gain needs a row for each of {self.outputs}, each with {channels} channels"
            )
        if len(self.noise_sd_n) != len(self.outputs):
            raise ValueError(f"calibration {self.id}: noise_sd_n must have one value for each of {self.outputs}")
        if self.cells_m and (len(self.cells_m) != channels or any(len(place) != 2 for place in self.cells_m)):
            raise ValueError(
                f"calibration {self.id}: cells_m needs a place (right, forward) for each of {channels} channels"
            )
        for row in (self.moment_x, self.moment_y):
            if bool(self.moment_x) != bool(self.moment_y) or (row and _shape(row) != _shape(self.gain)):
                raise ValueError(
                    f"calibration {self.id}: moment_x and moment_y need rows like those of gain, both or none"
                )
        if self.cells_m and self.moment_x:
            raise ValueError(f"calibration {self.id}: cells_m and moments would tell the centre of pressure twice")
        places = (value for row in (*self.cells_m, *self.moment_x, *self.moment_y) for value in row)
        numbers = (*places, *self.zero_native, *self.noise_sd_n, self.capacity_n, self.uncertainty, self.native_step)
        numbers = (*numbers, self.nominal_gain)
        if not all(math.isfinite(number) for number in (*numbers, *(factor for row in self.gain for factor in row))):
            raise ValueError(f"calibration {self.id}: a value is not a finite number")

    def newtons(self, values: Native, zero: Zero | None = None) -> Floats:
        """Forces ``(outputs, n)`` of native ``values`` ``(channels, n)``, above ``zero`` or else the record's own."""
        native = self.zero_native if zero is None else zero.native
        if values.shape[0] != len(native):
            raise ValueError(f"{values.shape[0]} channels for calibration {self.id}, which has {len(native)}")
        gain, zeros = _arrays(self.gain, native)
        shifted = values.astype(np.float64)
        shifted -= zeros
        forces: Floats = gain.dot(shifted)
        return forces

    @property
    def tells_centre(self) -> bool:
        """Whether the centre of pressure can be told."""
        return bool(self.cells_m or self.moment_x)

    def moment_rows(self) -> Floats:
        """Moments in Nm of one native unit, ``(outputs, 2, channels)``: about the axis to the right, and forward.

        Raises ValueError where the record does not tell them.
        """
        if self.moment_x:
            return np.stack([np.array(self.moment_x), np.array(self.moment_y)], axis=1)
        if not self.cells_m:
            raise ValueError(f"calibration {self.id} tells neither moments nor where the cells stand")
        right, forward = np.array(self.cells_m).T
        gain = np.array(self.gain)
        rows: Floats = np.stack([gain * forward, -gain * right], axis=1)
        return rows

    def moments(self, values: Native, zero: Zero | None = None) -> Floats:
        """Moments ``(outputs, 2, n)`` in Nm at the surface of each plate, about the axis to the right and forward.

        Raises ValueError where the record does not tell them.
        """
        native = np.array(self.zero_native if zero is None else zero.native)
        moments: Floats = self.moment_rows() @ (values.astype(np.float64) - native[:, np.newaxis])
        return moments

    def centre_of_pressure(
        self, values: Native, zero: Zero | None = None, *, signal: Signal | None = None, above_n: float = PRESSED_N
    ) -> Floats:
        """Where each force acts, ``(outputs, 2, n)`` metres to the right and forward from the middle of its plate.

        NaN where less than ``above_n`` presses, and with ``signal`` where a channel that it is made of stands at an end
        of its range.  Raises ValueError where the record does not tell moments, or ``above_n`` is not positive.
        """
        if not above_n > 0:
            raise ValueError("the least force for a centre of pressure must be positive")
        moments, force = self.moments(values, zero), self.newtons(values, zero)
        pressed = force >= above_n
        if signal is not None:
            pressed &= ~self.moments_saturated(values, signal)
        places: Floats = np.full(moments.shape, np.nan)
        turned = np.stack([-moments[:, 1], moments[:, 0]], axis=1)
        np.divide(turned, force[:, np.newaxis], out=places, where=pressed[:, np.newaxis])
        return places

    def moments_saturated(self, values: Native, signal: Signal) -> npt.NDArray[np.bool_]:
        """``(outputs, n)``: whether any channel that a force or its moments are made of stands at an end of its range.

        Raises ValueError where the record does not tell moments.
        """
        at_end = (values <= signal.native_min) | (values >= signal.native_max)
        parts = (np.array(self.gain) != 0.0) | (self.moment_rows() != 0.0).any(axis=1)
        flags: npt.NDArray[np.bool_] = (parts.astype(np.int64) @ at_end.astype(np.int64)) > 0
        return flags

    def cell_newtons(self, values: Native, zero: Zero | None = None) -> Floats:
        """What each channel adds to its output, ``(channels, n)``: the forces on the single cells."""
        native = self.zero_native if zero is None else zero.native
        if values.shape[0] != len(native):
            raise ValueError(f"{values.shape[0]} channels for calibration {self.id}, which has {len(native)}")
        shifted = values.astype(np.float64) - np.array(native)[:, np.newaxis]
        forces: Floats = np.array(self.gain).sum(axis=0)[:, np.newaxis] * shifted
        return forces

    def cell_outputs(self) -> tuple[int, ...] | None:
        """The output that each channel belongs to; None when a channel belongs to none or to several."""
        parts = np.array(self.gain) != 0.0
        return tuple(parts.argmax(axis=0).tolist()) if (parts.sum(axis=0) == 1).all() else None

    @property
    def resolution_n(self) -> float:
        """The largest step in newtons that one native step makes."""
        return max(abs(factor) for row in self.gain for factor in row) * self.native_step

    def saturated(self, values: Native, signal: Signal) -> npt.NDArray[np.bool_]:
        """``(outputs, n)``: whether any channel that an output is made of stands at an end of its range."""
        at_end = (values <= signal.native_min) | (values >= signal.native_max)
        parts = np.array(self.gain) != 0.0
        flags: npt.NDArray[np.bool_] = (parts.astype(np.int64) @ at_end.astype(np.int64)) > 0
        return flags

    def overloaded(self, force_n: Floats) -> npt.NDArray[np.bool_]:
        """``(outputs, n)``: whether forces ``(outputs, n)`` reach the rated force, above which nobody vouches for them.

        Never where the record rates nothing.
        """
        flags: npt.NDArray[np.bool_] = np.abs(force_n) >= (self.capacity_n if self.capacity_n > 0 else np.inf)
        return flags

    def off_nominal(self, unit: str) -> float | None:
        """How far the worst factor is from the nominal one, as a part of it with its sign; None where none is known.

        ``unit`` is the device's native unit: kilograms and newtons are known, counts only where the record says it.
        """
        nominal = self.nominal(unit)
        if not nominal:
            return None
        factors = [abs(factor) / abs(nominal) - 1.0 for row in self.gain for factor in row if factor]
        return max(factors, key=abs, default=None)

    def nominal(self, unit: str) -> float:
        """What one native unit should be in newtons: the unit says it, or else the record; 0 where neither does."""
        return NOMINAL_GAIN.get(unit, self.nominal_gain)

    @property
    def dated_on(self) -> date | None:
        """The day of the calibration; None when the record does not say it in a form that can be read."""
        try:
            return date.fromisoformat(self.dated[:10])
        except ValueError:
            return None

    def expired(self, today: date) -> bool | None:
        """Whether the calibration is older than ``VALID_MONTHS``; None when its day is not known."""
        made = self.dated_on
        if made is None:
            return None
        years, month = divmod(made.month - 1 + VALID_MONTHS, 12)
        return (today.year, today.month, today.day) > (made.year + years, month + 1, made.day)


@dataclass(frozen=True, slots=True)
class Zero:
    """The native values of the empty device, taken in the session at ``host_s``."""

    native: tuple[float, ...]
    sd_n: tuple[float, ...]
    """``(outputs,)``: scatter while it was taken."""
    host_s: float


@dataclass(frozen=True, slots=True)
class ZeroRefused:
    """Why no zero was taken, as a sentence for the therapist."""

    reason: str


def calibration_of(info: DeviceInfo, outputs: Sequence[str]) -> Calibration:
    """What a device says of its own scale as a calibration record, which says that nobody verified it here.

    Other factors are another record, with another id: what was proven of the one says nothing of the other.
    ``outputs`` names what each of its plates or handles measures (``left``), empty for one that is not in use.
    Raises ValueError where the device tells no scale, or other than one name for each of its outputs is given.
    """
    scale = info.scale
    if scale is None:
        raise ValueError(f"the {info.model} {info.serial} tells no scale of its own")
    if len(outputs) != len(scale.gain) or not any(outputs):
        raise ValueError(f"the {info.model} {info.serial} has {len(scale.gain)} outputs, and {len(outputs)} are named")
    used = [row for row, name in enumerate(outputs) if name]
    plates = [scale.plates[row] for row in used] if scale.plates else []
    standing = f"plates {', '.join(plates)}" if plates else ""
    told = f"{crc32(repr((scale.gain, scale.moment_x, scale.moment_y)).encode()):08x}"
    return Calibration(
        id="-".join(filter(None, ("device", info.serial, scale.dated, told))),
        serial=info.serial,
        outputs=tuple(outputs[row] for row in used),
        gain=_chosen(scale.gain, used),
        zero_native=scale.zero_native or (0.0,) * len(info.signal.channels),
        capacity_n=scale.capacity_n,
        noise_sd_n=(scale.noise_sd_n,) * len(used),
        uncertainty=scale.uncertainty,
        native_step=scale.native_step,
        dated=scale.dated,
        note="; ".join(filter(None, (OWN_SCALE, scale.note, standing))),
        cells_m=scale.cells_m,
        moment_x=_chosen(scale.moment_x, used),
        moment_y=_chosen(scale.moment_y, used),
    )


def _chosen(rows: tuple[tuple[float, ...], ...], used: Sequence[int]) -> tuple[tuple[float, ...], ...]:
    return tuple(rows[row] for row in used) if rows else ()


@lru_cache(maxsize=64)
def _arrays(gain: tuple[tuple[float, ...], ...], native: tuple[float, ...]) -> tuple[Floats, Floats]:
    return np.array(gain), np.array(native)[:, np.newaxis]


def _shape(rows: tuple[tuple[float, ...], ...]) -> tuple[int, ...]:
    return tuple(len(row) for row in rows)


def measure_zero(values: Native, calibration: Calibration, host_s: float, standing_n: float = 0) -> Zero | ZeroRefused:
    """Take the zero from native ``values`` ``(channels, n)`` of a still device that carries ``standing_n`` at most."""
    if values.shape[1] < ZERO_SAMPLES:
        return ZeroRefused(f"Only {values.shape[1]} samples arrived. Wait until the curve runs, then zero.")
    native = values.astype(np.float64).mean(axis=1)
    forces = calibration.newtons(values)
    if not np.isfinite(forces).all():
        return ZeroRefused("A sensor sends values that are not numbers. Check the device, then zero.")
    offset_n = np.abs(forces.mean(axis=1))
    worst = int(offset_n.argmax())
    plates = len(calibration.outputs) > 1
    if offset_n[worst] > ZERO_MOVED_N + standing_n:
        looks, do = ("The plates do not look empty", "Step off") if plates else ("It does not look unloaded", "Let go")
        return ZeroRefused(f"{looks} (raw zero {offset_n[worst]:.0f} N off the calibration). {do}, then zero.")
    if silent := _silent(values, calibration):
        return ZeroRefused(silent)
    sd_n = forces.std(axis=1, ddof=1)
    # a device without noise still steps between two codes
    limit_n = ZERO_NOISE_FACTOR * np.maximum(calibration.noise_sd_n, calibration.resolution_n)
    if (sd_n > limit_n).any():
        worst = int((sd_n / limit_n).argmax())
        looks, do = ("The plates are not still", "Step off") if plates else ("It is not still", "Put it down")
        return ZeroRefused(f"{looks} (±{sd_n[worst]:.1f} N, empty ±{limit_n[worst]:.1f} N at most). {do}, then zero.")
    return Zero(tuple(native.tolist()), tuple(sd_n.tolist()), host_s)


def wrong_scale(calibration: Calibration, unit: str) -> str:
    """Why this calibration must not be used as it is, as a sentence for the user; empty when its scale is plausible."""
    off = calibration.off_nominal(unit)
    if off is None or abs(off) <= SCALE_TOLERANCE or calibration.accepted:
        return ""
    return (
        f"The calibration {calibration.id} makes {said_scale(calibration, unit)}, where "
        f"{100.0 * SCALE_TOLERANCE:.0f} % is allowed. Every force would be wrong by as much, so none are shown. Give "
        "the calibration of this device in the right unit, or accept the scale with --accept-scale if it was measured."
    )


def said_scale(calibration: Calibration, unit: str) -> str:
    """How far the scale is from nominal: ``0.056 N of one count, and nominal is 0.05 N: 12 % more``."""
    off, nominal = calibration.off_nominal(unit), abs(calibration.nominal(unit))
    if off is None:
        return "a scale that nothing is known of"
    way = "more" if off > 0 else "less"
    made = f"{nominal * (1.0 + off):.4g} N of one {unit}"
    return f"{made}, and nominal is {nominal:.4g} N: {100.0 * abs(off):.0f} % {way}"


def accept_scale(calibration: Calibration, unit: str) -> Calibration:
    """The calibration as somebody wants it used in spite of its scale, with that said in the record."""
    if not wrong_scale(calibration, unit):
        return calibration
    return replace(calibration, accepted=f"scale accepted by hand: it makes {said_scale(calibration, unit)}")


def _silent(values: Native, calibration: Calibration) -> str:
    """Which sensor repeats one value although its noise would not let it; empty when none does."""
    if values.shape[1] < SILENT_SAMPLES:
        return ""
    quiet = np.ptp(values, axis=1) == 0
    for row, name, sd_n in zip(calibration.gain, calibration.outputs, calibration.noise_sd_n, strict=True):
        own = [channel for channel, factor in enumerate(row) if factor]
        for channel in own:
            # the noise of an output is that of its channels together
            steps = sd_n / math.sqrt(len(own)) / abs(row[channel]) / max(calibration.native_step, 1e-300)
            if quiet[channel] and steps >= SILENT_BELOW and calibration.native_step > 0:
                which = f"Sensor {own.index(channel) + 1} of the {name} plate" if len(own) > 1 else f"The {name} sensor"
                return f"{which} does not respond: it repeats one value. Check its cable, then zero."
    return ""
