"""A gauge that carries the same force is believed instead of masses."""

import pytest

from station.__main__ import main

DEVICE = "sim:progressor?exact=1"


def examined(capsys, *more: str, device: str = DEVICE) -> tuple[int, str]:
    status = main(["qa", "--device", device, "--only", "linearity", *more])
    return status, capsys.readouterr().out


def gauge(options: str = "") -> str:
    return f"sim:mark10?side=left&exact=1{options}"


def test_a_device_that_agrees_with_the_gauge_passes_and_the_report_names_the_gauge(capsys):
    status, text = examined(capsys, "--reference", gauge())
    assert status == 0
    assert "forces told by M5-200 M10-left" in text
    assert text.count("serial number") == 1, "the gauge itself is not examined"


def test_it_is_the_gauge_that_is_believed_and_not_the_mass(capsys):
    """The masses weigh what they say; the gauge says two percent more, and so the device reads too little."""
    status, text = examined(capsys, "--reference", gauge("&gain=1.02"))
    assert status == 1
    assert "reads 2.0 % low" in text
    status, text = examined(capsys, "--reference", gauge("&gain=1.02"), device="sim:progressor?exact=1&gain=1.02")
    assert status == 0
    assert "Hysteresis, down minus up, left dynamometer    0 %" in text


def test_the_gauges_own_zero_is_taken_too(capsys):
    status, text = examined(capsys, "--reference", gauge("&zero_off_n=5"))
    assert status == 0, text


@pytest.mark.parametrize("reference", ["somewhere", "sim:nothing", "serial:/dev/ttyNONE?kind=mark10"])
def test_a_gauge_that_cannot_be_is_refused_in_a_sentence(capsys, reference):
    assert main(["qa", "--device", DEVICE, "--reference", reference]) == 2
    assert "station: " in capsys.readouterr().err
