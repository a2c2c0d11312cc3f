"""Every device of the registry through the battery of ``check_device``."""

from collections.abc import Callable

import pytest
from check_device import BATTERY
from fake_transports import SCRIPTS

from drivers.registry import DEVICES


@pytest.mark.parametrize("key", DEVICES)
@pytest.mark.parametrize("check", BATTERY, ids=lambda check: check.__name__)
def test_device(check: Callable, key: str) -> None:
    check(key, SCRIPTS[key])


def test_every_device_has_a_script() -> None:
    assert set(SCRIPTS) == set(DEVICES)
