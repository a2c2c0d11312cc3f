"""Every device of the registry through the battery of ``check_device``."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from check_device import BATTERY, examine, name_of
from fake_transports import SCRIPTS

from drivers.registry import DEVICES


@pytest.mark.parametrize("key", DEVICES)
@pytest.mark.parametrize("check", BATTERY, ids=lambda check: check.__name__)
def test_device(check: Callable, key: str) -> None:
    examine(check, key, SCRIPTS[key])


def test_every_device_has_a_script() -> None:
    assert set(SCRIPTS) == set(DEVICES)


@pytest.mark.parametrize("key", DEVICES)
def test_what_a_device_cannot_do_is_a_check_and_has_a_reason(key: str) -> None:
    cannot = SCRIPTS[key]().cannot
    assert set(cannot) <= {name_of(check) for check in BATTERY}
    assert all(len(reason) > 20 for reason in cannot.values())


def test_a_reason_that_is_not_true_is_found() -> None:
    def check_that_passes(key: str, script: Callable) -> None: ...

    modest = SimpleNamespace(cannot={"that_passes": "this protocol has no such thing"})
    with pytest.raises(pytest.fail.Exception, match="its script says that it cannot"):
        examine(check_that_passes, "any", lambda: modest)
