"""A visit as a report has it, made by hand: whatever matters can be said, the rest is usual."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dsp.measurement import Measurement, State, invalid
from dsp.symmetry import Verdict
from station.change.verdicts import Basis, Change, Detectable, Point, SidesPoint, Word
from station.dose_plans import PlannedDose
from station.doses import Prescribed
from station.model import Side
from station.report.content import (
    DrawnCurves,
    DrawnLine,
    Figure,
    Instrument,
    RawFile,
    Target,
    TestReport,
    VisitReport,
)

FIRST = datetime(2026, 9, 7, 9, 0, tzinfo=UTC)
BEFORE = FIRST + timedelta(weeks=3)
NOW = FIRST + timedelta(weeks=6)
CHECK = "verification 2026-08-30: passed, within 0.4 %"
CLAMSHELL = Prescribed(40.0, 50.0, "% of own maximum", 5.0, 12)
LEFT, RIGHT, BOTH = Side.LEFT, Side.RIGHT, Side.BOTH


def newtons(value: float | None, *reasons: str, limited: bool = False) -> Measurement:
    if value is None:
        return invalid("N", *reasons)
    return Measurement(value, "N", State.LIMITED if limited else State.VALID, reasons, 4.0, "peak")


def change(word: Word, amount: float | None, at: datetime, reason: str = "said why") -> Change:
    if word in (Word.FIRST, Word.NOT_COMPARABLE):
        return Change(word, reason, against_at=None if word is Word.FIRST else at)
    limit = None if word is Word.NOT_JUDGED else Detectable(16.0, "N", Basis.OWN, "from own repetitions, n = 3 and 3")
    return Change(word, reason, amount, None if amount is None else 12.0, limit, "v", at)


def figure(side: Side, value: Measurement, since_first: Change, since_last: Change | None = None) -> Figure:
    point = Point("v-now", NOW, value, 3, ("t-1",), since_first, since_last or since_first)
    before = None if since_first.word is Word.FIRST else BEFORE
    return Figure("peak_force", "Peak force", side, point, before)


def curve(side: Side, high_n: float) -> DrawnLine:
    times = [step / 40 for step in range(200)]
    return DrawnLine(side, tuple(times), tuple(high_n * min(1.0, at, 5.0 - at) for at in times))


def flat(side: Side, level_n: float) -> DrawnLine:
    return DrawnLine(side, (0.0, 5.0), (level_n, level_n))


def hip(title: str = "Hip abduction, side-lying", *, compared: bool = True) -> TestReport:
    since = (
        change(Word.IMPROVED, 30.0, FIRST) if compared else change(Word.FIRST, None, FIRST),
        change(Word.UNCHANGED, 8.0, BEFORE) if compared else None,
    )
    return TestReport(
        test="hip_abduction_iso",
        title=title,
        trials=1,
        headline=(figure(LEFT, newtons(144.2), *since), figure(RIGHT, newtons(166.1), *since)),
        supporting=(replace(figure(LEFT, newtons(142.0), *since), metric="stable_peak_force", title="Stable peak"),),
        sides=SidesPoint("v", NOW, Measurement(13.0, "%", State.VALID, (), 10.0), Verdict.RIGHT_HIGHER, "more", 3),
        sides_title="Difference of peaks",
        retests=(),
        curves=DrawnCurves((curve(LEFT, 144.0), curve(RIGHT, 166.0)), best_effort=True),
    )


def jump(title: str) -> TestReport:
    """A test with one number for both sides, compared with both visits."""
    since = change(Word.IMPROVED, 30.0, FIRST), change(Word.UNCHANGED, 8.0, BEFORE)
    return replace(hip(title), headline=(figure(BOTH, newtons(310.0), *since),))


def report(*tests: TestReport, **other: object) -> VisitReport:
    """The third visit of A-104."""
    usual: dict[str, object] = {
        "visit_id": "e9a3e5e4-7b60-5d0a-9e7e-6a2f0c1b8d44",
        "person": "A-104",
        "started_at": NOW,
        "number": 3,
        "first_at": FIRST,
        "before_at": BEFORE,
        "tests": tests or (hip(),),
        "instruments": (
            Instrument(
                "Progressor",
                "2639",
                (LEFT,),
                "c-7",
                0.01,
                "2026-03-01",
                ("verification 2026-08-30: passed, within 0.4 %",),
                (),
            ),
        ),
        "methods": ("onset.change_point", "filter.butterworth_zero_phase"),
        "software": "counterpoise 0.1.0",
        "files": tuple(RawFile(f"r-{n}", f"{n:064x}"[::-1]) for n in range(1, 4)),
        "targets": (
            Target(
                "Clamshell, left",
                PlannedDose(
                    "clamshell_left_reps", LEFT, Prescribed(40.0, 50.0, "% of own maximum", 5.0, 12), "every day"
                ),
            ),
        ),
    }
    return VisitReport(**{**usual, **other})  # type: ignore[arg-type]
