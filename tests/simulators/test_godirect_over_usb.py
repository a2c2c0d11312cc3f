"""Vernier's own client reads our dynamometer through the reports that our transport writes and reads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.wire

PROGRAM = Path(__file__).with_name("godirect_usb_program.py")
INIT = "5819fe3f1aa54a06490748084709460a450b440c430d420e41"


@pytest.mark.parametrize("per_packet", [1, 13])  # as many as a report holds; of more the client itself loses some
def test_verniers_client_gets_every_value_through_reports(per_packet: int) -> None:
    words = [str(PROGRAM.parents[1] / "drivers"), "10", "80", str(per_packet)]
    done = subprocess.run([sys.executable, PROGRAM, *words], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["serial"], told["description"]) == ("151000C1", "Go Direct Hand Dynamometer")
    assert (told["battery"], told["sensors"]) == (60, {"1": "Force"})
    assert len(told["values"]) >= 80
    assert told["values"] == told["taken"][: len(told["values"])]
    # what it writes is what our transport writes: the report's number, the length, the packet, zeros
    assert told["reports"][0] == ("0019" + INIT).ljust(130, "0")
