"""The first minutes of a clinic's day, with clients and mishaps: nothing is lost unsaid, nothing grows.

The whole day is ``python3 run.py bench --day``.
"""

from __future__ import annotations

from bench.clinic_day import day


def test_clients_come_and_go_and_neither_memory_nor_handles_grow() -> None:
    found = day(0.1, 150.0)
    assert found.seconds > 359.0
    assert found.trials == 6
    # one board at 1 kHz and two dynamometers at 80 Hz, less what was lost on purpose
    assert found.awake_s < 0.9 * found.seconds  # with nobody there the devices rest
    assert 1130 * found.awake_s < found.samples < 1170 * found.awake_s
    if found.growth_mib is not None:
        assert found.growth_mib < 5.0
        assert found.new_handles == 0
