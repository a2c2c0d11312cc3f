"""Every built-in test from the simulated person to the stored number, with one person each; nothing is far off.

The whole of it, with 200 people a test and every number's share, is ``python3 run.py bench --accept``.
"""

from __future__ import annotations

import numpy as np
import pytest

from bench.acceptance import Accepted, lines_of, main, marks_of, summary, table
from bench.acceptance_runs import Number, Run, runs_of
from bench.acceptance_truth import Played, true_marks
from simulators.body import Person
from simulators.movement import hip_hinge
from simulators.movements import Ask
from station.protocol import built_in

SEED = 11
FAR = 4.0
"""No number is so many of its stated uncertainties (k = 2) off what was true."""
MOST = 0.85
"""Part of a test's numbers whose uncertainty holds the truth in every single run."""


@pytest.mark.parametrize("key", sorted(built_in()))
def test_what_is_true_of_a_simulated_person_comes_back(key: str) -> None:
    (found,) = runs_of(key, [SEED])
    assert found.trouble == ""
    assert {number.by for number in found.numbers} >= {"force"}
    far = [(n.key, n.side, n.by, n.value, n.uncertainty, n.truth) for n in found.numbers if beyond(n)]
    assert far == []
    held = np.mean([number.covered for number in found.numbers])
    assert held >= MOST


def beyond(number: Number) -> bool:
    """Far off; a comparison of one value a side states no uncertainty, and is held against 1 %."""
    known = 1.0 if number.uncertainty is None and number.unit == "%" else number.uncertainty or 0.0
    return not number.covered and abs(number.error) > FAR * known


# What the runner makes of its runs ------------------------------------------------------------------------------------


def number(seed: int, error: float, uncertainty: float | None = 1.0) -> Number:
    return Number("cmj", seed, "jump_height_im", "both", "person", "valid", 30.0 + error, uncertainty, 30.0, "m")


def accepted(*errors: float, uncertainty: float | None = 1.0) -> Accepted:
    runs = [Run("cmj", seed, (number(seed, error, uncertainty),)) for seed, error in enumerate(errors)]
    return Accepted(tuple(lines_of(runs)), (), (), len(runs), 1.0)


def test_a_line_holds_when_19_of_20_runs_hold_the_truth() -> None:
    (line,) = accepted(*[0.5] * 19, 1.5).lines
    assert (line.count, line.covered, line.passed, line.cause) == (20, 19, True, "")
    (line,) = accepted(*[0.5] * 18, 1.5, -1.5).lines
    assert not line.passed


@pytest.mark.parametrize(
    ("errors", "uncertainty", "cause"),
    [
        ([1.2, 1.3, 1.2, 1.3] * 5, 1.0, "always too high, by 1.2 uncertainties"),
        ([1.5, -1.5, 0.4, -0.4] * 5, 1.0, "stated too small: twice the spread is 2.2 of it"),
        ([0.1] * 17 + [8.0, 9.0, 0.2], 1.0, "single trials go wrong: 2 beyond 3 uncertainties (seeds 17, 18)"),
        ([0.0] * 10 + [1.0] * 10, None, "no uncertainty is stated, and it differs"),
    ],
)
def test_what_does_not_hold_is_told_with_its_kind_of_mistake(
    errors: list[float], uncertainty: float | None, cause: str
) -> None:
    found = accepted(*errors, uncertainty=uncertainty)
    (line,) = found.failed
    assert line.cause == cause
    assert cause in table(found, everything=False)
    assert "0 of 1 lines hold" in summary(found)[-1]


def test_errors_of_marks_are_held_against_what_is_promised_of_an_onset() -> None:
    def mark(seed: int, error_s: float) -> Number:
        return Number("hip_abduction_iso", seed, f"onset {seed}", "left", "mark", "valid", error_s, 0.1, 0.0, "s")

    errors_s = [0.002] * 18 + [-0.02, 0.04]
    runs = [Run("hip_abduction_iso", seed, (mark(seed, each),)) for seed, each in enumerate(errors_s)]
    (found,) = marks_of(runs)
    assert (found.mark, found.count, found.limits_s) == ("onset", 20, (0.010, 0.028))
    assert found.mean_s == pytest.approx(np.mean(np.abs(errors_s)))
    assert found.p95_s == pytest.approx(np.quantile(np.abs(errors_s), 0.95))
    assert found.passed
    (late,) = marks_of([Run("hip_abduction_iso", 1, (mark(1, 0.03),))])
    assert not late.passed
    said = table(Accepted((), (late,), (), 1, 1.0), everything=False)
    assert "10 / 28" in said
    assert "further off than promised" in said


def test_who_waits_at_the_bottom_has_all_of_the_pause_as_the_truth_of_the_turn() -> None:
    person = Person()
    move = hip_hinge(person, reps=2)
    events = {
        mark.name: mark for mark in true_marks(built_in()["hip_hinge"], Played(person, Ask(), ((5.0, move),), 5.0))
    }
    assert events.keys() == {f"{name} {number}" for name in ("start", "turn", "end") for number in (1, 2)}
    for number in (1, 2):
        turn = events[f"turn {number}"]
        assert turn.from_s == 5.0 + move.events[f"rep{number}_turn"]
        assert turn.to_s == 5.0 + move.events[f"rep{number}_rise"] > turn.from_s
        assert (turn.nearest(0.0), turn.nearest(turn.from_s + 0.1), turn.nearest(99.0)) == (
            turn.from_s,
            turn.from_s + 0.1,
            turn.to_s,
        )
        assert events[f"start {number}"].from_s == events[f"start {number}"].to_s


def test_a_test_that_there_is_none_of_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"], 1) == 2
    assert "There is no test nonsense" in capsys.readouterr().err
