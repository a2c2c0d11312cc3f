"""What a curve should show while a device is examined: the limits of the running check, in newtons."""

from __future__ import annotations

from station.desks.examining import Ask, Asked, Expected
from station.qa.examination import Examination
from station.qa.findings import figure

RETURNED = frozenset({"return", "linearity", "weight", "corners"})
"""In these the device was zeroed at their beginning, and must come back to that."""


def expected_of(x: Examination, check: str, on_it: Asked | None) -> Expected | None:
    """The band that the force must lie in now; None where people stand on it, or nothing says it."""
    ask = None if on_it is None else on_it.ask
    if ask in (Ask.STAND, Ask.TURN, Ask.RELEASE):
        return None
    if ask is Ask.PUT and on_it is not None and on_it.load is not None:
        load_n = on_it.load.mass_kg * x.plan.gravity
        limit_n = max(x.limits.load_error_n, x.limits.load_error_percent / 100.0 * load_n)
        label = f"{figure(on_it.load.mass_kg)} kg: {load_n:.1f} ± {figure(limit_n)} N"
        return Expected(load_n - limit_n, load_n + limit_n, label, on_it.load.side)
    if check in RETURNED and x.probe.zero is not None:
        return _around_zero(x.limits.return_n, "empty")
    if check == "tare" and x.probe.zero is not None:
        return _around_zero(x.limits.tare_n, "just zeroed")
    return _around_zero(x.limits.zero_off_n, "empty, by its record")


def _around_zero(limit_n: float, what: str) -> Expected:
    return Expected(-limit_n, limit_n, f"{what}: ± {figure(limit_n)} N")
