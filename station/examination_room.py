"""The room where devices are examined while a visit goes on: the battery of checks, daily checks and verifications.

A device of the visit is listened to where it is (``station.overheard``); it does not rest meanwhile, and a test that is
chosen ends the examination.  Other devices are made for it by ``Workshop`` and live on a thread of their own.  Checks
run on the loop of the device; the screen pulls ``exam`` and says what was done.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from drivers.contracts import Clock
from drivers.errors import DriverError
from station.acquisition import Acquisition
from station.desks.examining import Asked, Exam, Examinable, Part, PartState, Program
from station.envelope import Envelope
from station.errors import StationError
from station.events import Event, StateChanged
from station.examinables import MADE, PROGRAMS, VISIT, HandsFor, Job, Workshop, job_of, nobody, of_visit, to_be_made
from station.model import Side, TrialState
from station.overheard import listening
from station.proofs import Proof, Standing
from station.qa.asking import AskingHands, ShownHands
from station.qa.battery import Check, Subject, examine
from station.qa.certificate import write_certificate
from station.qa.examination import Examination
from station.qa.expecting import expected_of
from station.qa.findings import Finding, Report, Verdict
from station.qa.hands import Hands
from station.qa.junit import write_junit
from station.qa.limits import limits_for
from station.qa.probe import Probe
from station.qa.shown import ShownCurve
from station.report.wording import Wording
from station.runner import Runner
from station.store import Store

GONE = "That device is not used any more."
RUNS = "Another examination runs. Stop it first."
TESTED = "It was stopped: a test was chosen. Nothing of it was kept."
STOPPED = "It was stopped. Nothing of it was kept."
ATTENDS = "examination"
CLOSING_S = 10.0
"""So long the room waits at its close for what it made to be put away."""

Outcome = tuple[Report, str]
"""Everything that was found, and what became of it in the store."""


class ExaminationRoom:
    """Implements ``ExaminingDesk`` for one visit."""

    def __init__(
        self,
        acquisition: Acquisition,
        runner: Runner,
        clock: Clock,
        store: Store,
        standing: Standing,
        *,
        hands: HandsFor = nobody,
        workshop: Workshop | None = None,
    ) -> None:
        self._acquisition, self._runner, self._clock, self._store = acquisition, runner, clock, store
        self._standing, self._hands_for, self._workshop = standing, hands, workshop
        self._exam: Exam | None = None
        self._asking: AskingHands | None = None
        self._probe: Probe | None = None
        self._curve: ShownCurve | None = None
        self._task: asyncio.Task[Outcome] | None = None
        self._thread: threading.Thread | None = None
        """Where a device that was made for it lives."""
        self._post: Callable[[Callable[[], None]], None] = acquisition.post
        self._why = ""
        self._examination: Examination | None = None
        self._on_it: Asked | None = None
        """What was asked for last: what is on the device while it is measured."""

    # What is ----------------------------------------------------------------------------------------------------------

    def devices(self) -> Sequence[Examinable]:
        """The visit's devices, then those that can be made."""
        made = {} if self._workshop is None else self._workshop.kinds()
        busy = self._runner.live.state is not TrialState.DONE and bool(self._runner.live.title)
        return [*(of_visit(each, busy=busy) for each in tuple(self._runner.streams)), *to_be_made(made)]

    def programs(self) -> Sequence[Program]:
        return PROGRAMS

    def exam(self) -> Exam | None:
        exam, probe, x = self._exam, self._probe, self._examination
        if exam is None or not exam.running or probe is None:
            return exam
        taking = probe.taking
        if taking is not None:
            begun_s, seconds = taking
            part = min(1.0, max(0.0, (probe.clock.now() - begun_s) / seconds)) if seconds > 0 else 1.0
            exam = replace(exam, measuring=part, measuring_s=seconds)
        now = next((part.key for part in exam.parts if part.state is PartState.NOW), "")
        return exam if x is None else replace(exam, expected=expected_of(x, now, self._on_it))

    def curve(self, side: Side, columns: int, seconds: float) -> Envelope | None:
        curve = self._curve
        return None if curve is None else curve.envelope(side, columns, seconds)

    # What is wanted ---------------------------------------------------------------------------------------------------

    def begin(self, device: str, program: str, masses_kg: Sequence[float] = (), who: str = "") -> str:
        found = next((each for each in self.devices() if each.key == device), None)
        if self._exam is not None and self._exam.running:
            return RUNS
        if found is None:
            return GONE
        if found.why_not:
            return found.why_not
        job = job_of(program, tuple(sorted(masses_kg)), who)
        parts = tuple(Part(check.key, check.title) for check in job.checks)
        self._why, self._curve, self._examination, self._on_it = "", None, None, None
        self._exam = Exam(job.program, found, who, True, parts, sides=found.sides)
        if found.in_use:
            self._post = self._acquisition.post
            self._task = None
            self._acquisition.post(partial(self._begin_here, found, job))
        else:
            # until its loop runs nobody hears it, and it looks by itself whether it is still wanted
            self._task, self._post = None, lambda call: None
            self._thread = threading.Thread(
                target=partial(self._begin_apart, found, job), name="examination", daemon=True
            )
            self._thread.start()
        return ""

    def answer(self) -> None:
        if self._asking is not None:
            self._post(self._asking.answer)

    def skip(self) -> None:
        if self._asking is not None:
            self._post(self._asking.skip)

    def stop(self) -> None:
        self._end(STOPPED)

    def leave(self) -> None:
        if self._exam is not None and not self._exam.running:
            self._exam = None

    def save(self, path: Path, who: str, words: Wording) -> None:
        report = None if self._exam is None else self._exam.report
        if report is None:
            raise StationError("There is nothing to save: no examination went to its end.")
        if path.suffix.lower() == ".xml":
            write_junit(path, [report])
        else:
            write_certificate(path, [report], who, words)

    def close(self) -> None:
        """End what runs, and wait until what was made for it is put away; called when the visit ends."""
        self._end(STOPPED)
        if self._thread is not None:
            self._thread.join(CLOSING_S)
            if self._thread.is_alive():
                logging.getLogger(__name__).warning("an examination did not end within %.0f s", CLOSING_S)

    def hear(self, event: Event) -> None:
        """A test that is chosen goes before an examination."""
        exam = self._exam
        chosen = isinstance(event, StateChanged) and event.state is not TrialState.DONE
        if chosen and exam is not None and exam.running and exam.device.in_use:
            self._end(TESTED)

    # On the loop of the device ----------------------------------------------------------------------------------------

    def _begin_here(self, device: Examinable, job: Job) -> None:
        """Examine a device of the visit; on the acquisition's loop."""
        self._task = asyncio.create_task(self._in_visit(device, job), name="examination")
        self._task.add_done_callback(self._ended)

    async def _in_visit(self, device: Examinable, job: Job) -> Outcome:
        subject = self._subject_of(device)
        self._runner.attend(True, ATTENDS)
        try:
            hands = self._hands_for(subject.attached.sides, job.plan.gravity)
            report = await self._carried_out(subject, job, self._clock, hands)
            return report, await self._keep(report, job)
        finally:
            self._runner.attend(False, ATTENDS)

    def _subject_of(self, device: Examinable) -> Subject:
        """A device of the visit, to be listened to where it is.  Raises StationError for one that is gone."""
        number = int(device.key.removeprefix(VISIT))
        stream = next((each for each in self._runner.streams if each.number == number), None)
        if stream is None or (stream.attached.name, stream.attached.sides) != (device.name, device.sides):
            raise StationError(GONE)
        used = stream.attached
        attached = replace(used, calibrate=lambda info: stream.calibration or used.calibrate(info))
        return Subject(
            attached,
            "a device of the visit",
            limits_for(attached.device.key),
            probe=lambda clock: listening(self._acquisition, used, attached, clock),
        )

    def _ended(self, task: asyncio.Task[Outcome]) -> None:
        """Whatever ended it, it is said, and another one can begin."""
        if task.cancelled():
            self._over(self._why or STOPPED)
        elif (error := task.exception()) is not None:
            self._failed(error)
        else:
            self._through(*task.result())

    def _begin_apart(self, device: Examinable, job: Job) -> None:
        """Examine a device that is made for it; on a thread of its own, until the device is put away."""
        try:
            report = asyncio.run(self._apart(device.key.removeprefix(MADE), job))
        except asyncio.CancelledError:
            self._over(self._why or STOPPED)
        except Exception as error:
            self._failed(error)
        else:
            self._through(report, "")

    async def _apart(self, kind: str, job: Job) -> Report:
        workshop = self._workshop
        if workshop is None:
            raise StationError(GONE)
        loop = asyncio.get_running_loop()
        self._post = lambda call: _quietly(partial(loop.call_soon_threadsafe, call))
        self._task = asyncio.current_task()
        if self._why:  # somebody was quicker
            raise asyncio.CancelledError
        clock = workshop.clock()
        async with workshop.made(kind, clock) as (subject, hands):
            return await self._carried_out(subject, job, clock, hands)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, StationError | DriverError):
            self._over(str(error))
            return
        logging.getLogger(__name__).error("an examination failed", exc_info=error)
        self._over(f"It ended because of a fault in the program ({type(error).__name__}: {error}).")

    async def _carried_out(self, subject: Subject, job: Job, clock: Clock, simulated: Hands | None) -> Report:
        """The checks, one after the other."""
        asking = AskingHands(clock, self._ask, job.plan.gravity)
        hands: Hands = asking if simulated is None else ShownHands(simulated, clock, self._ask)
        self._asking = asking

        def listen(clock: Clock) -> Probe:
            probe = subject.listen(clock)
            asking.watch(probe)
            self._probe, self._curve = probe, ShownCurve(probe)
            return probe

        watched = replace(subject, probe=listen)
        self._change(sides=subject.attached.sides)
        keys = tuple(check.key for check in job.checks)
        try:
            (report,) = await examine(
                [watched], clock, hands, job.plan, self._heard, keys, job.checks, begun=self._begun
            )
        finally:
            self._asking = None
            if simulated is not None:
                await simulated.nothing_on()
        report.programme = "" if job.programme is None else job.programme.title
        self._judge_parts()
        return report

    async def _keep(self, report: Report, job: Job) -> str:
        """Store what a programme found, and let the device's record say so from now on; returns what is said of it."""
        programme, x = job.programme, self._examination
        if programme is None or x is None:
            return ""
        self._task = None  # whoever stops it now comes too late: what is being stored will have been kept
        add = partial(self._store.proofs.add, report, programme, x.probe.calibration.id, job.who)
        try:
            proof = await asyncio.to_thread(add)
        except StationError as error:
            return f"It was not kept: {error}"
        self._proven(proof)
        return f"Kept: {proof.line}."

    def _proven(self, proof: Proof) -> None:
        self._standing.add(proof)
        for stream in self._runner.streams:
            if stream.calibration is not None and stream.calibration.id == proof.calibration_id:
                stream.calibration = self._standing.proven(stream.calibration)

    # What it says meanwhile -------------------------------------------------------------------------------------------

    def _ask(self, asked: Asked | None) -> None:
        self._on_it = asked or self._on_it
        self._change(asked=asked)

    def _begun(self, check: Check, x: Examination) -> None:
        self._examination = x
        self._judge_parts()
        self._part(check.key, state=PartState.NOW)

    def _heard(self, report: Report, finding: Finding) -> None:
        exam = self._exam
        if exam is None:
            return
        now = next((part for part in exam.parts if part.state is PartState.NOW), None)
        if now is not None:
            self._part(now.key, findings=(*now.findings, finding))

    def _judge_parts(self) -> None:
        """What was being done is done."""
        exam = self._exam
        for part in () if exam is None else exam.parts:
            if part.state is PartState.NOW:
                self._part(part.key, state=_state_of(part.findings))

    def _part(self, key: str, **changes: Any) -> None:
        exam = self._exam
        if exam is not None:
            parts = tuple(replace(part, **changes) if part.key == key else part for part in exam.parts)
            self._change(parts=parts)

    def _change(self, **changes: Any) -> None:
        exam = self._exam
        if exam is not None:
            self._exam = replace(exam, **changes)

    def _through(self, report: Report, kept: str) -> None:
        self._change(running=False, report=report, kept=kept, asked=None)

    def _over(self, why: str) -> None:
        self._change(running=False, stopped=why, asked=None)

    def _end(self, why: str) -> None:
        exam = self._exam
        if exam is None or not exam.running:
            return
        self._why = why
        self._post(self._cancel)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


def _state_of(findings: Sequence[Finding]) -> PartState:
    if any(finding.verdict is Verdict.FAILED for finding in findings):
        return PartState.FAILED
    passed = any(finding.verdict is Verdict.PASSED for finding in findings)
    return PartState.PASSED if passed else PartState.LEFT_OUT


def _quietly(call: Callable[[], object]) -> None:
    """The loop may have ended meanwhile."""
    with contextlib.suppress(RuntimeError):
        call()
