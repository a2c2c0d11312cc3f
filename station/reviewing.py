"""A stored trial as the review shows it: curves from the raw recording, marks and numbers from the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from drivers.calibration import Calibration
from station.amendments import decision_words, standing
from station.analysis import verdict
from station.filing import protocol_of, recording_of
from station.folders import Folders
from station.loss_words import missing_words
from station.model import Analysis, Outcome, Said, Side, Trace, TrialReview
from station.outcome_meaning import choices_of
from station.records import Run, Source, StoredTrial
from station.store import Store
from station.stored_curves import curves_of, traces_of
from station.trial_state import HistoryLine
from station.whereabouts import elsewhere


def review_of(store: Store, folders: Folders, trial_id: str) -> TrialReview:
    """Everything about one stored trial, of one that another station recorded all but its curves.

    Raises StationError when it cannot be read, or its recording that should be here.
    """
    stored = store.trial(trial_id)
    away = elsewhere(stored, folders)
    recording = None if away is not None else recording_of(stored, folders)
    traces = () if recording is None else traces_of(stored, recording)[0]
    run, trial = stored.current, stored.trial
    analysis = Analysis(
        protocol=trial.protocol,
        fs_hz=run.fs_hz,
        marks=tuple(item.mark for item in run.marks),
        measurements=run.measurements,
        refusal=run.refusal,
        methods=run.provenance.methods,
    )
    words, detail = verdict(analysis)
    return TrialReview(
        trial_id=trial_id,
        protocol=trial.protocol,
        title=trial.title,
        subtitle=_subtitle(stored),
        curves=tuple(curve for trace in traces for curve in curves_of(trace)),
        marks=analysis.marks,
        measurements=run.measurements,
        headline=trial.headline,
        refusal=run.refusal,
        outcome=trial.outcome,
        kept=stored.kept,
        verdict=words,
        verdict_detail=detail,
        provenance=_provenance(stored, run, traces),
        said=_said(store, stored, None if recording is None else recording.outcome or Outcome.INTERRUPTED),
        elsewhere=away or "",
    )


def _said(store: Store, stored: StoredTrial, recorded: Outcome | None) -> Said:
    history = store.amendments.of(stored.id)
    stands = standing(history)
    decision = {"kept": stored.kept, "rejected_for": stored.rejected_for, "note": stored.rejected_note}
    return Said(
        practice=stored.trial.practice,
        decision=decision_words(decision),
        sides_exchanged=stored.sides_swapped,
        outcomes=() if recorded is None else choices_of(protocol_of(stored), recorded),
        history=tuple(HistoryLine(each.words, each.who, each.made_at) for each in history),
        undo=next((each.words for each in stands.undoable), ""),
        redo=next((each.words for each in stands.redoable), ""),
    )


def _subtitle(stored: StoredTrial) -> str:
    when = stored.trial.started_at
    return f"Client {stored.person.code} · {when.day} {when:%b %Y, %H:%M} · {stored.trial.outcome.value}"


def _provenance(stored: StoredTrial, run: Run, traces: Sequence[Trace]) -> tuple[str, ...]:
    lines: list[str] = []
    for source, trace in zip(run.provenance.sources, traces, strict=False):
        sides = " and ".join(side.value for side in source.sides if side is not Side.BOTH)
        lost = sum(missing for _, missing in source.gaps)
        missing = missing_words(lost, counts=trace.counts_losses)
        told = (trace.source, sides, f"{source.fs_hz:.1f} Hz measured", missing)
        lines.append(" · ".join(part for part in told if part))
    lines += dict.fromkeys(_certificate(source, stored.trial.started_at.date()) for source in run.provenance.sources)
    lines = [line for line in lines if line]
    if len(run.provenance.sources) > 1 and run.provenance.alignment_s != 0:
        lines.append(_clocks(run.provenance.alignment_s))
    methods = ", ".join(_in_words(method) for method in run.provenance.methods)
    lines.append(f"Computed by {run.provenance.software} with {methods or 'no method'} · run {run.number}: {run.cause}")
    if run.provenance.operator:
        lines.append(f"At the station: {run.provenance.operator}")
    lines.append(
        f"From the raw samples in {stored.trial.recording_id}.rec · SHA-256 {stored.trial.recording_sha256[:16]}"
    )
    return tuple(lines)


def _clocks(alignment_s: float | None) -> str:
    """How well the clocks of several devices agree."""
    if alignment_s is None:
        return "How well the clocks of the devices agree is not known"
    return f"Clocks of the devices agree to ± {1000 * alignment_s:.1f} ms"


def _certificate(source: Source, day: date) -> str:
    """What is to be said about a calibration whenever its numbers are: expired, undated, or of a scale by hand."""
    try:
        calibration = msgspec.convert(source.calibration, Calibration)
    except msgspec.ValidationError:
        return ""
    said = [calibration.accepted] if calibration.accepted else []
    expired = calibration.expired(day)
    if expired:
        said.append(f"calibration expired: it is of {calibration.dated_on}")
    elif expired is None:
        said.append("day of the calibration unknown" if calibration.uncertainty else "calibration not verified")
    said += calibration.proofs
    return f"{source.model} {source.serial}: {'; '.join(said)}" if said else ""


def _in_words(method: str) -> str:
    """``onset.change_point`` as people read it: ``onset: change point``."""
    subject, _, way = method.replace("_", " ").partition(".")
    return f"{subject}: {way}" if way else subject
