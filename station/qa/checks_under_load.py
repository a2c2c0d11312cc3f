"""Checks with known masses: which side answers, linearity, hysteresis, corners, cross-talk, step and creep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from station.model import Floats, Side
from station.qa.checks_of_moments import pressed_corners
from station.qa.estimates import cell_errors, unloading
from station.qa.examination import Examination, Reading
from station.qa.findings import Finding, Pictures, Verdict, judged, not_done, said
from station.qa.hands import CORNERS, MIDDLE, RELEASE_S, Load

TELLS = 0.05
"""A load whose limit is a larger part of it tells nothing: with a light mass a device that is off would pass."""
ANSWERS = 0.5
"""An output that shows this share of a load answers it."""


async def sides(x: Examination) -> list[Finding]:
    """The left plate answers when the left one is loaded."""
    if not x.has_plates:
        return []
    mass_kg = x.masses_kg[-1]
    answered = []
    for output in x.outputs:
        await x.hands.put(Load(Side(output), mass_kg), x.name(output).upper())
        await x.probe.take(x.plan.settle_s)
        means = (await x.probe.take(x.plan.load_s)).newtons.mean(axis=1)
        most = int(np.abs(means).argmax())
        answers = abs(means[most]) >= ANSWERS * mass_kg * x.plan.gravity
        answered.append(x.outputs[most] if answers else "nothing")
    text = " and ".join(answered)
    x.swapped = answered == list(reversed(x.outputs))
    if x.swapped:
        words = "Left and right are swapped: the right plate answers when the left one is loaded, and the other way."
        do = "Exchange the two plugs at the controller, or the places of the plates, then check again."
    else:
        words = f"Not every plate answers its load ({text})."
        do = "Check that every plate is plugged in."
    return [said("sides", "Answering when left, then right is loaded", text, answered == list(x.outputs), words, do)]


async def _zeroed(x: Examination) -> None:
    """A fresh zero before each series: what drifted until then belongs to the check of the drift."""
    await x.hands.nothing_on()
    await x.probe.take(x.plan.settle_s)
    await x.zero()


async def linearity(x: Examination) -> list[Finding]:
    """Masses up and down again on every output: error, gain, hysteresis and return to zero."""
    found: list[Finding] = []
    for output in x.outputs:
        await _zeroed(x)
        up = [await x.read(Load(Side(output), mass)) for mass in x.masses_kg]
        down = [await x.read(Load(Side(output), mass)) for mass in x.masses_kg[-2::-1]]
        await x.hands.nothing_on()
        await x.probe.take(x.plan.settle_s)
        after = await x.probe.take(x.plan.load_s)
        x.readings[output] = [*up, *down]
        returned = float(after.newtons[x.outputs.index(x.answering(output))].mean())
        found += _linearity(x, output, up, down, returned)
    return found


def _linearity(x: Examination, output: str, up: list[Reading], down: list[Reading], returned_n: float) -> list[Finding]:
    name, limits = x.name(output), x.limits
    allowed = [max(limits.load_error_n, limits.load_error_percent / 100.0 * r.true_n) for r in up + down]
    worst = max(range(len(allowed)), key=lambda at: abs((up + down)[at].error_n) / allowed[at])
    reading, limit_n = (up + down)[worst], allowed[worst]
    loads, shown = np.array([r.true_n for r in up + down]), np.array([r.force_n for r in up + down])
    gain = float(shown @ loads / (loads @ loads))
    x.pictures[output] = replace(
        x.pictures.get(output, Pictures(name)),
        loads_n=tuple(loads.tolist()),
        errors_n=tuple((shown - loads).tolist()),
    )
    errors = judged(
        f"linearity.{output}",
        f"Error at {reading.load.mass_kg:g} kg, {name}",
        reading.error_n,
        "N",
        low=-limit_n,
        high=limit_n,
        uncertainty=float(np.hypot(2.0 * reading.sd_n, limits.mass_uncertainty_percent / 100.0 * reading.true_n)),
        words=_gain_words(name, gain),
        do="Check the masses and what they stand on; if both are right, the device needs a new calibration.",
    )
    found = [errors]
    largest_n = float(loads.max())
    if errors.verdict is Verdict.PASSED and allowed[len(up) - 1] > TELLS * largest_n:
        why = f"Its limit is {limits.load_error_n:g} N: {up[-1].load.mass_kg:g} kg are too light to tell anything."
        found = [not_done(errors.check, errors.title, why, "Give a larger mass: --masses 5,10,20.")]
    if abs(gain) < ANSWERS:
        found.append(not_done(f"hysteresis.{output}", f"Hysteresis, {name}", "It does not answer its load."))
    elif down:
        found.append(_hysteresis(x, output, up, down))
    found.append(back_at_zero(x, output, returned_n, 2.0 * up[0].sd_n))
    return found


def back_at_zero(x: Examination, output: str, returned_n: float, uncertainty_n: float) -> Finding:
    """What an output reads once everything is off again."""
    return judged(
        f"return.{output}",
        f"Return to zero, {x.name(output)}",
        returned_n,
        "N",
        low=-x.limits.return_n,
        high=x.limits.return_n,
        uncertainty=uncertainty_n,
        words=f"With everything off again the {x.name(output)} reads {returned_n:+.2f} N.",
        do="Wait a minute and zero again; if it stays, look for what leans on it or for a loose foot.",
    )


def _hysteresis(x: Examination, output: str, up: list[Reading], down: list[Reading]) -> Finding:
    # of the errors: what a gauge tells is not twice the same force
    apart = [b.error_n - a.error_n for a, b in zip(up[:-1], reversed(down), strict=True)]
    loop_n, largest_n = max(apart, key=abs), up[-1].true_n
    return judged(
        f"hysteresis.{output}",
        f"Hysteresis, down minus up, {x.name(output)}",
        loop_n / largest_n * 100.0,
        "%",
        low=-x.limits.hysteresis_percent,
        high=x.limits.hysteresis_percent,
        uncertainty=2.0 * max(r.sd_n for r in up + down) * 2**0.5 / largest_n * 100.0,
        words=f"The same mass reads {abs(loop_n):.2f} N {'more' if loop_n > 0 else 'less'} on the way down than on the "
        "way up.",
        do="Look for what rubs or is screwed down crookedly; a cell that keeps doing so is overloaded or old.",
    )


def _gain_words(name: str, gain: float) -> str:
    if abs(gain) < ANSWERS:
        return f"The {name} does not answer its load."
    return f"The {name} reads {abs(gain - 1.0) * 100.0:.1f} % {'high' if gain > 1.0 else 'low'}."


async def corners(x: Examination) -> list[Finding]:
    """The largest mass at every corner and in the middle: the error of each cell, their places, and cross-talk."""
    if not x.has_plates:
        return []
    found: list[Finding] = []
    if x.probe.calibration.moment_x:
        await _zeroed(x)
        return await pressed_corners(x)
    if not x.probe.calibration.cells_m:
        return [not_done("corners", "Corners", "The certificate does not say where the cells stand.")]
    across: list[tuple[float, str, str]] = []
    for output in x.outputs:
        await _zeroed(x)
        taken = [await x.read(Load(Side(output), x.masses_kg[-1], place)) for place in (*CORNERS, MIDDLE)]
        felt = max(abs(r.force_n) / r.true_n for r in taken) >= ANSWERS
        found += _cells(x, output, taken) if felt else [_unanswered(x, output)]
        across += [(r.others_n / r.true_n * 100.0, output, r.load.place) for r in taken]
    worst, output, place = max(across, key=lambda each: abs(each[0]))
    found.append(
        judged(
            "crosstalk",
            "Cross-talk between the plates",
            worst,
            "%",
            low=-x.limits.crosstalk_percent,
            high=x.limits.crosstalk_percent,
            words=f"With the load at the {place} of the {x.name(output)} the other plate shows {worst:+.1f} % of it.",
            do="See that the plates do not touch each other; if they do not, the cable or the amplifier leaks.",
        )
    )
    return found


def _unanswered(x: Examination, output: str) -> Finding:
    name = x.name(output)
    do = "See that the mass stood on this plate, and that the plate is plugged in."
    return said(f"corners.{output}", f"Cells, {name}", "no answer", False, f"The {name} does not answer.", do)


def _cells(x: Examination, output: str, taken: list[Reading]) -> list[Finding]:
    name, limit = x.name(output), x.limits.cell_percent
    channels = x.cells(x.answering(output))
    names = [x.cell_name(channel) for channel in channels]
    matrix = np.array([[r.cells_n[channel] for channel in channels] for r in taken])
    errors, spreads = cell_errors(matrix, taken[0].true_n, max(r.sd_n for r in taken))
    x.pictures[output] = replace(
        x.pictures.get(output, Pictures(name)),
        cells=tuple((cell, float(error) * 100.0) for cell, error in zip(names, errors, strict=True)),
    )
    worst = int(np.abs(errors).argmax())
    spread = float(np.hypot(spreads[worst], x.limits.mass_uncertainty_percent / 100.0)) * 100.0
    off = [
        (cell, float(error) * 100.0) for cell, error in zip(names, errors, strict=True) if abs(error) * 100.0 > limit
    ]
    found = [
        judged(
            f"corners.{output}",
            f"Worst cell ({names[worst]}), {name}",
            float(errors[worst]) * 100.0,
            "%",
            low=-limit,
            high=limit,
            uncertainty=spread,
            words=_cell_words(name, off, len(names)),
            do="Check that the plate stands on all four feet, then have that cell calibrated anew."
            if len(off) < len(names)
            else "Check the mass first: when all cells agree, it is the likelier culprit.",
        )
    ]
    if errors.min() > -ANSWERS:
        found.append(_unexplained(x, output, taken, matrix @ (1.0 / (1.0 + errors))))
    right = [x.cell_name(channels[int(np.abs(row).argmax())]).removesuffix(" cell") for row in matrix[: len(CORNERS)]]
    wrong = [
        f"loaded {asked}, answered {answered}"
        for asked, answered in zip(CORNERS, right, strict=True)
        if asked != answered
    ]
    found.append(
        said(
            f"corner_order.{output}",
            f"Corners where they belong, {name}",
            f"{len(CORNERS) - len(wrong)} of {len(CORNERS)}",
            not wrong,
            f"{name}: {'; '.join(wrong)}. The centre of pressure would be wrong.",
            "Turn the plate the way its mark says, or exchange the plugs of its cells.",
        )
    )
    return found


def _unexplained(x: Examination, output: str, taken: list[Reading], shown_n: Floats) -> Finding:
    """What the sum shows too much at one place when every cell's error is taken out: no cell is the reason for it."""
    apart = [float(shown / r.true_n - 1.0) * 100.0 for shown, r in zip(shown_n, taken, strict=True)]
    worst = max(range(len(apart)), key=lambda at: abs(apart[at]))
    name, place = x.name(output), taken[worst].load.place
    return judged(
        f"places.{output}",
        f"Beside its cells, at the {place}, {name}",
        apart[worst],
        "%",
        low=-x.limits.cell_percent,
        high=x.limits.cell_percent,
        uncertainty=max(2.0 * r.sd_n / r.true_n for r in taken) * 100.0,
        words=f"With the load at the {place} the {name} shows {apart[worst]:+.1f} % of it that no cell accounts for.",
        do="Look what touches the plate or its top there, and whether the same mass stood at every place.",
    )


