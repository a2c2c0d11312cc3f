"""A recording as analysis sees it: newtons on one time axis, computed anew from the native samples.

Rules.  A sample belongs to the range when its device time, moved by the stream's last known clock offset, lies in it.
Segments are never glued: of each stream only the one that is running at the start of the range counts (or the first
one in it, when nothing runs there), and ``complete`` is False when more was in the range.  ``complete`` is also False
when the recording was not closed, a device failed, or a stream ends more than 0.25 s before the range does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from drivers.calibration import Calibration
from drivers.contracts import Native, SampleClock
from dsp.soundness import Flaws, find_flaws
from station.body_facts import LEVER, lever_from
from station.carried_mass import MARKER as BODY_MASS
from station.carried_mass import from_marker as mass_from_marker
from station.clock_reading import ClockReading, agreement_s
from station.errors import StationError
from station.feedback.own_maximum import OWN_MAXIMUM, from_marker
from station.model import BY_DEVICE, Cells, Floats, Outcome, Side, Trace, TrialData
from station.plate_moments import Moments
from station.recorded import Description, RecordedSegment, Recording
from station.trial_checks import (
    OVERLOAD,
    RATE_CHECK,
    RATE_KEPT,
    REST_CUT,
    SIDE_CHECK,
    UNSEEN_LOSS,
    WEIGHT_CARRIED,
    ZERO_CHECK,
    calibration_doubts,
    found_doubts,
    overload_doubts,
    promised_hz,
    rate_doubts,
)
from station.trial_doubt import TrialDoubt
from station.weighed_before import weighed_before

END_TOLERANCE_S: Final = 0.25
"""The last samples of a range are still on their way when the range is closed."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The samples of one stream that belong to a range: ``index`` and ``host_s`` ``(n,)``, with their segment."""

    stream: int
    segment: RecordedSegment
    description: Description
    chosen: npt.NDArray[np.intp]
    host_s: Floats

    @property
    def index(self) -> npt.NDArray[np.int64]:
        return self.segment.index[self.chosen]

    @property
    def gaps(self) -> tuple[tuple[int, int], ...]:
        """``(first sample after the gap as a position in the range, samples missing)``."""
        steps = np.diff(self.index)
        return tuple((int(at) + 1, int(steps[at]) - 1) for at in np.flatnonzero(steps > 1))

    @property
    def fs_hz(self) -> float:
        """Measured from the device's clock over the range, lost samples counted."""
        span_s = float(self.host_s[-1] - self.host_s[0])
        return float(self.index[-1] - self.index[0]) / span_s


def trial_data(
    recording: Recording,
    start_host_s: float | None,
    end_host_s: float | None,
    later: Mapping[str, Mapping[str, Any]] | None = None,
    outcome: Outcome | None = None,
) -> TrialData:
    """The forces between two host times (None: from the first, to the last sample).

    ``later`` is what was found when the recording was closed already (``trial_checks``); ``outcome`` is how the trial
    ended where somebody said it otherwise than the recording does.

    Raises StationError when the range holds no samples that can be turned into newtons.
    """
    parts, whole = parts_in(recording, start_host_s, end_host_s)
    begin_s = min(float(part.host_s[0]) for part in parts)
    go, own = recording.marker("go"), recording.marker(OWN_MAXIMUM)
    carried = recording.marker(BODY_MASS)
    mass = None if carried is None else mass_from_marker(carried.data)
    weight, lever = recording.marker(WEIGHT_CARRIED), recording.marker(LEVER)
    return TrialData(
        traces=tuple(_trace(part, begin_s) for part in parts),
        alignment_s=alignment_s([part.segment for part in parts]),
        complete=whole and recording.complete and not {recording.outcome, outcome} & BY_DEVICE,
        outcome=outcome or recording.outcome,
        go_s=None if go is None else go.host_s - begin_s,
        body_mass_kg=None if mass is None else mass[0],
        body_mass_uncertainty_kg=None if mass is None else mass[1],
        weighed_before=None if weight is None else weighed_before(weight.data),
        lever_m=None if lever is None else lever_from(lever.data),
        own_maximum_n={} if own is None else from_marker(own.data),
        doubts=tuple(dict.fromkeys(_doubts(recording, parts, later or {}))),
    )


