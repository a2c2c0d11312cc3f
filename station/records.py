"""What the store keeps, as plain values: people, sessions, trials, and the runs of analysis with their provenance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from station.model import Mark, NamedMeasurement, Outcome, RejectReason, Side


@dataclass(frozen=True, slots=True)
class Person:
    """A client, known by a pseudonym (``A-104``); names are not kept here."""

    id: str
    code: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Source:
    """Which samples of which device went into a run; ``calibration`` and ``zero`` as the recording holds them."""

    stream: int
    segment: int
    model: str
    serial: str
    firmware: str
    sides: tuple[Side, ...]
    calibration: Mapping[str, Any]
    zero: Mapping[str, Any] | None
    first_index: int
    last_index: int
    gaps: tuple[tuple[int, int], ...]
    """(number of the first missing sample, how many)."""
    fs_hz: float
    clock_offset_s: float | None
    clock_spread_s: float | None
    clock: Mapping[str, Any] | None = None
    """The line from the device's seconds to the host's that the times were made with; None in earlier versions."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Everything that is needed to compute a run's numbers again, bit for bit."""

    software: str
    numpy: str
    recording_sha256: str
    alignment_s: float | None
    methods: Mapping[str, Mapping[str, float | str]] = field(default_factory=dict)
    """Filter, onset and metric methods: id to parameters."""
    sources: tuple[Source, ...] = ()
    operator: str = ""
    """Who sat at the station; empty in earlier versions."""
    code_sha256: str = ""
    """Checksum of the code that computed it; empty in earlier versions."""


@dataclass(frozen=True, slots=True)
class NewRun:
    """One pass of analysis over a trial, about to be stored.  ``cause`` says why it was made."""

    cause: str
    fs_hz: float
    marks: tuple[Mark, ...]
    measurements: tuple[NamedMeasurement, ...]
    refusal: str | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class StoredMark:
    """A mark of a run; ``before_s`` is where it was in the run before when somebody moved it."""

    mark: Mark
    before_s: float | None


@dataclass(frozen=True, slots=True)
class Run:
    """A stored pass of analysis; only the newest is ``current``, older ones stay as they were."""

    number: int
    made_at: datetime
    current: bool
    cause: str
    fs_hz: float
    marks: tuple[StoredMark, ...]
    measurements: tuple[NamedMeasurement, ...]
    refusal: str | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class NewTrial:
    """A trial about to be stored.  The range is in the station's seconds; no end means up to the last sample."""

    session_id: str
    recording_id: str
    recording_sha256: str
    range_start_host_s: float | None
    range_end_host_s: float | None
    protocol: str
    protocol_text: str
    title: str
    headline: str
    started_at: datetime
    outcome: Outcome
    complete: bool
    practice: bool = False
    """Submaximal, to get used to it: never part of a best, a mean, a variation or a change over visits."""
    retest_of: str | None = None
    """The trial of the same visit that this one is to be compared with, as the same test after a treatment."""


@dataclass(frozen=True, slots=True)
class StoredTrial:
    """A trial as the store has it, with every run of analysis, oldest first."""

    id: str
    person: Person
    trial: NewTrial
    kept: bool | None
    decided_at: datetime | None
    runs: tuple[Run, ...]
    station: str | None = None
    """The name of the computer where it was recorded, and where its raw file is; None for one of before."""
    sides_swapped: bool = False
    """Somebody said that left and right were attached the wrong way round."""
    rejected_for: RejectReason | None = None
    rejected_note: str = ""

    @property
    def current(self) -> Run:
        """The run whose numbers are shown."""
        return next(run for run in reversed(self.runs) if run.current)