def _cell_words(name: str, off: list[tuple[str, float]], cells: int) -> str:
    if len(off) == cells and len({error > 0 for _, error in off}) == 1:
        mean = sum(error for _, error in off) / cells
        return f"{name}: every cell reads {abs(mean):.1f} % {'high' if mean > 0 else 'low'}."
    told = [
        f"{cell} does not answer"
        if error <= -99.0
        else f"{cell} reads {abs(error):.1f} % {'high' if error > 0 else 'low'}"
        for cell, error in off
    ]
    return f"{name}, {'; '.join(told)}."


async def step(x: Examination) -> list[Finding]:
    """A load taken off in one quick movement: how soon it is still, and whether it swings."""
    found: list[Finding] = []
    for output in x.outputs:
        name, load = x.name(output), Load(Side(output), x.masses_kg[-1])
        await x.hands.put(load, name)
        await x.probe.take(x.plan.settle_s)
        await x.hands.ready_to_release(name)
        take = await x.probe.take(RELEASE_S)
        seen = unloading(take.newtons[x.outputs.index(x.answering(output))], take.fs_hz)
        title = f"Settling after unloading, {name}"
        if seen is None:
            found.append(
                Finding(
                    f"step.{output}",
                    title,
                    Verdict.NOT_DONE,
                    words="The load was not seen to go off.",
                    do="Do it again.",
                )
            )
            continue
        found += [
            judged(
                f"step.{output}",
                title,
                seen.settle_s,
                "s",
                high=x.limits.settle_s,
                uncertainty=1.0 / take.fs_hz,
                words=f"The {name} takes {seen.settle_s:.2f} s to come to rest.",
                do="Lift the mass off faster; if it stays so, look for what is loose, soft or filtered.",
            ),
            judged(
                f"overshoot.{output}",
                f"Swing after unloading, {name}",
                seen.overshoot * 100.0,
                "%",
                high=x.limits.overshoot_percent,
                words=f"The {name} swings {seen.overshoot * 100.0:.0f} % of the load to the other side: it rings.",
                do="Put it on hard, level ground; tighten its feet and its top.",
            ),
        ]
    return found


async def creep(x: Examination) -> list[Finding]:
    """A load that stays: what the device shows more or less of it after minutes."""
    title = "Creep under a steady load"
    if not x.plan.creep_s:
        return [
            not_done(
                "creep", title, "Not asked for.", "It takes five minutes a side; ask for it with the option creep."
            )
        ]
    found = []
    for output in x.outputs:
        load = Load(Side(output), x.masses_kg[-1])
        first = await x.read(load)
        await x.probe.take(x.plan.creep_s)
        last = x.reading(load, await x.probe.take(x.plan.load_s))
        change = (last.force_n - first.force_n) / first.true_n * 100.0
        found.append(
            judged(
                f"creep.{output}",
                f"{title}, {x.name(output)}",
                change,
                "%",
                low=-x.limits.creep_percent,
                high=x.limits.creep_percent,
                uncertainty=2.0 * (first.sd_n + last.sd_n) / first.true_n * 100.0,
                words=f"In {x.plan.creep_s:.0f} s the {x.name(output)} changes by {change:+.2f} % of the load.",
                do="Long holds would fade or grow by themselves. Let it warm up; if it stays so, the cell is failing.",
            )
        )
    return found
