"""The repetitions of an isometric trial, side by side, with the marks that stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dsp.dating import OnsetFlag
from dsp.isometric import Effort, peak_index
from dsp.onset import LOWEST_FS
from dsp.reps import RepCounter, find_contractions
from station.body_facts import BodyFacts
from station.isometric_doubts import EffortDoubts, doubts_of
from station.model import Floats, Mark, Side, Trace, TrialData
from station.protocol import Protocol
from station.timeline import Unusable, moved_time

LEAST_EFFORT_S = 0.5
_REST_SAMPLES = 12
_REST_S = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Repetition:
    """One effort of one side, with the marks that stand for it."""

    effort: Effort
    marks: tuple[Mark, ...]
    doubts: EffortDoubts
    released: bool
    disorder: str = ""
    """Why the marks cannot stand where somebody put them."""


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """One effort as it was found, before anybody moved a mark."""

    effort: Effort
    released: bool
    flags: tuple[OnsetFlag, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Limb:
    """What one side did: all its repetitions in order of time, of which the strongest are used."""

    side: Side
    trace: Trace
    repetitions: tuple[Repetition, ...]
    found: int


def limbs_of(protocol: Protocol, data: TrialData, body: BodyFacts, moved: Sequence[Mark]) -> list[Limb]:
    """Find the repetitions of every side.

    On two plates with one clock the whole body pushes once: both sides are measured between the onset and the release
    of the total, and the marks are the total's.
    """
    rows = [(trace, side, trace.force_n[i]) for trace in data.traces for i, side in enumerate(trace.sides)]
    if not rows or any(len(trace.time_s) < 2 for trace, _, _ in rows):
        raise Unusable("There are no samples to analyse. Check that the devices were sending, then repeat the trial.")
    if any(not np.isfinite(force).all() for _, _, force in rows):
        raise Unusable("The recording holds values that are not numbers. It cannot be used.")
    if protocol.unsided:
        if len(rows) > 1:
            raise Unusable(
                "This test measures one force that belongs to no side, and the recording holds "
                f"{len(rows)}. Choose a test of left and right for it, or give the one force alone."
            )
        ((trace, _, force),) = rows
        return [_limb(protocol, trace, Side.BOTH, force, body, moved)]
    first = data.traces[0]
    if protocol.device == "plates" and len(data.traces) == 1 and len(first.sides) == 2:
        whole = _limb(protocol, first, Side.BOTH, first.force_n.sum(axis=0), body, moved)
        if any(repetition.disorder for repetition in whole.repetitions):
            return [whole]  # between marks that are not in order there is nothing to share out
        return [whole, *(_part(protocol, whole, side, force) for _, side, force in rows)]
    return [_limb(protocol, trace, side, force, body, moved) for trace, side, force in rows]


def _part(protocol: Protocol, whole: Limb, side: Side, force: Floats) -> Limb:
    """What one side did in the repetitions of the whole body."""
    found = []
    for repetition in whole.repetitions:
        effort = repetition.effort
        first, at = np.searchsorted(effort.time_s, (effort.onset_s - 0.1, effort.onset_s))
        rest_n = float(np.median(force[first : at + 1]))
        part = replace(effort, force_n=force, rest_n=rest_n)
        doubts = doubts_of(
            protocol, part, released=repetition.released, flags=repetition.doubts.flags, unloaded_n=None, half=True
        )
        found.append(Repetition(part, (), doubts, repetition.released))
    return Limb(side, whole.trace, tuple(found), whole.found)


def _limb(protocol: Protocol, trace: Trace, side: Side, force: Floats, body: BodyFacts, moved: Sequence[Mark]) -> Limb:
    efforts = _contractions(trace, force, protocol.detect.contraction_above_n, body)
    strongest = sorted(efforts, key=lambda item: item.effort.rest_n - float(force[peak_index(item.effort)]))
    used = sorted(strongest[: protocol.reps], key=lambda item: item.effort.onset_s)
    unloaded_n = None if body.plates and side is not Side.BOTH else body.unloaded_n
    repetitions = tuple(
        _repetition(protocol, trace, side, number, found, moved, unloaded_n) for number, found in enumerate(used, 1)
    )
    return Limb(side, trace, repetitions, len(efforts))


def _contractions(trace: Trace, force: Floats, least_n: float, body: BodyFacts) -> list[_Found]:
    """Efforts of at least ``least_n`` above rest that last, and whether their release was recorded."""
    found = []
    if trace.fs_hz < LOWEST_FS:
        # too slow to date an onset; levels still find the repetitions, and the catalog withholds the times
        lowest_n = _lowest(force, trace.fs_hz)
        for rep in RepCounter(trace.fs_hz, least_n, least_s=LEAST_EFFORT_S).feed(force - lowest_n):
            onset_s = float(trace.time_s[rep.start_index])
            # the last sample below the level may be on its way up already
            before = force[max(0, rep.start_index - 1 - round(_REST_S * trace.fs_hz)) : max(0, rep.start_index - 1)]
            rest_n = float(np.median(before)) if len(before) else lowest_n
            effort = _effort(trace, force, rest_n, onset_s, rep.end_index, 1.0 / trace.fs_hz, body)
            found.append(_Found(effort, True))
        return found
    for item in find_contractions(force, trace.fs_hz):
        stop = len(force) if item.end_index is None else item.end_index
        if item.peak_n - item.rest_n < least_n or stop - item.onset.index < LEAST_EFFORT_S * trace.fs_hz:
            continue
        between = item.onset.time_s * trace.fs_hz
        onset_s = float(np.interp(between, np.arange(len(force)), trace.time_s))
        effort = _effort(trace, force, item.rest_n, onset_s, stop, item.onset.uncertainty_s, body)
        found.append(_Found(effort, item.end_index is not None, item.onset.flags))
    return found


def _lowest(force: Floats, fs: float) -> float:
    """The rest from which a slow device counts repetitions: the lowest mean of half a second."""
    size = min(len(force), max(1, round(_REST_S * fs)))
    return float(np.lib.stride_tricks.sliding_window_view(force, size).mean(axis=1).min())


def _effort(
    trace: Trace, force: Floats, rest_n: float, onset_s: float, stop: int, onset_uncertainty_s: float, body: BodyFacts
) -> Effort:
    start = int(np.searchsorted(trace.time_s, onset_s))
    # of a slow device 0.3 s are three samples, which show no scatter
    rest = force[max(0, start - max(_REST_SAMPLES, round(0.3 * trace.fs_hz))) : start]
    noise = float(np.std(np.diff(rest))) / np.sqrt(2.0) if len(rest) > 3 else 0.0
    uncertainty = float(np.hypot(2.0 * noise, 2.0 * trace.resolution_n / np.sqrt(12.0)))
    return Effort(
        trace.time_s,
        force,
        rest_n,
        onset_s,
        stop,
        onset_uncertainty_s,
        uncertainty,
        trace.uncertainty,
        1.0 / trace.fs_hz,
        body.lever_m,
        body.lever_uncertainty_m,
        body.mass_kg,
        body.mass_uncertainty_kg,
    )


def _repetition(
    protocol: Protocol,
    trace: Trace,
    side: Side,
    number: int,
    found: _Found,
    moved: Sequence[Mark],
    unloaded_n: float | None,
) -> Repetition:
    """The repetition with the marks where they are or where somebody put them."""
    last, step, effort = len(trace.time_s) - 1, 1.0 / trace.fs_hz, found.effort
    onset_s = moved_time(moved, f"onset {number}", side)
    end_s = moved_time(moved, f"end {number}", side)
    placed, released, flags = effort, found.released, found.flags
    # a mark that was put back where it was found stands for what was found there
    if onset_s is not None and abs(onset_s - effort.onset_s) > step / 2:
        first, at = np.searchsorted(trace.time_s, (onset_s - 0.1, onset_s))
        before = effort.force_n[first : at + 1]
        rest_n = float(np.median(before)) if len(before) else effort.rest_n
        placed = replace(placed, onset_s=onset_s, rest_n=rest_n, onset_uncertainty_s=step)
        flags = ()
    if end_s is not None and abs(end_s - float(trace.time_s[min(effort.stop, last)])) > step / 2:
        placed, released = replace(placed, stop=int(np.searchsorted(trace.time_s, end_s))), True
    stop_s = float(trace.time_s[min(max(placed.stop, 1), last)])
    ordered = float(trace.time_s[0]) <= placed.onset_s < stop_s
    used = placed if ordered else effort
    doubts = doubts_of(protocol, used, released=released, flags=flags, unloaded_n=unloaded_n)
    marks = [
        Mark(f"onset {number}", side, placed.onset_s, onset_s is None, placed.onset_uncertainty_s),
        Mark(f"peak {number}", side, float(trace.time_s[peak_index(used)]), True, step),
    ]
    if released or end_s is not None:
        marks.append(Mark(f"end {number}", side, float(trace.time_s[min(placed.stop, last)]), end_s is None, step))
    if doubts.dip is not None:
        marks.append(Mark(f"dip {number}", side, doubts.dip.time_s, True, step))
    disorder = f"The marks of repetition {number}, {side}, are not in order: onset, end. Move them apart."
    return Repetition(placed, tuple(marks), doubts, released, "" if ordered else disorder)
