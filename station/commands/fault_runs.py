"""Plays one scenario with its faults, its twin without them, and the trial afterwards; judges all three."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dsp.measurement import State
from simulators.bench import CannotHappen
from simulators.body import Person
from simulators.clock import run
from simulators.scenario import Scenario
from simulators.stage import Stage
from simulators.units import make_unit
from station.commands.client import Body
from station.commands.fault_checks import against_twin, states_of, stored_truth, works_again
from station.commands.virtual_clinic import Conducted, VirtualClinic
from station.model import Outcome
from station.protocol import built_in

MENDED_S = 6.0
"""By then a device that is back streams again, and has sent a second that a zero can be taken from."""
HUNDRED, HUNDRED_ROW = "l22_hundred_devices", "L22"
HUNDRED_S = 2.0
FINISH_AFTER_S = 32.0
"""All-out work by bouts is ended by hand: a few bouts show the way."""
TRIALS = {
    Outcome.COMPLETED: "complete",
    Outcome.DEVICE_FAILED: "device failed",
    Outcome.INTERRUPTED: "incomplete",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of the matrix; ``complaints`` say what is not as promised."""

    row: str
    key: str
    title: str
    what: str
    device: str
    expected: str
    seen: str
    complaints: tuple[str, ...]
    texts: tuple[str, ...] = ()
    """Everything that could be read."""

    @property
    def ok(self) -> bool:
        return not self.complaints


@dataclass(frozen=True, slots=True)
class _Played:
    """What became of a plan; ``untrue`` are complaints about what is on disk."""

    tests: tuple[Conducted, ...]
    after: tuple[Conducted, ...]
    untrue: tuple[str, ...]


class Matrix:
    """Plays scenarios; a twin that several of them share is played once."""

    def __init__(self, seed: int = 1) -> None:
        self._seed = seed
        self._twins: dict[tuple[str, tuple[str, ...], tuple[str, ...]], tuple[Conducted, ...]] = {}

    def play(self, scenario: Scenario) -> Cell:
        """The whole of one scenario."""
        faults = dict.fromkeys(fault.what for fault in scenario.faults)
        devices = dict.fromkeys(fault.device or "all" for fault in scenario.faults)
        try:
            played = self._played(scenario, with_faults=True)
        except CannotHappen as error:
            return self._cell(scenario, faults, devices, "could not be played", (str(error),), ())
        wrong = [*verdict(scenario, played.tests), *played.untrue]
        if not any(fault.kind.layer == "people" or fault.what == "swap" for fault in scenario.faults):
            # what people do differently, or on other cells, is really felt differently: then the twin is no measure
            for test, twin in zip(played.tests, self._twin(scenario), strict=True):
                if test.review is not None and twin.review is not None:
                    wrong += against_twin(test.review, twin.review)
        wrong += [text for test in played.after for text in works_again(test.review, test.given_up)]
        texts = tuple(dict.fromkeys(text for test in played.tests for text in test.texts if text))
        return self._cell(scenario, faults, devices, _seen(played.tests), tuple(wrong), texts)

    def hundred_devices(self) -> Cell:
        """A hundred dynamometers at once; every sample of each must come through."""
        texts = [f"progressor?side=left&id={number}" for number in range(1, 101)]
        person = Body(Person())
        with tempfile.TemporaryDirectory() as folder, VirtualClinic(Path(folder), person, devices=texts) as clinic:

            async def all_of_them() -> tuple[int, int]:
                async with clinic.running():
                    await clinic.clock.sleep(HUNDRED_S)
                    bench = clinic.bench
                    healths = [clinic.acquisition.health(number) for number in range(len(texts))]
                    truths = [] if bench is None else [bench.truth(device.serial) for device in bench.devices]
                    got = sum(health.received for health in healths if health is not None)
                    return got, sum(len(truth.arrived) for truth in truths)

            got, sent = run(all_of_them())
        seen = f"{got} of {sent} samples of {len(texts)} devices"
        wrong = () if got == sent > 100 * len(texts) else (f"{sent - got} samples did not come through",)
        title = "A hundred devices at once"
        return Cell(HUNDRED_ROW, HUNDRED, title, "load", "all", "nothing lost", seen, wrong)

    def _cell(
        self,
        scenario: Scenario,
        faults: Iterable[str],
        devices: Iterable[str],
        seen: str,
        wrong: tuple[str, ...],
        texts: tuple[str, ...],
    ) -> Cell:
        what, device = ", ".join(faults), ", ".join(devices)
        expected = scenario.expect.trial
        return Cell(scenario.row, scenario.key, scenario.title, what, device, expected, seen, wrong, texts)

    def _twin(self, scenario: Scenario) -> tuple[Conducted, ...]:
        key = (repr(scenario.person), scenario.plan, scenario.devices)
        if key not in self._twins:
            self._twins[key] = self._played(scenario, with_faults=False).tests
        return self._twins[key]

    def _played(self, scenario: Scenario, *, with_faults: bool) -> _Played:
        body = Body(scenario.person, hold_s=12.0, push_s=2.0, rest_s=1.0)
        faults = scenario.faults if with_faults else ()
        with (
            tempfile.TemporaryDirectory() as folder,
            VirtualClinic(Path(folder), body, devices=_used(scenario), seed=self._seed, faults=faults) as clinic,
        ):
            tests, after = run(_plan(clinic, scenario, again=with_faults))
            return _Played(tests, after, tuple(untrue(clinic, exact=scenario.expect.counts == "exact")))


