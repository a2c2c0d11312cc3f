"""The built-in checks as items of pytest: ``pytest --pyargs station.qa.device_checks --device sim:harp?seed=1``.

The plug-in (``station.commands.qa_pytest``) brings the fixture and makes one item of every check.
"""

from __future__ import annotations

from collections.abc import Callable

from station.qa.under_test import DeviceUnderTest


def test_device_passes(
    qa_check: str, device_under_test: DeviceUnderTest, qa_note: Callable[[str, object], None]
) -> None:
    """One check on the device that ``--device`` names; what was measured goes into the JUnit file."""
    device_under_test.must_pass(qa_check, qa_note)
