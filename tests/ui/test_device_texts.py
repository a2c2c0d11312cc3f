"""What the strip says of a device: rate, backlog, battery, and how well clocks are known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fake_console import DEVICES

from dsp.measurement import Measurement, State
from station.model import DeviceStatus
from ui.device_texts import device_details, device_line, device_tone, strip_note_details
from ui.numbers import reading

SOUND = replace(DEVICES[0], rate_hz=80.0, promised_hz=80.0, battery=0.9, lost=0, corrupt=0, problem="")


@pytest.mark.parametrize(
    ("changed", "tone", "said", "detail"),
    [
        ({}, "good", "80 Hz · 90 %", "80 Hz"),
        ({"rate_hz": 79.0, "rate_share": 0.9875}, "caution", "79 of 80 Hz", "98.8 % of its rate"),
        ({"rate_hz": 74.0, "rate_share": 0.925}, "trouble", "74 of 80 Hz", "Below 95 %"),
        ({"behind_s": 2.1}, "caution", "2.1 s behind", "What is seen happened 2.1 s ago"),
        ({"behind_s": 0.3}, "good", "80 Hz · 90 %", "80 Hz"),
        ({"flat": True}, "trouble", "battery flat", "battery flat"),
        ({"battery": 0.12}, "caution", "12 %", "12 %"),
        ({"not_numbers": 3}, "good", "3 not numbers", "3 samples were no numbers; they count as missing."),
    ],
)
def test_the_chip_says_what_is_wrong_and_its_tooltip_what_that_means(
    changed: dict[str, float], tone: str, said: str, detail: str
) -> None:
    status: DeviceStatus = replace(SOUND, **changed)
    assert device_tone(status) == tone
    assert said in device_line(status)
    assert detail in device_details(status)


def test_the_figure_of_the_clocks_is_explained() -> None:
    told = strip_note_details("no samples lost · clocks agree within 6 ms")
    assert "5 ms or better" in told
    assert "symmetry of peaks need no common clock" in told
    assert "clock" not in strip_note_details("3 samples lost")


@pytest.mark.parametrize(
    ("unit", "state", "reasons", "shown"),
    [
        ("N", State.LIMITED, ("the sensor reached its limit: the true value is >= 2000 N",), "≥\u00a02000 N"),
        ("N", State.LIMITED, ("60 ms are missing where it is measured",), "2000 ± 10 N"),
        ("N", State.LIMITED, ("left out: the sensor reached its limit: the true value is >= 5 N",), "2000 ± 10 N"),
        ("%", State.LIMITED, ("the hold lasted at least this long",), "2000 ± 10 %"),
        ("N", State.VALID, ("the hold lasted at least this long",), "2000 ± 10 N"),
    ],
)
def test_a_lower_bound_is_written_as_one_and_nothing_else_is(
    unit: str, state: State, reasons: tuple[str, ...], shown: str
) -> None:
    assert reading("peak_force", Measurement(2000.0, unit, state, reasons, 10.0)).text() == shown
