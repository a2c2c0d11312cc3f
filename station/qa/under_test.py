"""A device as somebody's own checks see it: connected, and asked for samples, loads and checks by plain calls.

def test_my_plate_is_quiet(device_under_test):
    assert device_under_test.stream(5.0).newtons.std(axis=1).max() < 0.8
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Protocol, TypeVar

from drivers.contracts import DeviceInfo, LinkHealth
from station.model import Side
from station.qa.battery import CHECKS, Subject, report_of, run_check
from station.qa.examination import Examination, Reading
from station.qa.findings import Finding, Report, Verdict, limits_of, measured
from station.qa.hands import MIDDLE, Load, NotDone
from station.qa.junit import properties
from station.qa.probe import Take

_T = TypeVar("_T")


class Call(Protocol):
    """Runs a coroutine where the device lives and returns what it returns."""

    def __call__(self, work: Coroutine[Any, Any, _T], /) -> _T: ...


class DeviceUnderTest:
    """One connected device.  Every method waits until it is done, in the device's own time."""

    def __init__(self, call: Call, subject: Subject, examination: Examination) -> None:
        self._call = call
        self.examination = examination
        self.report: Report = report_of(subject, examination.probe, subject.attached.simulated)

    @property
    def info(self) -> DeviceInfo:
        """Model, serial number, firmware, battery, and the signal that it sends."""
        return self.examination.probe.info

    @property
    def health(self) -> LinkHealth:
        """Counters of lost, repeated and damaged samples; rate; how the clock drifts."""
        return self.examination.probe.health

    @property
    def outputs(self) -> tuple[str, ...]:
        """What its forces are called: left and right, or the one side of a dynamometer."""
        return self.examination.outputs

    def stream(self, seconds: float) -> Take:
        """The samples of the coming seconds: times, native values, newtons, and what is missing."""
        return self._call(self.examination.probe.take(seconds))

    def rate_hz(self, seconds: float = 5.0) -> float:
        """Measured by the device's own clock, lost samples counted."""
        return self.stream(seconds).fs_hz

    def empty(self) -> None:
        """Have everything taken off."""
        self._call(_awaited(self.examination.hands.nothing_on))

    def load(self, mass_kg: float, side: str | None = None, place: str = MIDDLE) -> Reading:
        """Have a mass put on and read it.  Raises NotDone when nobody is there to do it."""
        return self._call(self.examination.read(Load(Side(side or self.outputs[0]), mass_kg, place)))

    def check(self, key: str) -> list[Finding]:
        """One of the built-in checks, by its key."""
        for check in CHECKS:
            if check.key == key:
                found = self._call(run_check(check, self.examination))
                self.report.findings += found
                return found
        raise LookupError(f"there is no check {key!r}; there are: {', '.join(check.key for check in CHECKS)}")

    def must_pass(self, key: str, note: Callable[[str, object], None]) -> None:
        """Do a check, note what was measured, and raise what failed; a check that was not done raises NotDone."""
        found = self.check(key)
        for finding in found:
            for name, value in properties(self.report, finding).items():
                note(f"{finding.check}.{name}", value)
        failed = [finding for finding in found if finding.verdict is Verdict.FAILED]
        if failed:
            raise AssertionError("\n".join(_told(finding) for finding in failed))
        if found and all(finding.verdict is Verdict.NOT_DONE for finding in found):
            raise NotDone("; ".join(finding.words for finding in found))


def _told(finding: Finding) -> str:
    limits = f", limits {limits_of(finding)}" if limits_of(finding) else ""
    return f"{finding.title}: {measured(finding)}{limits}. {finding.words} {finding.do}".strip()


async def _awaited(what: Callable[[], Awaitable[None]]) -> None:
    await what()
