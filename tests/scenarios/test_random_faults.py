"""Faults drawn by chance, end to end: nothing breaks, nothing is lost unsaid, nothing is wrong and shown as valid.

A few draws each time; COUNTERPOISE_FAULT_DRAWS=200 asks for more of them (about two seconds each), and
COUNTERPOISE_FAULT_SEED=77 for one of them alone.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from drivers.clock import SystemClock
from simulators.bench import CannotHappen, SimulatedBench
from simulators.body import Person
from simulators.clock import run
from simulators.faults import FAULTS, Fault, Setting, Value, fault_from_text, fault_of
from simulators.stage import Stage
from station.__main__ import main
from station.commands.client import Body
from station.commands.fault_checks import against_twin, stored_truth, works_again
from station.commands.virtual_clinic import Conducted, VirtualClinic
from station.model import Outcome
from station.protocol import built_in

PLATES = ("harp-loadcells",)
GRIPS = ("progressor?side=left&ppm=18", "progressor?side=right&ppm=-23")
TESTS = ("cmj", "hip_abduction_iso", "cmj", "glute_bridge_hold")
"""Of the draws that are always made; later ones take any test that ends by itself."""
ENDED = {Outcome.COMPLETED, Outcome.DEVICE_FAILED, Outcome.INTERRUPTED}
FELT = frozenset({"gain", "swap", "stale_calibration", "spike", "drift", "zero_step"})
"""What cells that lie show is no different from a force to anybody who has but them."""
MENDED_S = 6.0


def _drawn(setting: Setting, dice: np.random.Generator) -> Value:
    """A value from within the limits of a setting, often its default or one of its ends."""
    if isinstance(setting.default, bool):
        return bool(dice.random() < 0.5)
    if isinstance(setting.default, str):
        return str(dice.choice(setting.choices)) if setting.choices else setting.default
    ends = (setting.default, setting.low, min(setting.high, 50.0 * max(1.0, abs(setting.default))))
    value = ends[dice.integers(3)] if dice.random() < 0.6 else setting.default * 10.0 ** dice.uniform(-1.0, 1.0)
    value = float(np.clip(value, setting.low, setting.high))
    return round(value) if isinstance(setting.default, int) else value


def _fault(devices: tuple[str, ...], dice: np.random.Generator) -> Fault:
    """A fault that these devices can have."""
    bench = SimulatedBench(SystemClock(), Stage(), devices, ble="memory", line="memory")
    while True:
        kind = FAULTS[what := str(dice.choice(list(FAULTS)))]
        table: dict[str, object] = {key: _drawn(one, dice) for key, one in kind.settings.items() if dice.random() < 0.6}
        table |= {"what": what, "after": str(dice.choice(["zero", "weigh", "ready", "countdown", "go", "go", "hold"]))}
        table |= {"at_s": round(dice.uniform(0.0, 6.0), 3), "for_s": round(dice.choice([0.0, 0.05, 1.0, 5.0]), 3)}
        if dice.random() < 0.25:
            table |= {"every_s": 0.5, "times": 5}
        fault = fault_of(table, "drawn")
        try:
            bench.injection.check(fault)
        except CannotHappen:
            continue
        return fault


def _played(
    folder: Path, test: str, devices: tuple[str, ...], faults: tuple[Fault, ...]
) -> tuple[Conducted, Conducted, list[str]]:
    """One test, the same test again once all is mended, and what is untrue on disk."""
    body = Body(Person(seed=5), hold_s=12.0, push_s=2.0, rest_s=1.0)

    async def both(clinic: VirtualClinic) -> tuple[Conducted, Conducted]:
        async with clinic.running():
            (first,) = await clinic.visit([test])
            assert clinic.bench is not None
            clinic.director.faults = ()
            clinic.director.take(clinic.bench)  # what its moment never came for does not come later
            await clinic.bench.mend()
            for device in clinic.bench.devices if "stale_calibration" in {each.what for each in faults} else ():
                await clinic.bench.drop(device.serial)
            await clinic.clock.sleep(MENDED_S)
            (second,) = await clinic.visit([test])
            return first, second

    with VirtualClinic(folder, body, devices=devices, faults=faults) as clinic:
        first, second = run(both(clinic))
        assert clinic.bench is not None
        truths = {device.serial: clinic.bench.truth(device.serial) for device in clinic.bench.devices}
        files = sorted(clinic.folders.recordings.rglob("*.rec"))
        untrue = [text for path in files for text in stored_truth(path, truths, exact=False)]
    return first, second, untrue


def _seeds() -> list[int]:
    asked = os.environ.get("COUNTERPOISE_FAULT_SEED")
    return [int(asked)] if asked else list(range(int(os.environ.get("COUNTERPOISE_FAULT_DRAWS", "4"))))


@pytest.mark.parametrize("seed", _seeds())
def test_faults_drawn_by_chance_break_nothing_and_leave_no_wrong_number(
    seed: int, tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = np.random.default_rng([77, seed])
    others = [key for key, protocol in built_in().items() if protocol.kind != "intermittent"]
    test = TESTS[seed] if seed < len(TESTS) else others[seed % len(others)]
    devices = PLATES if built_in()[test].device == "plates" else GRIPS
    faults = tuple(_fault(devices, dice) for _ in range(dice.integers(1, 4)))
    first, second, untrue = _played(tmp_path / "data", test, devices, faults)
    assert untrue == []
    assert [record.getMessage() for record in caplog.records] == []
    assert not [
        text for text in (*first.texts, *second.texts) if "Traceback" in text or "fault in this program" in text
    ]
    assert first.review is not None or first.given_up
    assert first.review is None or first.review.outcome in ENDED
    assert works_again(second.review, second.given_up) == []
    if first.review is not None and not any(each.what in FELT or each.kind.layer == "people" for each in faults):
        twin, _, _ = _played(tmp_path / "twin", test, devices, ())
        assert twin.review is not None
        assert against_twin(first.review, twin.review) == []
    for path in sorted((tmp_path / "data" / "recordings").glob("*.rec"), key=lambda each: each.stat().st_mtime)[:1]:
        assert main(["recordings", "show", path.stem, "--data-dir", str(tmp_path / "data")]) == 0
        assert main(["replay", str(path)]) == 0, capsys.readouterr().out
    assert main(["reanalyse", "--data-dir", str(tmp_path / "data"), "--processes", "1"]) == 0, capsys.readouterr().out


def test_what_keeps_a_device_from_being_zeroed_is_said_while_the_test_waits_for_it(tmp_path: Path) -> None:
    lossy = replace(fault_from_text("drop:share=0.02"), after="start", at_s=1.8)
    with VirtualClinic(tmp_path, Body(Person()), devices=PLATES, faults=(lossy,)) as clinic:
        (told,) = clinic.conduct(["cmj"])
    assert told.review is None
    assert "% of the samples are lost on the way" in told.given_up
    assert "Check cable" in told.given_up
