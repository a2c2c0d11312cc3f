"""What became of the tests of ``station test``: lines for reading, one JSON object, and the exit code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from station.commands.lines import number_line
from station.commands.stored import number_as_json
from station.commands.trial_screen import cleaned
from station.model import TrialReview

KEPT, NOT_MEASURED = 0, 1


@dataclass(frozen=True, slots=True)
class Done:
    """One test that was begun; ``review`` is that of its last trial, ``why`` what kept it from being kept."""

    protocol: str
    trial_id: str | None
    kept: bool
    why: str
    review: TrialReview | None

    @property
    def measured(self) -> bool:
        """There is a trial, it was not refused, and at least one number is given."""
        review = self.review
        return review is not None and review.refusal is None and _numbers(review) > 0

    @property
    def problem(self) -> str:
        """Why this is no kept trial with numbers; empty when it is."""
        if self.why or self.measured or self.review is None:
            return self.why
        return _why_none(self.review)

    @property
    def in_short(self) -> str:
        """The same after its numbers were shown: why it was refused stands there already."""
        refused = not self.why and self.review is not None and self.review.refusal is not None
        return "No number is given; why stands above." if refused else self.problem

    @property
    def line(self) -> str:
        """Where the trial is; empty without one."""
        said = "kept" if self.kept else "not kept"
        return "" if self.trial_id is None else f"Stored as trial {self.trial_id}, {said}."

    def as_json(self) -> dict[str, Any]:
        """The same as values."""
        review = self.review
        return {
            "test": self.protocol,
            "trial": self.trial_id,
            "kept": True if self.kept else None,
            "outcome": None if review is None else review.outcome.value,
            "refusal": None if review is None else review.refusal,
            "why_not": self.problem or None,
            "verdict": None if review is None else review.verdict,
            "verdict_detail": None if review is None else review.verdict_detail,
            "numbers": [] if review is None else [number_as_json(line) for line in review.measurements],
        }


def code_of(done: list[Done]) -> int:
    """0 when every test was kept and has numbers, else 1."""
    return KEPT if done and all(each.kept and each.measured for each in done) else NOT_MEASURED


def result_lines(review: TrialReview) -> list[str]:
    """The numbers of a stored trial for reading, each with its uncertainty, its state and the reasons."""
    lines = ["", f"{review.title}, {review.outcome.value}"]
    if review.refusal is not None:
        return [*lines, f"  No number is given: {cleaned(review.refusal)}", ""]
    lines += [number_line(line) for line in review.measurements]
    if review.verdict:
        lines.append(f"  {review.verdict}" + (f" ({review.verdict_detail})" if review.verdict_detail else ""))
    return [*lines, ""]


def _numbers(review: TrialReview) -> int:
    return sum(line.measurement.value is not None for line in review.measurements)


def _why_none(review: TrialReview) -> str:
    if review.refusal is not None:
        return f"No number is given: {review.refusal}"
    reasons = [reason for line in review.measurements for reason in line.measurement.reasons]
    return f"No number can be given: {max(reasons, key=reasons.count, default='this test has none')}."