def _used(scenario: Scenario) -> tuple[str, ...]:
    """The devices that the plan needs; the others would only be looked on at."""
    protocols, stage = built_in(), Stage()
    wanted = {protocols[key].device for key in scenario.plan}
    return tuple(
        text
        for text in scenario.devices
        if ("plates" if len(make_unit(text, stage).sides) > 1 else "dynamometers") in wanted
    )


async def _plan(
    clinic: VirtualClinic, scenario: Scenario, *, again: bool
) -> tuple[tuple[Conducted, ...], tuple[Conducted, ...]]:
    """The plan with its faults, and when all is mended the next trial."""
    protocols = built_in()
    finish = {key: FINISH_AFTER_S for key in scenario.plan if protocols[key].kind == "intermittent"}
    async with clinic.running():
        tests = await clinic.visit(scenario.plan, finish_after_s=finish)
        if not again or clinic.bench is None:
            return tests, ()
        await clinic.bench.mend()
        if any(fault.what == "stale_calibration" for fault in scenario.faults):
            # a certificate is read when a device is connected
            for device in clinic.bench.devices:
                await clinic.bench.drop(device.serial)
        await clinic.clock.sleep(MENDED_S)
        last = scenario.plan[-1]
        return tests, await clinic.visit(["cmj" if protocols[last].device == "plates" else last], finish_after_s=finish)


def untrue(clinic: VirtualClinic, *, exact: bool) -> list[str]:
    bench = clinic.bench
    if bench is None:
        return []
    truths = {device.serial: bench.truth(device.serial) for device in bench.devices}
    files = sorted(clinic.folders.recordings.rglob("*.rec"))
    return [text for path in files for text in stored_truth(path, truths, exact=exact)]


# The verdict of the file ----------------------------------------------------------------------------------------------


def verdict(scenario: Scenario, tests: Sequence[Conducted]) -> list[str]:
    """What differs from what the file expects."""
    expect, last = scenario.expect, tests[-1]
    wrong = []
    if (ended := _ended(last)) != expect.trial:
        wrong.append(f"the trial is {ended}, not {expect.trial}{_why(last)}")
    read = " ".join(text for test in tests for text in test.texts).lower()
    wrong += [f"nowhere stands {text!r}" for text in expect.says if text.lower() not in read]
    links = {state.value for test in tests for _, _, state in test.read.links}
    wrong += [f"no link was {state}" for state in expect.link if state not in links]
    return wrong + [text for test in tests for text in _states(expect.states, test)]


def _states(wanted: Mapping[str, str], test: Conducted) -> list[str]:
    if test.review is None:
        return [f"{key} was never computed" for key in wanted]
    wrong = []
    for line in test.review.measurements:
        state = wanted.get(line.key, wanted.get("*"))
        if state is not None and line.measurement.state is not State(state):
            found = line.measurement
            why = "; ".join(found.reasons) or "nothing is said"
            wrong.append(f"{line.key} ({line.side.value}) is {found.state.value}, not {state}: {why}")
    return wrong


def _ended(test: Conducted) -> str:
    review = test.review
    if review is None:
        return "not started"
    if review.outcome in TRIALS and review.outcome is not Outcome.COMPLETED:
        return TRIALS[review.outcome]
    if review.refusal is not None:
        return "refused"
    return TRIALS.get(review.outcome, "incomplete")


def _why(test: Conducted) -> str:
    review = test.review
    said = test.given_up or (review.refusal if review is not None else "") or ""
    return f": {said}" if said else ""


def _seen(tests: Sequence[Conducted]) -> str:
    parts = []
    for test in tests:
        numbers = "" if test.review is None else f": {states_of(test.review.measurements)}"
        parts.append(f"{_ended(test)}{numbers}")
    return " · ".join(parts)
