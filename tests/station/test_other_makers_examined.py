"""``station qa`` of Go Direct and Frez Dyno devices: sound ones pass, an empty battery and a wrong load do not."""

import re

import pytest

from station.__main__ import main

QUICK = ["--seconds", "5", "--only", "identity,battery,rate,noise,zero,tare,loss"]


@pytest.mark.parametrize("kind", ["go-direct", "frez-dyno"])
def test_a_sound_device_passes_and_tells_its_charge(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qa", "--device", f"sim:{kind}", *QUICK]) == 0
    out = capsys.readouterr().out
    assert re.search(r"Battery +67 % +at least 10 % +passed", out)
    assert "FAILED" not in out


@pytest.mark.parametrize("kind", ["go-direct?battery_mv=3430", "frez-dyno?battery_mv=3340"])
def test_a_device_with_an_empty_battery_fails(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qa", "--device", f"sim:{kind}", "--seconds", "5", "--only", "battery"]) == 1
    assert "! The battery is nearly empty. Charge it" in capsys.readouterr().out


def test_a_dynamometer_that_runs_too_fast_fails_by_its_clock(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["qa", "--device", "sim:go-direct?ppm=20000", "--seconds", "20", "--only", "rate,clock"]) == 1
    assert re.search(r"Clock against this computer.*FAILED", capsys.readouterr().out)
