"""What a trial that met with a fault is held to: the truth of the bench, and a twin that nothing happened to.

Every check returns complaints, sentences that name what is wrong; none are what was promised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from dsp.measurement import Measurement, State
from simulators.fault_truth import Numbers, Truth
from station.model import NamedMeasurement, Outcome, TrialReview
from station.recorded import RecordedSegment, read

SAME = 1e-9
"""Two numbers without an uncertainty must agree to this, relatively and absolutely."""
STREAM_FOUND_S = 0.3
"""A segment is noted when the stream is started, or once a device that began anew has shown that it did."""


# What is on disk against what happened ------------------------------------------------------------------------------


def stored_truth(path: Path, truths: Mapping[str, Truth], *, exact: bool) -> list[str]:
    """Hold every segment of a recording to what really became of the samples of its device (by serial number).

    Unless it must be ``exact``, samples that arrived late, or beside damage, may be missing too.
    """
    wrong = []
    for parts in read(path).streams.values():
        for part in parts:
            if part.description is None or not part.index.size:
                continue
            serial = part.description.segment.info.serial
            if serial in truths:
                wrong += [
                    f"{serial}, segment {part.number}: {text}" for text in _segment(part, truths[serial], exact=exact)
                ]
    return wrong


def _segment(part: RecordedSegment, truth: Truth, *, exact: bool) -> list[str]:
    """Complaints about one segment: lost samples outside its gaps, samples twice, samples that never were."""
    base = _first_number(part, truth)
    if base is None:
        return ["no stream of the device began when it did"]
    if (np.diff(part.index) <= 0).any():
        return ["samples are stored twice or out of order"]
    stored = _spans(part.index + base)
    first, last = base + int(part.index[0]), base + int(part.index[-1])
    gaps = Numbers()
    for gap in part.gaps:
        gaps.add(base + gap.index, gap.missing)
    gaps = gaps.within(first, last + 1)
    wrong = []
    if invented := len(stored.minus(truth.arrived)):
        wrong.append(f"{invented} stored samples never arrived")
    lost = truth.measured.minus(truth.arrived).within(first, last + 1)
    if unsaid := len(lost.minus(gaps)):
        wrong.append(f"{unsaid} lost samples lie in no gap")
    if both := len(gaps) - len(gaps.minus(stored)):
        wrong.append(f"{both} stored samples lie in a gap")
    # a sample that came as no number is missing too; what came too late, or beside damage, may be given up
    given_up = gaps.minus(lost).minus(truth.altered)
    if len(given_up) and (exact or not (len(truth.delayed) or truth.garbage_bytes)):
        wrong.append(f"{len(given_up)} samples that arrived whole and in time are missing")
    return wrong


def _first_number(part: RecordedSegment, truth: Truth) -> int | None:
    """The device's own number of the sample that the segment calls 0: the first of its stream that arrived."""
    described = part.description
    if described is None:
        return None
    begun = [each for each in truth.streams if each.at_s <= described.segment.host_s + STREAM_FOUND_S]
    if not begun:
        return None
    at = truth.streams.index(begun[-1])
    end = truth.streams[at + 1].first if at + 1 < len(truth.streams) else 1 << 62
    spans = truth.arrived.within(begun[-1].first, end).spans
    return spans[0][0] if spans else None


def _spans(numbers: np.ndarray) -> Numbers:
    breaks = np.flatnonzero(np.diff(numbers) != 1) + 1
    found = Numbers()
    for piece in np.split(numbers, breaks):
        found.add(int(piece[0]), int(piece.size))
    return found


# What is shown against what it would have been ------------------------------------------------------------------------


def against_twin(review: TrialReview, twin: TrialReview) -> list[str]:
    """Numbers that are handed out as valid and are not those of the same trial without its faults."""
    known = {(line.key, line.side): line.measurement for line in twin.measurements}
    wrong = []
    for line in review.measurements:
        other = known.get((line.key, line.side))
        found = line.measurement
        if found.state is not State.VALID or found.value is None or other is None or other.value is None:
            continue
        if abs(found.value - other.value) > _allowed(found, other):
            wrong.append(
                f"{line.key} ({line.side.value}) is shown as valid: {_said(found)}, without the fault {_said(other)}"
            )
    return wrong


def _allowed(found: Measurement, other: Measurement) -> float:
    stated = (found.uncertainty or 0.0) + (other.uncertainty or 0.0)
    return stated + SAME * (1.0 + abs(other.value or 0.0))


def _said(number: Measurement) -> str:
    band = "" if number.uncertainty is None else f" ± {number.uncertainty:.3g}"
    return f"{number.value:.6g}{band} {number.unit}".rstrip()


def works_again(review: TrialReview | None, given_up: str) -> list[str]:
    """Complaints about the trial after the fault is over, which must be as any other."""
    if review is None:
        return [f"the next trial did not come about: {given_up or 'nothing was stored'}"]
    if review.refusal is not None:
        return [f"the next trial is refused: {review.refusal}"]
    if review.outcome is not Outcome.COMPLETED:
        return [f"the next trial ended as {review.outcome.value}"]
    headline = [line for line in review.measurements if line.key == review.headline]
    return [
        f"the next trial's {line.key} ({line.side.value}) is {line.measurement.state.value}: "
        + "; ".join(line.measurement.reasons)
        for line in headline
        if line.measurement.state is not State.VALID
    ]


def states_of(lines: Sequence[NamedMeasurement]) -> str:
    """How many numbers are valid, limited and withheld, for example ``41 valid, 3 limited, 9 withheld``."""
    count = {state: sum(line.measurement.state is state for line in lines) for state in State}
    words = {State.VALID: "valid", State.LIMITED: "limited", State.INVALID: "withheld"}
    return ", ".join(f"{count[state]} {word}" for state, word in words.items() if count[state]) or "no numbers"
