"""What a device sends, and what it says of its own scale: part of ``drivers.contracts``, where everybody reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SampleClock(StrEnum):
    """What tells when a sample was taken."""

    DEVICE = "its own clock"
    """Time or a number stands beside every sample, so that a lost one leaves a hole that can be counted."""
    COUNT = "its samples counted"
    """Nothing is on the wire: samples are numbered as they arrive, and one that is lost unseen shifts all after it."""
    HOST = "the computer's clock"
    """A reading is taken when it is asked for: it is as exact in time as the line is quick."""


@dataclass(frozen=True, slots=True)
class Signal:
    """The stream a device sends."""

    channels: tuple[str, ...]
    unit: str
    """Native unit: ``kg``, ``count``, ``N``."""
    tick_s: float
    tick_modulus: int | None
    """Ticks wrap at this value; None when they do not."""
    nominal_rate_hz: float
    """What the maker says.  Only a first guess: the rate is always measured from ticks."""
    native_min: float
    native_max: float
    """At or beyond these the sensor is saturated and the true value unknown."""
    other_rates_hz: tuple[float, ...] = ()
    """Rates at which other makes of this device run; the nearest one to what is measured is the promise."""
    rate_tolerance: float = 0.01
    """How far from its named rate a sound converter may be, as a part of it; beyond that it is a fault."""
    clock: SampleClock = SampleClock.DEVICE


class Capability(StrEnum):
    """What a kind of device can do besides sending samples; its module has the command for it."""

    TARE = "tare in the device"
    SLEEP = "switching itself off"
    CALIBRATION = "telling its calibration"
    SYNC_INPUT = "a synchronisation input"
    SETTINGS = "range and rate"


@dataclass(frozen=True, slots=True)
class DeviceScale:
    """What a device says of its own scale, in newtons and newton metres for one native unit."""

    gain: tuple[tuple[float, ...], ...]
    """``(outputs, channels)``: force, compression positive, for each plate or handle of the device."""
    capacity_n: float
    """Rated force of one output."""
    noise_sd_n: float
    """Scatter of one empty output: the maker's figure, or a cautious one."""
    native_step: float = 1.0
    """Smallest change that the device can send, in native units; 0 where it is finer than it matters."""
    plates: tuple[str, ...] = ()
    """The plates' own serial numbers, one for each output, where they have some."""
    moment_x: tuple[tuple[float, ...], ...] = ()
    """``(outputs, channels)``: moment about the axis that points to the right, at the height of the surface ..."""
    moment_y: tuple[tuple[float, ...], ...] = ()
    """... and about the one that points forward; both empty where the device measures no moments."""
    zero_native: tuple[float, ...] = ()
    """Native values of the empty device when it was calibrated, one a channel; empty where it does not say."""
    cells_m: tuple[tuple[float, float], ...] = ()
    """Where the cell of each channel stands on its plate, as in ``Calibration.cells_m``; empty where it says none."""
    dated: str = ""
    """ISO date of that calibration; empty when it says none."""
    uncertainty: float = 0.0
    """Expanded relative uncertainty (k = 2); 0 when it says none."""
    note: str = ""
    """Who calibrated it and with what, in words."""
