"""A force trace from a file as what a device would have sent: counts of eight cells, or kilograms of a dynamometer.

A force is spread over the four cells of its plate in whole counts, so that one count of one cell (0.05 N) is all that
rounding can change.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from drivers.calibration import Calibration
from drivers.contracts import DeviceInfo, Gap, Native, Segment, Signal, Ticks
from drivers.devices import harp_loadcells, progressor
from dsp.weighing import GRAVITY
from station.errors import BadInput
from station.filing import protocol_text
from station.model import Outcome, Side, Trace, TrialData
from station.protocol import Protocol
from station.recorded import ClockReading, Description, RecordedSegment, Recording
from station.recording_format import Header
from station.version import software

STEP_N: Final = 0.05
"""One count of one cell."""
CELLS: Final = 4


def as_recording(path: Path, data: TrialData, protocol: Protocol) -> Recording:
    """What a device of the kind that this test uses would have recorded of a trace.  Raises BadInput."""
    (trace,) = data.traces
    parts = [_plates(path, trace)] if protocol.device == "plates" else _grips(trace)
    return Recording(
        path=path,
        header=Header(
            path.stem, datetime.fromtimestamp(path.stat().st_mtime, UTC), software(), protocol.key, "", protocol.title,
            protocol_text=protocol_text(protocol.key),
        ),
        header_lost=False,
        streams={number: (part,) for number, part in enumerate(parts)},
        markers=(),
        outcome=Outcome.COMPLETED,
        complete=True,
        damage=(),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
    )  # fmt: skip


def _plates(path: Path, trace: Trace) -> RecordedSegment:
    total = np.rint(trace.force_n / STEP_N).astype(np.int64)
    cells = _shared(total, CELLS if len(trace.sides) > 1 else 2 * CELLS)
    if cells.max() > np.iinfo(np.int16).max or cells.min() < np.iinfo(np.int16).min:
        raise BadInput(f"{path.name}: {np.abs(trace.force_n).max():.0f} N are more than the simulated plates can send.")
    row = [STEP_N] * CELLS
    empty = [0.0] * CELLS
    rows = (tuple(row + row),) if len(trace.sides) == 1 else (tuple(row + empty), tuple(empty + row))
    return _segment(trace, "LoadCells", "1", harp_loadcells.SIGNAL, cells.astype(np.int16), trace.sides, rows, 1.0)


def _grips(trace: Trace) -> list[RecordedSegment]:
    parts = []
    for number, (side, force_n) in enumerate(zip(trace.sides, trace.force_n, strict=True), 1):
        if side is Side.BOTH:
            raise BadInput("A dynamometer measures the left or the right side; name the column left or right.")
        kg = (force_n / GRAVITY).astype(np.float32).reshape(1, -1)
        parts.append(_segment(trace, "Progressor", str(number), progressor.SIGNAL, kg, (side,), ((GRAVITY,),), 0.0))
    return parts


def _shared(total: npt.NDArray[np.int64], cells: int) -> npt.NDArray[np.int64]:
    """Counts ``(sides, n)`` spread over the cells of each side, ``(sides * cells, n)``."""
    each, rest = np.divmod(total, cells)
    rows = [each + (rest > cell) for cell in range(cells)]
    spread: npt.NDArray[np.int64] = np.stack(rows, axis=1).reshape(-1, total.shape[1])
    return spread


def _segment(
    trace: Trace,
    model: str,
    serial: str,
    signal: Signal,
    values: Native,
    sides: tuple[Side, ...],
    gain: tuple[tuple[float, ...], ...],
    native_step: float,
) -> RecordedSegment:
    ticks: Ticks = np.rint((trace.time_s - trace.time_s[0]) / signal.tick_s).astype(np.int64)
    missing = np.zeros(ticks.size, np.int64)
    for at, count in trace.gaps:
        missing[at] = count
    index = np.arange(ticks.size) + np.cumsum(missing)
    gaps = tuple(Gap(int(index[at] - count), count) for at, count in trace.gaps)
    calibration = Calibration(
        id="trace",
        serial=serial,
        outputs=tuple(side.value for side in sides),
        gain=gain,
        zero_native=(0.0,) * len(gain[0]),
        capacity_n=float(max(2000.0, np.abs(trace.force_n).max() + 1.0)),
        noise_sd_n=(0.0,) * len(sides),
        native_step=native_step,
        note=f"forces of {trace.source}",
    )
    segment = Segment(1, DeviceInfo(model, serial, "1.2", signal), 0.0)
    clock = ClockReading(float(trace.time_s[0]), 0.0)
    return RecordedSegment(1, Description(segment, calibration, None, sides), index, ticks, values, gaps, (clock,))