def _doubts(
    recording: Recording, parts: Sequence[Part], later: Mapping[str, Mapping[str, Any]]
) -> Iterator[TrialDoubt]:
    """What was found out about the devices of this trial, and what their calibrations are worth on its day."""
    marked = {name: recording.marker(name) for name in (ZERO_CHECK, SIDE_CHECK, UNSEEN_LOSS, REST_CUT)}
    findings = {name: marker.data for name, marker in marked.items() if marker is not None}
    plates = any(len(sides_of(part.description)) > 1 for part in parts)
    yield from found_doubts({**findings, **later}, plates=plates)
    overloads = [marker.data for marker in recording.markers if marker.name == OVERLOAD]
    yield from overload_doubts(overloads, plates=plates)
    kept = recording.marker(RATE_CHECK)
    for part in parts:
        rate_hz = promised_hz(part.description.segment.info.signal, part.fs_hz)
        share = None if kept is None else kept.data.get(str(part.stream))
        if isinstance(share, int | float):
            yield from rate_doubts(float(share), rate_hz)
        elif part.fs_hz < RATE_KEPT * rate_hz:  # how far a sound converter may be from that only the link knows
            yield from rate_doubts(part.fs_hz / rate_hz, rate_hz)
        if part.description.calibration is not None:
            yield from calibration_doubts(part.description.calibration, recording.header.created.date())


def parts_in(
    recording: Recording, start_host_s: float | None, end_host_s: float | None
) -> tuple[tuple[Part, ...], bool]:
    """What each stream has in the range, and whether that is all there should be.  Raises StationError."""
    start_s = -math.inf if start_host_s is None else start_host_s
    end_s = math.inf if end_host_s is None else end_host_s
    parts: list[Part] = []
    whole = bool(recording.streams)
    for number, segments in recording.streams.items():
        found = [part for segment in segments if (part := _part(number, segment, start_s, end_s)) is not None]
        whole = whole and len(found) == 1 and len(segments) == len([s for s in segments if s.description])
        if found:
            parts.append(found[0])
            whole = whole and (math.isinf(end_s) or float(found[0].host_s[-1]) >= end_s - END_TOLERANCE_S)
    if not parts:
        raise StationError(
            f"The recording {recording.path.name} holds no usable samples in this part of the trial, so there is "
            "nothing to compute. The file stays as it is; repeat the trial."
        )
    return tuple(parts), whole


def offset_s(segment: RecordedSegment) -> float | None:
    """Host minus device seconds by the last reading of the clock; None when there was none."""
    return segment.clocks[-1].offset_s if segment.clocks else None


def alignment_s(segments: list[RecordedSegment]) -> float | None:
    """How well several clocks agree (95 %), of the two that are known worst: 0 for one, None when it is not known."""
    return agreement_s([(segment.clocks, _last_s(segment)) for segment in segments])


def _last_s(segment: RecordedSegment) -> float:
    """Device seconds of the newest sample."""
    described = segment.description
    if described is None or not segment.ticks.size:
        return 0.0
    return float(segment.ticks[-1]) * described.segment.info.signal.tick_s


def _part(number: int, segment: RecordedSegment, start_s: float, end_s: float) -> Part | None:
    description = segment.description
    if description is None or description.calibration is None or not segment.index.size:
        return None
    described = description.segment
    line = segment.clocks[-1] if segment.clocks else ClockReading(described.host_s)
    host_s: Floats = line.host_s(segment.ticks.astype(np.float64) * described.info.signal.tick_s)
    # A value that is no number is a sample that was not measured.
    measured = np.isfinite(segment.values).all(axis=0)
    chosen = np.flatnonzero((host_s >= start_s) & (host_s < end_s) & measured)
    if chosen.size < 2 or host_s[chosen[-1]] <= host_s[chosen[0]]:
        return None
    return Part(number, segment, description, chosen, host_s[chosen])


def bare_traces(
    recording: Recording, start_host_s: float | None, end_host_s: float | None
) -> tuple[tuple[Trace, ...], float | None]:
    """The same forces for drawing alone, without what is known of their cells, moments and flaws, and when GO was said.

    It takes a quarter of the time of ``trial_data``, and raises StationError as that does.
    """
    parts, _ = parts_in(recording, start_host_s, end_host_s)
    begin_s = min(float(part.host_s[0]) for part in parts)
    go = recording.marker("go")
    return tuple(_bare(part, begin_s) for part in parts), None if go is None else go.host_s - begin_s


