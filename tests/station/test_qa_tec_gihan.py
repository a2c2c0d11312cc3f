"""Plates that measure moments through the whole battery: sound ones pass, and what ails them is caught and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from test_qa_battery import examined, failures

from drivers.calibration import Calibration
from station.commands import simulated


@pytest.mark.parametrize("device", ["seed=1", "seed=2&plates=3&range=6kN", "seed=3&asleep=yes"])
def test_sound_plates_pass_every_check(device: str) -> None:
    (report,) = examined(f"tec-gihan?{device}")
    assert failures(report) == {}
    assert [finding.check for finding in report.left_out] == ["loss"]  # its samples are not numbered
    assert {"corner_order.left", "corners.right", "noise.left", "clock"} <= {each.check for each in report.findings}


@pytest.mark.parametrize(
    ("turned", "words"),
    [
        (lambda rows: tuple(tuple(-value for value in row) for row in rows), "loaded back left, felt front right"),
        (lambda rows: tuple(tuple(0.0 for _ in row) for row in rows), "loaded back left, felt no corner"),
    ],
)
def test_a_plate_whose_axes_are_not_as_its_certificate_says_is_caught_by_its_corners(
    monkeypatch: pytest.MonkeyPatch, turned: Callable[..., object], words: str
) -> None:
    true = simulated.calibration_of

    def wrong(*known: object) -> Calibration:
        made = true(*known)
        return replace(made, moment_x=turned(made.moment_x), moment_y=turned(made.moment_y))

    monkeypatch.setattr(simulated, "calibration_of", wrong)
    (report,) = examined("tec-gihan", only=("tare", "corners"))
    assert set(failures(report)) == {"corner_order.left", "corner_order.right"}
    assert words in failures(report)["corner_order.left"]


def test_a_corner_that_reads_high_and_swapped_plates_are_named() -> None:
    (report,) = examined("tec-gihan?cell3_gain=1.05", only=("tare", "corners"))
    assert "more in the front right corner" in failures(report)["corners.left"]
    (swapped,) = examined("tec-gihan?swapped=yes", only=("tare", "sides", "corners"))
    assert list(failures(swapped)) == ["sides"]
