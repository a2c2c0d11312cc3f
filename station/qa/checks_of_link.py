"""Checks of what lies between device and computer: losses, clocks, and coming back after a cable was pulled."""

from __future__ import annotations

import math

import numpy as np

from drivers.contracts import LinkState
from station.model import Side
from station.qa.examination import Examination
from station.qa.findings import Finding, Verdict, judged, not_done, said
from station.qa.hands import Load

NOT_NUMBERED = (
    "This device does not number its samples, so a lost one leaves no hole: none was noticed, which does not mean that "
    "none was lost."
)
NO_CLOCK = "A reading is dated by the computer that asks for it: there is no other clock to hold against this one."
NOTICED_S = 10.0
BACK_S = 30.0


async def clock(x: Examination) -> list[Finding]:
    """How fast the device's clock runs against this computer's."""
    found = x.probe.clock_ppm()
    if x.probe.no_clock:
        return [not_done("clock", "Clock against this computer", NO_CLOCK)]
    if found is None:
        return [not_done("clock", "Clock against this computer", "The stream was too short.", "Measure longer.")]
    ppm, spread = found
    return [
        judged(
            "clock",
            "Clock against this computer",
            ppm,
            "ppm",
            low=-x.limits.clock_ppm,
            high=x.limits.clock_ppm,
            uncertainty=spread,
            words=f"Its clock runs {runs(ppm, spread)}.",
            do="Times are wrong by that much. Check that this computer's clock is right, then the device's quartz.",
        )
    ]


def runs(ppm: float, spread: float) -> str:
    """``80 ± 2 ppm fast``."""
    digits = 0 if spread >= 2.0 else 1 if spread >= 0.05 else 2
    return f"{abs(ppm):.{digits}f} ± {spread:.{digits}f} ppm {'fast' if ppm > 0 else 'slow'}"


async def loss(x: Examination) -> list[Finding]:
    """What got lost or was damaged since the device was connected."""
    health = x.probe.health
    lost = health.lost + health.unseen
    share = 100.0 * lost / max(1, lost + health.received)
    what = "the radio's reach and other devices on 2.4 GHz" if x.over_ble else "the cable and the USB hub"
    words = f"{lost} samples never arrived." if health.counts_losses else f"At least {lost} samples never arrived."
    found = judged(
        "loss",
        f"Lost of {lost + health.received:,} samples".replace(",", " "),
        share,
        "%",
        high=x.limits.lost_percent,
        words=words,
        do=f"Check {what}.",
    )
    if not health.counts_losses and found.verdict is Verdict.PASSED:
        found = not_done("loss", "Lost samples", NOT_NUMBERED)
    return [
        found,
        judged(
            "damaged",
            "Damaged packets",
            float(health.corrupt),
            "",
            high=float(x.limits.damaged),
            words=f"{health.corrupt} packets arrived damaged and were not used.",
            do=f"Check {what}.",
        ),
    ]


async def reconnect(x: Examination) -> list[Finding]:
    """Pulled and plugged again: noticed, back in time, and the same device."""
    title = "Back after it was disconnected"
    serial, before = x.probe.info.serial, len(x.probe.segments)
    await x.hands.disconnect(serial, x.probe.attached.name)
    if not await x.probe.until(LinkState.LOST, NOTICED_S):
        words = "It was said to be disconnected and went on sending."
        return [Finding("reconnect", title, Verdict.FAILED, "never gone", words=words, do="Pull the right cable.")]
    await x.hands.reconnect(serial, x.probe.attached.name)
    begun_s = x.probe.clock.now()
    if not await x.probe.until(LinkState.STREAMING, BACK_S):
        words = f"It did not stream again within {BACK_S:.0f} s."
        do = "Plug it in again, and see whether this computer gave it another name."
        return [Finding("reconnect", title, Verdict.FAILED, "not back", words=words, do=do)]
    taken_s = max(0.0, (x.probe.first_sample_s or begun_s) - begun_s)
    back = judged(
        "reconnect",
        title,
        taken_s,
        "s",
        high=x.limits.reconnect_s,
        words=f"It took {taken_s:.1f} s until samples came again.",
        do="Look what else opens the port, and bring a radio device nearer.",
    )
    same = x.probe.info.serial == serial and len(x.probe.segments) > before
    text = f"serial {x.probe.info.serial}" if len(x.probe.segments) > before else "the stream never ended"
    return [back, said("reconnect.same", "Who came back", text, same, f"Before it was serial {serial}.", "Check it.")]


# Two devices ----------------------------------------------------------------------------------------------------------


def clocks_apart(first: Examination, second: Examination) -> Finding:
    """How fast two devices' clocks run apart."""
    title = f"Clock against {first.probe.attached.name}"
    one, other = first.probe.clock_ppm(), second.probe.clock_ppm()
    if first.probe.no_clock or second.probe.no_clock:
        return not_done("clocks_apart", title, NO_CLOCK)
    if one is None or other is None:
        return not_done("clocks_apart", title, "The streams were too short.", "Measure longer.")
    limit = min(first.limits.clocks_apart_ppm, second.limits.clocks_apart_ppm)
    apart, spread = other[0] - one[0], math.hypot(one[1], other[1])
    minute_ms = abs(apart) * 60.0 / 1000.0
    return judged(
        "clocks_apart",
        title,
        apart,
        "ppm",
        low=-limit,
        high=limit,
        uncertainty=spread,
        words=f"Against {first.probe.attached.name} its clock runs {runs(apart, spread)}: "
        f"{minute_ms:.1f} ms apart after a minute.",
        do="Differences in time between the two are withheld by the station. Have the worse clock repaired.",
    )


async def which_answers(left: Examination, right: Examination) -> Finding:
    """Of two dynamometers the left one answers when the left one is pulled."""
    title = "Answering when left, then right is pulled"
    mass_kg = max(left.masses_kg)
    answered = []
    for side, x in (("left", left), ("right", right)):
        await x.hands.put(Load(Side(side), mass_kg), f"{side.upper()} dynamometer")
        await x.probe.take(x.plan.settle_s)
        takes = [await each.probe.take(x.plan.load_s) for each in (left, right)]
        shown = [abs(float(np.mean(take.newtons))) for take in takes]
        answers = max(shown) >= 0.5 * mass_kg * x.plan.gravity
        answered.append(("left", "right")[int(np.argmax(shown))] if answers else "nothing")
    await left.hands.nothing_on()
    text = " and ".join(answered)
    words = (
        "Left and right are swapped: the right dynamometer answers when the left one is pulled."
        if answered == ["right", "left"]
        else f"Not every dynamometer answers ({text})."
    )
    return said("sides", title, text, answered == ["left", "right"], words, "Exchange the two, or their names.")
