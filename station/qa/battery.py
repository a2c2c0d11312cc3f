"""The battery of checks in its order, for one device or several at a time.

``CHECKS`` is the one table of them.  A check that needs somebody who is not there counts as not done; a device that
goes away in the middle fails the check that it went away in.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from drivers.contracts import Clock
from drivers.errors import DriverError
from station.acquisition import Attached
from station.qa.checks_at_rest import battery, identity, mains, noise, rate, stuck, tare, zero
from station.qa.checks_of_link import clock, clocks_apart, loss, reconnect, which_answers
from station.qa.checks_under_load import corners, creep, linearity, sides, step
from station.qa.examination import Examination, Plan
from station.qa.findings import Finding, Report, Verdict, not_done
from station.qa.hands import Hands, NotDone
from station.qa.limits import Limits
from station.qa.probe import Probe


@dataclass(frozen=True, slots=True)
class Check:
    """One check; it may bring several findings."""

    key: str
    title: str
    run: Callable[[Examination], Awaitable[list[Finding]]]
    wanted: Callable[[Plan], bool] = lambda plan: True
    """Whether it is done although nobody named it."""


CHECKS: tuple[Check, ...] = (
    Check("identity", "Identity", identity),
    Check("battery", "Battery", battery),
    Check("rate", "Sample rate and its steadiness", rate),
    Check("noise", "Noise", noise),
    Check("mains", "Mains hum", mains),
    Check("stuck", "Stuck channels and wild samples", stuck),
    Check("zero", "Zero and its drift", zero),
    Check("tare", "Zeroing", tare),
    Check("sides", "Left and right", sides),
    Check("linearity", "Linearity, hysteresis and return to zero", linearity),
    Check("corners", "Corners, cells and cross-talk", corners),
    Check("step", "Settling after unloading", step),
    Check("creep", "Creep", creep, wanted=lambda plan: plan.creep_s > 0),
    Check("clock", "Clock", clock),
    Check("loss", "Losses", loss),
    Check("reconnect", "Reconnection", reconnect),
)
"""Every check of one device, in the order in which they are done."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A device to be examined: how it is attached, how a person reached it, and what it must keep."""

    attached: Attached
    reached: str
    limits: Limits
    how: str = ""
    """Where it was found (``drivers.discovery``); empty for a simulated one."""
    probe: Callable[[Clock], Probe] | None = None
    """How it is listened to; None: it is connected to for the examination, and closed afterwards."""

    def listen(self, clock: Clock) -> Probe:
        """What the checks ask."""
        return Probe(self.attached, clock) if self.probe is None else self.probe(clock)


Heard = Callable[[Report, Finding], None]
Begun = Callable[[Check, Examination], None]


def unheard(check: Check, x: Examination) -> None:
    """Nobody wants to know which check begins."""


async def run_check(check: Check, x: Examination) -> list[Finding]:
    """One check, whatever happens in it."""
    try:
        return list(await check.run(x))
    except NotDone as left_out:
        return [not_done(check.key, check.title, str(left_out))]
    except DriverError as error:
        return [
            Finding(check.key, check.title, Verdict.FAILED, None, words=str(error), do="Connect it again, then repeat.")
        ]


def report_of(subject: Subject, probe: Probe, simulated: bool, gauge: Probe | None = None) -> Report:
    """An empty report about a device that is connected."""
    calibration = probe.calibration
    dated = f", {calibration.dated}" if calibration.dated else ""
    against = "" if gauge is None else f"; forces told by {gauge.info.model} {gauge.info.serial}"
    return Report(
        device=subject.limits.title,
        kind=subject.attached.device.key,
        reached=subject.reached,
        serial=probe.info.serial,
        firmware=probe.info.firmware,
        calibration=f"{calibration.id}{dated}{against}",
        started=datetime.now(UTC),
        simulated=simulated,
    )


async def examine(
    subjects: Sequence[Subject],
    clock: Clock,
    hands: Hands,
    plan: Plan,
    heard: Heard,
    only: Sequence[str] = (),
    checks: Sequence[Check] = CHECKS,
    reference: Subject | None = None,
    begun: Begun = unheard,
) -> list[Report]:
    """Examine devices one after the other, all of them connected from the beginning.  Raises DriverError.

    ``heard`` is told every finding as it comes, ``begun`` every check that begins; ``only`` names those of ``checks``
    to do; ``reference`` is a gauge that carries the same force and is believed.
    """
    reports: list[Report] = []
    async with AsyncExitStack() as stack:
        gauge = None if reference is None else await stack.enter_async_context(reference.listen(clock))
        examinations: list[Examination] = []
        for subject in subjects:
            probe = await stack.enter_async_context(subject.listen(clock))
            examinations.append(Examination(probe, subject.limits, hands, plan, gauge))
            reports.append(report_of(subject, probe, subject.attached.simulated, gauge))
        for report, x in zip(reports, examinations, strict=True):
            begun_s = clock.now()
            asked = [check for check in checks if (check.key in only if only else check.wanted(plan))]
            for check in asked:
                if check.run is not reconnect:
                    begun(check, x)
                    _note(report, await run_check(check, x), heard)
            _note(report, await _together(reports, examinations, report, only), heard)
            for check in asked:
                if check.run is reconnect:
                    begun(check, x)
                    _note(report, await run_check(check, x), heard)
            report.unasked = tuple(check.title for check in checks if check not in asked)
            report.seconds = clock.now() - begun_s
            report.pictures = x.pictures
    return reports


def _note(report: Report, findings: Sequence[Finding], heard: Heard) -> None:
    for finding in findings:
        report.findings.append(finding)
        heard(report, finding)


async def _together(
    reports: list[Report], examinations: list[Examination], report: Report, only: Sequence[str]
) -> list[Finding]:
    """What a device shows beside the first one, while both still stream."""
    number = reports.index(report)
    if number == 0:
        return []
    first, second = examinations[0], examinations[number]
    found: list[Finding] = []
    if not only or "clock" in only:
        found.append(clocks_apart(first, second))
    grips = [x for x in examinations if not x.has_plates]
    if second in grips[1:2] and (not only or "sides" in only):
        try:
            found.append(await which_answers(*grips[:2]))
        except NotDone as left_out:
            found.append(not_done("sides", "Which dynamometer answers", str(left_out)))
    return found