def _trace(part: Part, begin_s: float) -> Trace:
    bare, calibration = _bare(part, begin_s), part.description.calibration
    if calibration is None:
        raise ValueError("a part without calibration")
    values = part.segment.values[:, part.chosen]
    return replace(
        bare,
        saturated=calibration.saturated(values, part.description.segment.info.signal)
        | calibration.overloaded(bare.force_n),
        flaws=_flaws(part, calibration, values),
        cells=_cells(part, calibration, values),
        moments=_moments(part, calibration, values),
    )


def _bare(part: Part, begin_s: float) -> Trace:
    calibration = part.description.calibration
    if calibration is None:
        raise ValueError("a part without calibration")
    info = part.description.segment.info
    force_n = calibration.newtons(part.segment.values[:, part.chosen], part.description.zero)
    dated = f", calibrated {calibration.dated}" if calibration.dated else ""
    verified = "" if calibration.uncertainty else ", not verified"
    return Trace(
        sides=sides_of(part.description),
        time_s=part.host_s - begin_s,
        force_n=force_n,
        fs_hz=part.fs_hz,
        gaps=part.gaps,
        capacity_n=calibration.capacity_n if calibration.capacity_n > 0 else math.inf,
        resolution_n=calibration.resolution_n,
        uncertainty=calibration.uncertainty,
        source=f"{info.model} {info.serial}{dated}{verified}",
        counts_losses=info.signal.clock is SampleClock.DEVICE,
    )


def _flaws(part: Part, calibration: Calibration, values: Native) -> Flaws | None:
    """What ails the channels that a force is summed of: the others still move, so the sum does not show it.

    None where each force is one channel.
    """
    parts = np.array(calibration.gain) != 0.0
    if (parts.sum(axis=1) <= 1).all() or values.shape[1] < 2:
        return None
    signal = part.description.segment.info.signal
    at_end = (values <= signal.native_min) | (values >= signal.native_max)
    found = find_flaws(calibration.cell_newtons(values, part.description.zero), part.fs_hz, limited=at_end)
    return Flaws(
        np.stack([found.stuck[own].any(axis=0) for own in parts]),
        np.stack([found.spikes[own].any(axis=0) for own in parts]),
    )


def _cells(part: Part, calibration: Calibration, values: Native) -> Cells | None:
    """The single cells of the plates, where the calibration says where they stand."""
    outputs = calibration.cell_outputs()
    if not calibration.cells_m or outputs is None:
        return None
    sides = sides_of(part.description)
    fewest = min(outputs.count(output) for output in set(outputs))
    return Cells(
        sides=tuple(sides[output] for output in outputs),
        force_n=calibration.cell_newtons(values, part.description.zero),
        position_m=np.array(calibration.cells_m).T,
        noise_n=max(calibration.noise_sd_n) / math.sqrt(fewest),
    )


def _moments(part: Part, calibration: Calibration, values: Native) -> Moments | None:
    """The moments of six-axis plates; a channel of theirs that ails is seen in no force."""
    if not calibration.moment_x:
        return None
    signal = part.description.segment.info.signal
    rows = calibration.moment_rows()
    used = (rows != 0.0).any(axis=(0, 1))
    ails = np.zeros(values.shape, np.bool_)
    at_end = (values <= signal.native_min) | (values >= signal.native_max)
    found = find_flaws(values[used].astype(np.float64), part.fs_hz, limited=at_end[used])
    ails[used] = found.stuck | found.spikes
    unsound = np.stack([ails[(row != 0.0).any(axis=0)].any(axis=0) for row in rows])
    steps = np.sqrt(np.square(rows).sum(axis=2).max()) * calibration.native_step / math.sqrt(12.0)
    return Moments(
        calibration.moments(values, part.description.zero),
        ~(unsound | calibration.moments_saturated(values, signal)),
        float(steps),
    )


def sides_of(description: Description) -> tuple[Side, ...]:
    """The sides that the calibrated outputs belong to.  Raises StationError when the recording does not say."""
    if description.sides:
        return description.sides
    try:
        return tuple(Side(output) for output in (description.calibration.outputs if description.calibration else ()))
    except ValueError as error:
        raise StationError(f"The recording does not say which side a device measured ({error}).") from error
