"""A clinic's day, with clients and mishaps: nothing is lost unsaid, nothing grows.

In the suite it is the first six minutes with a client every two and a half; ``COUNTERPOISE_DAY_HOURS=8`` plays so many
hours with one every half hour, as ``python3 run.py bench --day`` does.
"""

from __future__ import annotations

import os

import pytest

from bench.clinic_day import CLIENT_EVERY_S, day

HOURS = float(os.environ.get("COUNTERPOISE_DAY_HOURS", "0.1"))
EVERY_S = CLIENT_EVERY_S if HOURS >= 1.0 else 150.0


@pytest.mark.timeout(7200)
def test_clients_come_and_go_and_neither_memory_nor_handles_grow() -> None:
    found = day(HOURS, EVERY_S)
    print(
        f"{found.seconds / 3600:.2f} h in {found.wall_s:.0f} s: {found.trials} trials, "
        f"{found.growth_mib or 0.0:.2f} MiB more, {found.new_handles} handles more"
    )
    assert found.seconds > 3600.0 * HOURS - 1.0
    # two tests a client, and every mishap of the day leaves a trial to be kept
    clients = round(3600.0 * HOURS / EVERY_S + 0.5)
    assert 2 * clients - 2 <= found.trials <= 2 * clients
    # one board at 1 kHz and two dynamometers at 80 Hz, less what was lost on purpose
    assert found.awake_s < 0.9 * found.seconds  # with nobody there the devices rest
    assert 1130 * found.awake_s < found.samples < 1170 * found.awake_s
    if found.growth_mib is not None:
        assert found.growth_mib < 5.0
        assert found.new_handles == 0
