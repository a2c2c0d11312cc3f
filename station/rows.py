"""Rows of the database to plain values and back, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dsp.measurement import Measurement, State
from station.model import Mark, NamedMeasurement, Outcome, Side
from station.records import NewRun, NewTrial, Provenance, Run, Source, StoredMark
from station.tables import MarkRow, ResultRow, RunRow, SourceRow, TrialRow, on_the_wall


def run_row(
    run_id: str, trial_id: str, number: int, made_at: datetime, run: NewRun, before: Mapping[tuple[str, str], MarkRow]
) -> RunRow:
    """A run as rows; ``before`` has the marks of the run that it takes the place of."""
    provenance = run.provenance
    return RunRow(
        id=run_id,
        trial_id=trial_id,
        number=number,
        current=True,
        made_at=made_at,
        cause=run.cause,
        fs_hz=run.fs_hz,
        refusal=run.refusal,
        software=provenance.software,
        numpy=provenance.numpy,
        recording_sha256=provenance.recording_sha256,
        alignment_s=provenance.alignment_s,
        methods={method: dict(parameters) for method, parameters in provenance.methods.items()},
        operator=provenance.operator or None,
        code_sha256=provenance.code_sha256 or None,
        sources=[_source_row(position, source) for position, source in enumerate(provenance.sources)],
        marks=[_mark_row(position, mark, before) for position, mark in enumerate(run.marks)],
        results=[_result_row(position, line) for position, line in enumerate(run.measurements)],
    )


def run_of(row: RunRow, *, marks_only: bool = False) -> Run:
    """A run out of its row; with its marks alone nothing is looked up of its numbers and sources."""
    return Run(
        number=row.number,
        made_at=row.made_at,
        current=row.current,
        cause=row.cause,
        fs_hz=row.fs_hz,
        marks=tuple(_mark_of(mark) for mark in row.marks),
        measurements=() if marks_only else tuple(measurement_of(result) for result in row.results),
        refusal=row.refusal,
        provenance=Provenance(
            software=row.software,
            numpy=row.numpy,
            recording_sha256=row.recording_sha256,
            alignment_s=row.alignment_s,
            methods=row.methods,
            sources=() if marks_only else tuple(_source_of(source) for source in row.sources),
            operator=row.operator or "",
            code_sha256=row.code_sha256 or "",
        ),
    )


def measurement_of(row: Any) -> NamedMeasurement:
    """A number out of a row of results, or out of its columns alone."""
    number = Measurement(row.value, row.unit, State(row.state), tuple(row.reasons), row.uncertainty, row.method)
    return NamedMeasurement(row.key, row.title, Side(row.side), number)


def trial_of(row: TrialRow) -> NewTrial:
    """The trial as it was stored, its start with the UTC offset of where it was made."""
    return NewTrial(
        session_id=row.session_id,
        recording_id=row.recording_id,
        recording_sha256=row.recording_sha256,
        range_start_host_s=row.range_start_host_s,
        range_end_host_s=row.range_end_host_s,
        protocol=row.protocol,
        protocol_text=row.protocol_text,
        title=row.title,
        headline=row.headline,
        started_at=on_the_wall(row.started_at, row.utc_offset_minutes),
        outcome=Outcome(row.outcome),
        complete=row.complete,
        practice=row.practice,
        retest_of=row.retest_of,
    )


def _mark_row(position: int, mark: Mark, before: Mapping[tuple[str, str], MarkRow]) -> MarkRow:
    was = before.get((mark.name, mark.side.value))
    # one that was computed both times was moved by nobody: left and right were exchanged, or the method is a newer one
    moved = was is not None and was.time_s != mark.time_s and not (was.automatic and mark.automatic)
    return MarkRow(
        position=position,
        name=mark.name,
        side=mark.side.value,
        time_s=mark.time_s,
        automatic=mark.automatic,
        uncertainty_s=mark.uncertainty_s,
        before_s=was.time_s if was is not None and moved else None,
    )


def _mark_of(row: MarkRow) -> StoredMark:
    return StoredMark(Mark(row.name, Side(row.side), row.time_s, row.automatic, row.uncertainty_s), row.before_s)


def _result_row(position: int, line: NamedMeasurement) -> ResultRow:
    number = line.measurement
    return ResultRow(
        position=position,
        key=line.key,
        title=line.title,
        side=line.side.value,
        value=number.value,
        unit=number.unit,
        state=number.state.value,
        reasons=list(number.reasons),
        uncertainty=number.uncertainty,
        method=number.method,
    )


def _source_row(position: int, source: Source) -> SourceRow:
    return SourceRow(
        position=position,
        stream=source.stream,
        segment=source.segment,
        model=source.model,
        serial=source.serial,
        firmware=source.firmware,
        sides=[side.value for side in source.sides],
        calibration=dict(source.calibration),
        zero=None if source.zero is None else dict(source.zero),
        first_index=source.first_index,
        last_index=source.last_index,
        gaps=[[index, missing] for index, missing in source.gaps],
        fs_hz=source.fs_hz,
        clock_offset_s=source.clock_offset_s,
        clock_spread_s=source.clock_spread_s,
        clock=None if source.clock is None else dict(source.clock),
    )


def _source_of(row: SourceRow) -> Source:
    return Source(
        stream=row.stream,
        segment=row.segment,
        model=row.model,
        serial=row.serial,
        firmware=row.firmware,
        sides=tuple(Side(side) for side in row.sides),
        calibration=row.calibration,
        zero=row.zero,
        first_index=row.first_index,
        last_index=row.last_index,
        gaps=tuple((index, missing) for index, missing in row.gaps),
        fs_hz=row.fs_hz,
        clock_offset_s=row.clock_offset_s,
        clock_spread_s=row.clock_spread_s,
        clock=row.clock,
    )
