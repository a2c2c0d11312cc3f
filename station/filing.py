"""From a recording on disk to a stored trial: read back, cut to its range, analysed, stored with its provenance.

The live visit, recovery after a crash and a mark that somebody moved all come through here, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec
import numpy as np

from station.amendments import Amendment, AmendmentKind, MarkedRun, NewAmendment, Step, placed_marks
from station.errors import StationError
from station.folders import Folders
from station.model import BY_DEVICE, Analysis, Interrupted, Mark, Outcome, TrialData
from station.playback import Part, alignment_s, offset_s, parts_in, sides_of, trial_data
from station.protocol import FOLDER, Protocol, built_in
from station.recorded import SUFFIX, Recording, interrupted, read, set_aside
from station.records import NewRun, NewTrial, Provenance, Source, StoredTrial
from station.side_correction import METHOD, exchanged, exchanged_findings
from station.trial_checks import ZERO_CARRIED, Findings, as_methods, later_findings
from station.version import code_sha256, software
from station.whereabouts import elsewhere

if TYPE_CHECKING:
    from station.store import Store

Analyse = Callable[[Protocol, TrialData, Sequence[Mark]], Analysis]
"""What makes marks and numbers; the marks that are handed in were placed by a person and hold."""

RANGE_START: Final = "range_start"
RANGE_END: Final = "range_end"
PRACTICE: Final = "practice"
"""The trial is practice: ``{}``."""
RETEST: Final = "retest"
"""The trial is the same test again, after a treatment: ``{"of": trial id}``."""


@dataclass(frozen=True, slots=True)
class Range:
    """What of a recording is analysed, in host seconds; None is the beginning, or the end."""

    start_s: float | None
    end_s: float | None


def recording_path(folders: Folders, recording_id: str) -> Path:
    """Where a recording lies, or would lie."""
    aside = folders.set_aside / (recording_id + SUFFIX)
    return aside if aside.exists() else folders.recordings / (recording_id + SUFFIX)


def unfiled(store: Store, folders: Folders, running: Iterable[str] = ()) -> tuple[Interrupted, ...]:
    """What to offer after a start: recordings without a trial, newest first, but not those that ``running`` names.

    A recording that was closed before the effort began (somebody chose another test) is not offered.
    """
    known = store.recordings() | frozenset(running)
    return interrupted(folders.recordings, known)


def discard(folders: Folders, recording_id: str) -> None:
    """Put an interrupted recording aside; the file is kept.  Raises StationError."""
    set_aside(folders.recordings / (recording_id + SUFFIX))


def file_trial(
    store: Store,
    folders: Folders,
    path: Path,
    *,
    session_id: str | None = None,
    outcome: Outcome | None = None,
    analyse: Analyse | None = None,
    later: Findings | None = None,
) -> str:
    """Store the trial that a recording holds and return its id; one that is stored already keeps its id.

    Without ``session_id`` it goes to the session that the recording names, or to a new one of that person; without
    ``outcome`` to the recording's own, or ``interrupted``; ``later`` is what was found after it was closed.

    Raises StationError when it holds nothing to analyse.
    """
    recording = read(path)
    header = recording.header
    if header.recording_id != path.stem:
        raise StationError(
            f"The file {path.name} calls itself the recording {header.recording_id[:40]!r}: it was renamed or copied, "
            "or is none of this station's. No trial is made of it. Give it its own name back."
        )
    trial_id = store.trial_of_recording(header.recording_id)
    if trial_id is None:
        text = header.protocol_text or protocol_text(header.protocol)
        protocol = _protocol(text, header.protocol)
        cut = range_of(recording, protocol)
        run = _run(
            _Read(recording), cut, protocol, (), "first analysis", analyse or _analyse, later or {}, store.audit.who
        )
        trial = NewTrial(
            session_id=session_id or _session(store, recording),
            recording_id=header.recording_id,
            recording_sha256=recording.sha256,
            range_start_host_s=cut.start_s,
            range_end_host_s=cut.end_s,
            protocol=protocol.key,
            protocol_text=text,
            title=header.title or protocol.title,
            headline=protocol.headline,
            started_at=header.created,
            outcome=outcome or recording.outcome or Outcome.INTERRUPTED,
            complete=recording.complete and recording.outcome not in BY_DEVICE,
            practice=recording.marker(PRACTICE) is not None,
            retest_of=_retest_of(recording),
        )
        trial_id = store.add_trial(trial, run)
    if path.parent == folders.set_aside:
        path.replace(folders.recordings / path.name)
    return trial_id


def refile(
    store: Store,
    folders: Folders,
    trial_id: str,
    moved: Sequence[Mark] = (),
    *,
    analyse: Analyse | None = None,
    later: Findings | None = None,
    cause: str = "",
) -> int:
    """Compute a stored trial again with marks where a person put them; returns the number of the new run.

    Each mark is taken from the newest run that had it: one that was moved stays where it was put, and a run that was
    refused takes nothing away; what was found later stays, and ``later`` is added.

    Raises StationError when the trial has no such mark, or when it cannot be moved.
    """
    stored = store.trial(trial_id)
    marks = {(item.mark.name, item.mark.side): item.mark for run in stored.runs for item in run.marks}
    for mark in moved:
        if (mark.name, mark.side) not in marks:
            names = ", ".join(sorted({f"{name} ({side.value})" for name, side in marks})) or "none"
            raise StationError(f"This trial has no mark {mark.name} ({mark.side.value}); it has: {names}.")
        if not mark.movable:
            raise StationError(
                f"The mark {mark.name} ({mark.side.value}) follows from others, or from the clock, and cannot be "
                "moved. Where it is a peak, move the onset or the end of that effort."
            )
    causes = [cause] if cause else []
    causes += [", ".join(f"{mark.name} ({mark.side.value})" for mark in moved) + " moved"] if moved else []
    causes += [f"{name.replace('_', ' ')} found after the trial" for name in later or {}]
    said = "; ".join(causes)
    return store.replace_results(trial_id, _again(store, folders, stored, None, moved, analyse, later or {}, said))


def computed_with(
    store: Store,
    folders: Folders,
    stored: StoredTrial,
    amendment: NewAmendment,
    *,
    analyse: Analyse | None = None,
) -> NewRun:
    """What a stored trial gives once it is amended; nothing is stored.  Raises StationError."""
    cause = amendment.words if amendment.step is Step.DONE else f"{amendment.step.value}: {amendment.words}"
    return _again(store, folders, stored, amendment, (), analyse, {}, cause)


def _again(
    store: Store,
    folders: Folders,
    stored: StoredTrial,
    amendment: NewAmendment | None,
    moved: Sequence[Mark],
    analyse: Analyse | None,
    later: Findings,
    cause: str,
) -> NewRun:
    """A stored trial computed again as its history, and ``amendment`` after it, leave it."""
    history: list[Amendment | NewAmendment] = [*store.amendments.of(stored.id)]
    if amendment is not None:
        history.append(amendment)
    runs = [MarkedRun(tuple(item.mark for item in run.marks), METHOD in run.provenance.methods) for run in stored.runs]
    placed = {(mark.name, mark.side): mark for mark in (*placed_marks(runs, history), *moved)}
    if amendment is not None and amendment.kind is AmendmentKind.OUTCOME:
        stored = replace(stored, trial=replace(stored.trial, outcome=Outcome(amendment.after["outcome"])))
    if amendment is not None and amendment.kind is AmendmentKind.SIDES:
        stored = replace(stored, sides_swapped=bool(amendment.after["swapped"]))
    cut = Range(stored.trial.range_start_host_s, stored.trial.range_end_host_s)
    protocol = _protocol(stored.trial.protocol_text, stored.trial.protocol)
    found = {**later_findings(stored.current.provenance.methods), **later}
    read = _as_said(recording_of(stored, folders), stored)
    marks = tuple(placed.values())
    return _run(read, cut, protocol, marks, cause, analyse or _analyse, found, store.audit.who)


def stored_recording(store: Store, folders: Folders, trial_id: str) -> tuple[StoredTrial, Recording]:
    """A stored trial with its raw recording, which must be the very file that the trial was made from."""
    stored = store.trial(trial_id)
    return stored, recording_of(stored, folders)


def recording_of(stored: StoredTrial, folders: Folders) -> Recording:
    """The raw recording of a stored trial, which must be the very file that it was made from.  Raises StationError."""
    away = elsewhere(stored, folders)
    if away is not None:
        raise StationError(
            f"The raw recording of this trial lies on the station {away}, where it was made; its numbers can be looked "
            "at everywhere. Compute it again, or move its marks, on that station."
        )
    recording = read(recording_path(folders, stored.trial.recording_id))
    if recording.sha256 != stored.trial.recording_sha256:
        raise StationError(
            f"The raw file {recording.path.name} is not what it was when this trial was stored (its checksum differs). "
            "Nothing is computed from it; put back the file from a backup."
        )
    return recording


def stored_data(store: Store, folders: Folders, trial_id: str) -> tuple[StoredTrial, TrialData]:
    """A stored trial with its forces, exactly as they were analysed."""
    stored, recording = stored_recording(store, folders, trial_id)
    return stored, data_of(stored, recording)


def data_of(stored: StoredTrial, recording: Recording) -> TrialData:
    """The forces of a stored trial, exactly as they were analysed."""
    cut = Range(stored.trial.range_start_host_s, stored.trial.range_end_host_s)
    return _data(_as_said(recording, stored), cut, {})


def protocol_of(stored: StoredTrial) -> Protocol:
    """The clinical test as it was when the trial was made.  Raises StationError."""
    return _protocol(stored.trial.protocol_text, stored.trial.protocol)


def recomputed(stored: StoredTrial, folders: Folders) -> Analysis:
    """What a stored trial's shown run gives when it is computed again; nothing is written.  Raises StationError."""
    placed = [item.mark for item in stored.current.marks if item.mark.movable and not item.mark.automatic]
    later = later_findings(stored.current.provenance.methods)
    cut = Range(stored.trial.range_start_host_s, stored.trial.range_end_host_s)
    data = _data(_as_said(recording_of(stored, folders), stored), cut, later)
    return _analyse(_protocol(stored.trial.protocol_text, stored.trial.protocol), data, placed)


