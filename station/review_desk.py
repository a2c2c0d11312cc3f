"""What a review shows beside its trial, from the store and the recordings of one data folder."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from threading import Lock
from typing import Final

from station.change.one_method import Recomputing
from station.change.person_progress import About, test_progress
from station.change.stored import TrialNumbers
from station.desks.reviewing import (
    MarkMove,
    Origin,
    Overlay,
    Overlays,
    PressurePath,
    RunLine,
    TrialChange,
    TrialStep,
)
from station.errors import StationError
from station.filing import protocol_of, recording_of, stored_data
from station.folders import Folders
from station.model import Curve, Mark, Side
from station.pressure_path import pressure_path
from station.records import Run, StoredTrial
from station.store import Store
from station.stored_curves import beginnings, curves_of, laid_over, traces_of
from station.visits import TrialLine

MOST_OF_VISIT: Final = 3
"""Trials of the same visit that are laid over one; more of them could not be told apart."""
MOST_VISITS: Final = 4
"""Earlier visits with one trial each: the first, and the newest ones."""
_KEPT_READ: Final = 12
"""Trials whose curves are kept in memory: those of one review and of the next."""


class ReviewDesk:
    """The desk of reviews; calls may come from any thread."""

    def __init__(self, store: Store, folders: Folders) -> None:
        self._store, self._folders = store, folders
        self._kept: OrderedDict[tuple[str, bool], tuple[tuple[Curve, ...], float | None]] = OrderedDict()
        self._lock = Lock()
        self._again = _Remembering(store, folders, write=False)

    # Which trials there are ----------------------------------------------------------------------------------------

    def steps(self, trial_id: str) -> Sequence[TrialStep]:
        """The trials of this trial's visit, oldest first."""
        visit_id = self._store.trial(trial_id).trial.session_id
        lines = self._store.visits.trials(visit_id=visit_id)[::-1]
        of = Counter(line.protocol for line in lines)
        done: Counter[str] = Counter()
        steps = []
        for line in lines:
            done[line.protocol] += 1
            steps.append(_step(line, done[line.protocol], of[line.protocol]))
        return steps

    # Curves over each other ------------------------------------------------------------------------------------------

    def overlays(self, trial_id: str) -> Overlays:
        """Trials of the same test that count, laid over this one."""
        (under,) = self._store.marked([trial_id]) or (self._store.trial(trial_id),)
        wanted = _chosen(self._same_test(under), under)
        found = {each.id: each for each in self._store.marked([line.id for line, _, _ in wanted])}
        shown, left_out, names = [], [], []
        for line, origin, number in wanted:
            try:
                name, curves = self._over(found[line.id], under)
            except StationError as error:
                left_out.append(f"{line.started_at:%d %b %Y}: {error}")
                continue
            if curves:
                names.append(name)
                shown.append(Overlay(line.id, origin, number, line.started_at, curves))
            else:
                left_out.append(f"{line.started_at:%d %b %Y}: nothing in it begins where something does in this trial.")
        return Overlays(tuple(shown), " and ".join(dict.fromkeys(names)), tuple(left_out))

    def _over(self, over: StoredTrial, under: StoredTrial) -> tuple[str, tuple[Curve, ...]]:
        """One trial on the time of another, and what lies on what; both at GO where their marks differ."""
        curves, go_s = self._read(over)
        own, other = beginnings(_marks(over), go_s), beginnings(_marks(under), None)
        if own.name != other.name:
            own, other = beginnings((), go_s), beginnings((), self._read(under)[1])
        moved = (laid_over(curve, own.of(curve.side), other.of(curve.side)) for curve in curves)
        return own.name, tuple(curve for curve in moved if curve is not None)

    def _same_test(self, stored: StoredTrial) -> list[TrialLine]:
        """All trials of this test that this person did, oldest first."""
        return list(self._store.visits.trials(stored.person.code, protocol=stored.trial.protocol)[::-1])

    def _read(self, stored: StoredTrial) -> tuple[tuple[Curve, ...], float | None]:
        """The curves of a trial, and when GO was said in it."""
        key = (stored.trial.recording_sha256, stored.sides_swapped)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        traces, go_s = traces_of(stored, recording_of(stored, self._folders))
        read = tuple(curve for trace in traces for curve in curves_of(trace)), go_s
        with self._lock:
            self._kept[key] = read
            while len(self._kept) > _KEPT_READ:
                self._kept.popitem(last=False)
        return read

    # Beside the curve ------------------------------------------------------------------------------------------------

    def pressure(self, trial_id: str) -> PressurePath:
        """Where the centre of pressure went between the outermost marks."""
        stored, data = stored_data(self._store, self._folders, trial_id)
        run = stored.current
        return pressure_path(protocol_of(stored), data, _marks(stored), run.provenance.methods)

    def change(self, trial_id: str) -> TrialChange:
        """Whether the person changed in this test; nothing is stored by it."""
        stored = self._store.trial(trial_id)
        trials = self._store.changes.trials(stored.person.id, stored.trial.protocol)
        facts, treatments = self._store.facts.facts(stored.person.id), self._store.doses.treatments(stored.person.id)
        found = test_progress(trials, About(facts, treatments, {}), self._again) if trials else None
        return TrialChange(stored.trial.session_id, found)

    def runs(self, trial_id: str) -> Sequence[RunLine]:
        """Every time that this trial was computed, newest first."""
        stored = self._store.trial(trial_id)
        pairs = zip((None, *stored.runs), stored.runs, strict=False)
        return [_run_line(run, before, stored.trial.headline) for before, run in pairs][::-1]


