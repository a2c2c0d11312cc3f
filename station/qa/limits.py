"""What a device of a kind must keep: one TOML file per kind, and the user's own figures over it."""

from __future__ import annotations

import math
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from station.errors import BadInput


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Limits of one kind of device; units stand in the names, percentages of a load are of the load itself."""

    title: str
    firmware: tuple[str, ...]
    """Versions that this program was tested with."""
    rate_hz: float
    rate_percent: float
    rate_stability_percent: float
    noise_sd_n: float
    cell_noise_ratio: float
    mains_n: float
    spikes: int
    zero_off_n: float
    drift_n_per_min: float
    tare_n: float
    load_error_n: float
    load_error_percent: float
    hysteresis_percent: float
    return_n: float
    cell_percent: float
    crosstalk_percent: float
    settle_s: float
    overshoot_percent: float
    creep_percent: float
    lost_percent: float
    damaged: int
    clock_ppm: float
    clocks_apart_ppm: float
    reconnect_s: float
    masses_kg: tuple[float, ...]
    mass_uncertainty_percent: float
    mirror_percent: float = 3.0
    """Of the weight: how far a person's share of one foot may differ after turning round.  People do not stand twice
    alike, so this finds a plate that is off by per cents, and plugs that were exchanged (our choice)."""
    mirror_weight_percent: float = 0.5
    """The weight of the same person, turned round."""
    battery_v: float | None = None
    """None for what has no battery, or tells no volts of it."""
    battery_percent: float | None = None
    """Of a device that tells its charge; None for what has no battery."""


def limits_for(kind: str, own: Path | None = None) -> Limits:
    """The limits of a kind of device, with the user's figures in place of ours.  Raises BadInput."""
    shipped = files("station.qa").joinpath("limits", f"{kind}.toml")
    try:
        table: dict[str, Any] = tomllib.loads(shipped.read_text("utf-8"))
    except FileNotFoundError:
        if own is None:
            raise BadInput(f"There are no limits for {kind}. Write a file of them and give it with --limits.") from None
        table = {}
    if own is not None:
        table |= _own(own)
    try:
        limits = msgspec.convert(table, Limits)
    except msgspec.ValidationError as error:
        raise BadInput(f"{own or kind}: these limits cannot be used: {error}.") from error
    for key, figure in msgspec.structs.asdict(limits).items():
        if isinstance(figure, float) and not 0.0 <= figure < math.inf:
            # what is compared with nan is never out of its limits
            raise BadInput(f"{own or kind}: {key} = {figure:g} is no limit: a number from 0 on.")
    if not all(0.0 < figure < math.inf for figure in (limits.rate_hz, *limits.masses_kg)):
        raise BadInput(f"{own or kind}: rate_hz and masses_kg must be above 0.")
    if not limits.masses_kg:
        raise BadInput(f"{own or kind}: masses_kg must name at least one mass above 0.")
    return limits


def _own(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise BadInput(f"{path}: the limits cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is no TOMLDecodeError
        raise BadInput(f"{path.name}: this is no TOML file: {error}.") from error
