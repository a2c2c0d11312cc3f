"""What is proven of a device, how often, and by which checks: every day, every month, and after it was moved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from station.qa.battery import CHECKS, Check
from station.qa.checks_standing import empty, mirror, returned
from station.qa.checks_under_load import corners, linearity
from station.qa.examination import Examination, Plan
from station.qa.findings import Finding

_BY_KEY = {check.key: check for check in CHECKS}


async def _known_weight(x: Examination) -> list[Finding]:
    """One known mass at every corner of a plate, or once on a dynamometer.

    Corners hold cells against the mass only where the record says where the cells stand; plates that measure moments
    are held to themselves there.  Such plates are held against the mass in their middle.
    """
    if not x.has_plates:
        return await linearity(x)
    placed = await corners(x)
    if x.probe.calibration.cells_m:
        return placed
    # what they return to is told at the end, after somebody stood on them
    return [*placed, *(found for found in await linearity(x) if not found.check.startswith("return."))]


async def _returned(x: Examination) -> list[Finding]:
    """On a dynamometer the known mass has told it already."""
    return await returned(x) if x.has_plates else []


@dataclass(frozen=True, slots=True)
class Programme:
    """One kind of proof."""

    key: str
    title: str
    what: str
    checks: tuple[Check, ...]
    valid_days: int
    """For so long it speaks for the device; then it is due again."""
    plan: Plan

    def planned(self, masses_kg: tuple[float, ...], gravity: float) -> Plan:
        """The plan with these masses (empty: those of the limits) at this gravity."""
        return replace(self.plan, masses_kg=masses_kg, gravity=gravity)


DAILY = Programme(
    "daily",
    "Daily check",
    "a minute of measuring before the first client: zero, a known mass at every corner, feet swapped, back to zero",
    (
        Check("empty", "Zero", empty),
        _BY_KEY["tare"],
        Check("weight", "A known mass", _known_weight),
        Check("mirror", "Left and right mirror", mirror),
        Check("return", "Return to zero", _returned),
    ),
    1,
    Plan(load_s=2.0, settle_s=1.0, largest_only=True),
)

VERIFICATION = Programme(
    "verification",
    "Verification with known masses",
    "every month and after moving: three masses up and down, every corner and the middle, back to zero",
    tuple(_BY_KEY[key] for key in ("noise", "zero", "tare", "sides", "linearity", "corners")),
    31,
    Plan(),
)

PROGRAMMES = {programme.key: programme for programme in (DAILY, VERIFICATION)}
"""Every kind of proof by its key."""