class _Remembering(Recomputing):
    """What an earlier version computed is computed again once, however often a mark is moved meanwhile."""

    def __init__(self, store: Store, folders: Folders, *, write: bool) -> None:
        super().__init__(store, folders, write=write)
        self._done: dict[tuple[str, str, str], TrialNumbers] = {}

    def __call__(self, trial: TrialNumbers) -> TrialNumbers:
        """The numbers by this version.  Raises StationError when they cannot be made again."""
        key = (trial.id, trial.software, trial.code_sha256)
        if key not in self._done:
            self._done[key] = super().__call__(trial)
        done = self._done[key]
        # whether it was kept, and what it is called, may have changed since
        return replace(
            trial,
            measurements=done.measurements,
            methods=done.methods,
            refusal=done.refusal,
            software=done.software,
            code_sha256=done.code_sha256,
        )


def _step(line: TrialLine, number: int, of: int) -> TrialStep:
    return TrialStep(
        trial_id=line.id,
        title=line.title,
        number=number,
        of=of,
        started_at=line.started_at,
        kept=line.kept,
        practice=line.practice,
        rejected_for=line.rejected_for,
        refused=line.refusal is not None,
        outcome=line.outcome,
        headline=line.headline,
    )


def _chosen(lines: Sequence[TrialLine], stored: StoredTrial) -> list[tuple[TrialLine, Origin, int]]:
    """What is laid over a trial: the newest others of its visit, and the last that counts of earlier visits."""
    visits: dict[str, list[TrialLine]] = {}
    for line in lines:
        visits.setdefault(line.visit_id, []).append(line)
    own = visits.pop(stored.trial.session_id, [])
    numbers = {line.id: number for each in (own, *visits.values()) for number, line in enumerate(each, 1)}
    chosen = [line for line in own if line.id != stored.id and _counts(line)][-MOST_OF_VISIT:]
    found = [(line, Origin.VISIT, numbers[line.id]) for line in chosen]
    counted = [[line for line in each if _counts(line)] for each in visits.values()]
    earlier = [each[-1] for each in counted if each and each[-1].started_at < stored.trial.started_at]
    newest = earlier[1:][-(MOST_VISITS - 1) :][::-1]
    found += [(line, Origin.EARLIER, numbers[line.id]) for line in newest]
    return found + [(line, Origin.FIRST, numbers[line.id]) for line in earlier[:1]]


def _counts(line: TrialLine) -> bool:
    return line.kept is not False and not line.practice and line.refusal is None


def _marks(stored: StoredTrial) -> tuple[Mark, ...]:
    return tuple(item.mark for item in stored.current.marks)


def _run_line(run: Run, before: Run | None, headline: str) -> RunLine:
    places = {} if before is None else {(item.mark.name, item.mark.side): item.mark.time_s for item in before.marks}
    moved = []
    for item in run.marks:
        was_s = places.get((item.mark.name, item.mark.side))
        if was_s is not None and was_s != item.mark.time_s:
            moved.append(MarkMove(item.mark.name, Side(item.mark.side), was_s, item.mark.time_s))
    return RunLine(
        number=run.number,
        made_at=run.made_at,
        shown=run.current,
        cause=run.cause,
        operator=run.provenance.operator,
        software=run.provenance.software,
        moved=tuple(moved),
        headline=tuple(line for line in run.measurements if line.key == headline),
        refusal=run.refusal,
    )
