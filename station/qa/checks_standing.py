"""Checks that take a minute a day: an empty device, and a person who stands the one way and the other way round."""

from __future__ import annotations

import math

import numpy as np

from station.model import Floats
from station.qa.checks_at_rest import zero_off
from station.qa.checks_under_load import back_at_zero
from station.qa.examination import Examination
from station.qa.findings import Finding, judged, not_done

PERSON_N = 200.0
"""Less than this on both plates together is nobody."""
PIECE_S = 1.0
"""People sway: what is known of a mean is told by the means of pieces this long."""


async def empty(x: Examination) -> list[Finding]:
    """Where the empty device stands against its certificate; from day to day this is its drift."""
    await x.hands.nothing_on()
    await x.probe.take(x.plan.settle_s)
    x.probe.zero = None
    take = await x.probe.take(x.plan.load_s)
    return [zero_off(x, output, force) for output, force in zip(x.outputs, take.newtons, strict=True)]


async def mirror(x: Examination) -> list[Finding]:
    """Stand, turn round, stand: what was left must come out right, and the weight must stay the same."""
    if not x.has_plates:
        return []
    title = "Left and right mirror"
    stood = []
    for turned in (False, True):
        await x.hands.stand(turned=turned)
        await x.probe.take(x.plan.settle_s)
        take = await x.probe.take(x.plan.stand_s)
        if float(take.newtons.sum(axis=0).mean()) < PERSON_N:
            return [not_done("mirror", title, "Nobody stood on the plates.", "Stand still with one foot on each.")]
        stood.append(_pieces(take.newtons, take.fs_hz))
    return _mirrored(x, *stood)


async def returned(x: Examination) -> list[Finding]:
    """With everything off again the device reads what it read when it was zeroed."""
    await x.hands.nothing_on()
    await x.probe.take(x.plan.settle_s)
    after = (await x.probe.take(x.plan.load_s)).newtons
    return [
        back_at_zero(x, output, float(row.mean()), 2.0 * float(row.std()) / math.sqrt(row.size))
        for output, row in zip(x.outputs, after, strict=True)
    ]


def _pieces(newtons: Floats, fs_hz: float) -> Floats:
    """Means of pieces of ``PIECE_S``, ``(outputs, pieces)``."""
    length = max(1, round(PIECE_S * fs_hz))
    count = max(1, newtons.shape[1] // length)
    pieces: Floats = newtons[:, : count * length].reshape(newtons.shape[0], count, -1).mean(axis=2)
    return pieces


def _mirrored(x: Examination, facing: Floats, turned: Floats) -> list[Finding]:
    """Judge the means of pieces ``(outputs, pieces)`` of somebody who faced one way and then the other."""
    weight_n, turned_n = facing.sum(axis=0), turned.sum(axis=0)
    left_share, right_share = facing[0] / weight_n * 100.0, turned[1] / turned_n * 100.0
    apart = float(right_share.mean() - left_share.mean())
    more = (turned_n.mean() - weight_n.mean()) / weight_n.mean() * 100.0
    return [
        judged(
            "mirror",
            "Left and right mirror",
            apart,
            "%",
            low=-x.limits.mirror_percent,
            high=x.limits.mirror_percent,
            uncertainty=_known(left_share, right_share),
            words=f"The foot that had {left_share.mean():.1f} % of the weight on the left plate has "
            f"{right_share.mean():.1f} % on the right one.",
            do="You may have stood differently: do it once more. If it stays, verify both plates with known masses.",
        ),
        judged(
            "mirror.weight",
            "Weight, turned round",
            float(more),
            "%",
            low=-x.limits.mirror_weight_percent,
            high=x.limits.mirror_weight_percent,
            uncertainty=_known(weight_n, turned_n) / float(weight_n.mean()) * 100.0,
            words=f"The same person weighs {more:+.2f} % more or less the other way round.",
            do="Hold nothing, touch nothing, stand still; if it stays, verify both plates with known masses.",
        ),
    ]


def _known(one: Floats, other: Floats) -> float:
    """What the difference of two means is known to (k = 2)."""
    parts = [values.std(ddof=1) ** 2 / values.size for values in (one, other) if values.size > 1]
    return 2.0 * float(np.sqrt(sum(parts)))
