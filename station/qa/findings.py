"""What a check found: a value with its uncertainty and limits, a verdict, and words that name what is wrong."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from station.model import Floats

SMALLEST = 1e-4
"""What is known better than this is shown without its uncertainty."""


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "FAILED"
    NOT_DONE = "not done"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a report; ``value`` is None where nothing was measured, and ``words`` then say why."""

    check: str
    title: str
    verdict: Verdict
    value: float | str | None = None
    unit: str = ""
    uncertainty: float | None = None
    """Expanded (k = 2), in ``unit``."""
    low: float | None = None
    high: float | None = None
    words: str = ""
    do: str = ""


def judged(
    check: str,
    title: str,
    value: float,
    unit: str,
    *,
    low: float | None = None,
    high: float | None = None,
    uncertainty: float | None = None,
    words: str = "",
    do: str = "",
) -> Finding:
    """Hold a value against its limits.

    It passes inside them and fails outside, unless it is known so badly that the limits mean nothing: then the check
    counts as not done, but for a value that is outside for certain.  ``words`` and ``do`` are said unless it passes.
    """
    if not math.isfinite(value):
        return Finding(check, title, Verdict.FAILED, None, unit, None, low, high, "No number came out.", do)
    outside = max(low - value if low is not None else -math.inf, value - high if high is not None else -math.inf)
    edges = [edge for edge in (low, high) if edge is not None]
    reach = (edges[1] - edges[0]) / 2.0 if len(edges) == 2 else abs(edges[0]) if edges else math.inf
    if uncertainty is not None and uncertainty > reach and outside <= uncertainty:
        why = f"Known to ±{figure(uncertainty)} {unit} only, which is more than its limits allow."
        return Finding(check, title, Verdict.NOT_DONE, value, unit, uncertainty, low, high, why, "Measure longer.")
    if outside > 0:
        return Finding(check, title, Verdict.FAILED, value, unit, uncertainty, low, high, words, do)
    return Finding(check, title, Verdict.PASSED, value, unit, uncertainty, low, high)


def said(check: str, title: str, text: str, right: bool, words: str = "", do: str = "") -> Finding:
    """A finding that is no number."""
    verdict = Verdict.PASSED if right else Verdict.FAILED
    return Finding(check, title, verdict, text, words="" if right else words, do="" if right else do)


def not_done(check: str, title: str, why: str, do: str = "") -> Finding:
    """A check that was left out, with the reason."""
    return Finding(check, title, Verdict.NOT_DONE, words=why, do=do)


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """What a certificate draws of one output: loads, corners and a second of the empty device."""

    title: str
    loads_n: tuple[float, ...] = ()
    errors_n: tuple[float, ...] = ()
    """Reading minus load, in the order they were put on."""
    cells: tuple[tuple[str, float], ...] = ()
    """Name of each cell and its error in per cent."""
    empty_n: Floats | None = None


@dataclass(slots=True, eq=False)
class Report:
    """Everything that was found about one device."""

    device: str
    kind: str
    reached: str
    serial: str = ""
    firmware: str = ""
    calibration: str = ""
    started: datetime | None = None
    seconds: float = 0.0
    simulated: bool = False
    programme: str = ""
    """Title of the programme that was carried out; empty for the whole examination."""
    unasked: tuple[str, ...] = ()
    """Titles of the checks that nobody asked for."""
    findings: list[Finding] = field(default_factory=list)
    pictures: dict[str, Pictures] = field(default_factory=dict)

    @property
    def failed(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict is Verdict.FAILED]

    @property
    def left_out(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.verdict is Verdict.NOT_DONE]

    @property
    def verdict(self) -> str:
        """The whole in one sentence."""
        open_ = f"; {_count(len(self.left_out), 'check')} not done" if self.left_out else ""
        open_ += f"; {_count(len(self.unasked), 'check')} not asked for" if self.unasked else ""
        if self.failed:
            return f"FAILED: {_count(len(self.failed), 'check')} of {len(self.findings)} failed{open_}"
        done = len(self.findings) - len(self.left_out)
        return f"passed: {_count(done, 'check')} within their limits{open_}" if done else "nothing was checked"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def figure(value: float) -> str:
    """A number with three figures at most, and never in powers of ten."""
    if value == 0:
        return "0"
    digits = max(0, min(4, 2 - math.floor(math.log10(abs(value)))))
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def measured(finding: Finding) -> str:
    """Value, uncertainty and unit for reading; no more digits than the uncertainty carries."""
    if finding.value is None:
        return "-"
    if isinstance(finding.value, str):
        return finding.value
    unit = f" {finding.unit}" if finding.unit else ""
    if not finding.uncertainty or finding.uncertainty < SMALLEST:
        return f"{figure(finding.value)}{unit}"
    digits = max(0, min(4, 1 - math.floor(math.log10(finding.uncertainty))))
    value = round(finding.value, digits) + 0.0  # never -0.00
    return f"{value:.{digits}f} ± {finding.uncertainty:.{digits}f}{unit}"


def limits_of(finding: Finding) -> str:
    """The limits for reading."""
    unit = f" {finding.unit}" if finding.unit else ""
    low, high = finding.low, finding.high
    if low is not None and high is not None:
        centred = math.isclose(low, -high)
        return f"±{figure(high)}{unit}" if centred else f"{figure(low)} to {figure(high)}{unit}"
    if high is not None:
        return f"at most {figure(high)}{unit}"
    return "" if low is None else f"at least {figure(low)}{unit}"
