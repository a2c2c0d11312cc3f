"""``station qa`` of every simulated kind: a sound unit passes, a gain or a clock that is off fails by its name."""

from __future__ import annotations

import re

import pytest
from test_qa_battery import examined, failures

from drivers.registry import DEVICES
from simulators.stage import Stage
from simulators.units import KINDS, make_unit
from station.__main__ import main
from station.qa.examination import Plan
from station.qa.limits import limits_for

QUICK = Plan(still_s=12.0, load_s=0.5, settle_s=0.3, masses_kg=(5.0, 20.0))
MINUTE = Plan(still_s=60.0, load_s=0.5, settle_s=0.3)

OFF_PPM = {"chronojump": 800, "cts500": 15_000, "go-direct": 1500, "go-direct-plate": 1500}
"""Kinds whose clock, by their limits, may be further off than 80 ppm: a rough oscillator, or none on the wire."""
CLOCKLESS = ("mark10",)
UNCOUNTED = ("cts500", "go-direct", "go-direct-plate", "mark10", "tec-gihan")


def driven() -> list[str]:
    """Every kind that there is a driver for."""
    return [kind for kind in KINDS if make_unit(kind, Stage()).key in DEVICES]


def test_every_simulated_kind_has_a_driver_and_limits() -> None:
    assert driven() == list(KINDS)
    for kind in KINDS:
        assert limits_for(make_unit(kind, Stage()).key).masses_kg


@pytest.mark.parametrize("kind", KINDS)
def test_a_sound_unit_passes_and_what_could_not_be_checked_is_named(kind: str) -> None:
    (report,) = examined(f"{kind}", plan=QUICK)
    assert failures(report) == {}
    left_out = {finding.check for finding in report.left_out}
    assert ("loss" in left_out) == (kind in UNCOUNTED)
    assert ("clock" in left_out) >= (kind in CLOCKLESS)
    assert left_out <= {"creep", "loss", "clock"}
    assert not [each for each in report.findings if each.check == "loss" and "0 samples" in each.words]


@pytest.mark.parametrize("kind", KINDS)
def test_a_gain_two_per_cent_off_is_named_as_an_error_of_the_load(kind: str) -> None:
    (report,) = examined(f"{kind}?gain=1.02", plan=QUICK, only=("identity", "tare", "linearity"))
    found = failures(report)
    assert found
    assert all(check.startswith("linearity") for check in found), found
    assert any(re.search(r"reads (1\.9|2\.[01]) % high", words) for words in found.values()), found


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in CLOCKLESS])
def test_a_clock_that_is_off_is_named_with_its_sign(kind: str) -> None:
    ppm = OFF_PPM.get(kind, 80)
    (report,) = examined(f"{kind}?ppm={ppm}", plan=MINUTE, only=("identity", "rate", "clock"))
    found = failures(report)
    assert set(found) - {"rate"} == {"clock"}, found
    assert "fast" in found["clock"]
    assert abs(ppm) > limits_for(make_unit(kind, Stage()).key).clock_ppm


def test_kinds_without_a_clock_of_their_own_pass_no_check_of_it() -> None:
    for kind in CLOCKLESS:
        (report,) = examined(f"{kind}", plan=QUICK, only=("identity", "rate", "clock"))
        (finding,) = [each for each in report.findings if each.check == "clock"]
        assert finding.value is None
        assert "dated by the computer" in finding.words


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_examines_it(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qa", "--device", f"sim:{kind}", "--seconds", "5", "--only", "identity,battery,tare"]) == 0
    assert "passed" in capsys.readouterr().out