def analysis_of(recording: Recording) -> Analysis:
    """What a recording gives when it is analysed as a new trial; nothing is stored.  Raises StationError."""
    header = recording.header
    protocol = _protocol(header.protocol_text or protocol_text(header.protocol), header.protocol)
    cut = range_of(recording, protocol)
    return _analyse(protocol, trial_data(recording, cut.start_s, cut.end_s), ())


def range_of(recording: Recording, protocol: Protocol) -> Range:
    """The part to analyse: the markers' range, else from the weighing (or the last preparation) to the end."""
    start, end = recording.marker(RANGE_START), recording.marker(RANGE_END)
    end_s = None if end is None else end.host_s
    if start is not None:
        return Range(start.host_s, end_s)
    weighed = recording.marker("weighed")
    if weighed is not None and protocol.weigh is not None:
        return Range(weighed.host_s - protocol.weigh.seconds, end_s)
    for name in ("weigh", "start"):
        prepared = recording.marker(name)
        if prepared is not None:
            return Range(prepared.host_s, end_s)
    return Range(None, end_s)


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A recording as it is to be read: with left and right exchanged, and ended otherwise, where somebody said so."""

    recording: Recording
    outcome: Outcome | None = None
    swapped: bool = False


def _as_said(recording: Recording, stored: StoredTrial) -> _Read:
    """The recording of a stored trial with what people said about it."""
    recorded = recording.outcome or Outcome.INTERRUPTED
    said = None if stored.trial.outcome is recorded else stored.trial.outcome
    return _Read(exchanged(recording) if stored.sides_swapped else recording, said, stored.sides_swapped)


def _data(read: _Read, cut: Range, later: Findings) -> TrialData:
    found = exchanged_findings(later) if read.swapped else later
    return trial_data(read.recording, cut.start_s, cut.end_s, found, read.outcome)


def _run(
    read: _Read,
    cut: Range,
    protocol: Protocol,
    placed: Sequence[Mark],
    cause: str,
    analyse: Analyse,
    later: Findings,
    operator: str,
) -> NewRun:
    recording = read.recording
    parts, _ = parts_in(recording, cut.start_s, cut.end_s)
    analysis = analyse(protocol, _data(read, cut, later), placed)
    corrected: dict[str, dict[str, float | str]] = {METHOD: {"said_by": "a person"}} if read.swapped else {}
    zero = recording.marker(ZERO_CARRIED)
    if zero is not None:
        corrected["zero.carried"] = {name: value for name, value in zero.data.items() if isinstance(value, float | str)}
    return NewRun(
        cause=cause,
        fs_hz=analysis.fs_hz,
        marks=analysis.marks,
        measurements=analysis.measurements,
        refusal=analysis.refusal,
        provenance=Provenance(
            software=software(),
            numpy=np.__version__,
            recording_sha256=recording.sha256,
            alignment_s=alignment_s([part.segment for part in parts]),
            methods={**analysis.methods, **corrected, **as_methods(later)},
            sources=tuple(_source(part) for part in parts),
            operator=operator,
            code_sha256=code_sha256(),
        ),
    )


def _source(part: Part) -> Source:
    info = part.description.segment.info
    last = part.segment.clocks[-1] if part.segment.clocks else None
    index = part.index
    return Source(
        stream=part.stream,
        segment=part.segment.number,
        model=info.model,
        serial=info.serial,
        firmware=info.firmware,
        sides=sides_of(part.description),
        calibration=_plain(part.description.calibration),
        zero=None if part.description.zero is None else _plain(part.description.zero),
        first_index=int(index[0]),
        last_index=int(index[-1]),
        gaps=tuple((int(index[at] - missing), missing) for at, missing in part.gaps),
        fs_hz=part.fs_hz,
        clock_offset_s=offset_s(part.segment),
        clock_spread_s=None if last is None else last.spread_s,
        clock=None if last is None else _plain(last),
    )


def _plain(value: object) -> Mapping[str, Any]:
    plain: Mapping[str, Any] = msgspec.to_builtins(value)
    return plain


def _retest_of(recording: Recording) -> str | None:
    marker = recording.marker(RETEST)
    of = None if marker is None else marker.data.get("of")
    return of if isinstance(of, str) else None


def _session(store: Store, recording: Recording) -> str:
    """The session that a recording belongs to; a new one of its person, or of an unknown one, where there is none."""
    header = recording.header
    if header.session and store.has_session(header.session):
        return header.session
    if store.has_person(header.person):
        return store.start_session(header.person, header.created, header.session)
    unknown = store.person("UNKNOWN") or store.add_person("UNKNOWN")
    return store.start_session(unknown.id, header.created)


def protocol_text(key: str) -> str:
    """The file of a clinical test that ships, as a recording keeps it.  Raises StationError."""
    if key not in built_in():
        raise StationError(
            f"This recording is of a test that this program does not know ({key or 'not named'}), so nothing can be "
            f"computed. The file is safe. Known tests: {', '.join(built_in())}."
        )
    return (FOLDER / f"{key}.toml").read_text(encoding="utf-8-sig")


def _protocol(text: str, key: str) -> Protocol:
    """The clinical test as it was when the trial was made."""
    try:
        return msgspec.toml.decode(text, type=Protocol)
    except msgspec.DecodeError as error:
        raise StationError(
            f"The test {key} is stored in a form that this program does not read ({error}); nothing was computed. "
            "Use the version that made the trial."
        ) from error


def _analyse(protocol: Protocol, data: TrialData, placed: Sequence[Mark]) -> Analysis:
    from station.analysis import analyse

    return analyse(protocol, data, moved=placed)
