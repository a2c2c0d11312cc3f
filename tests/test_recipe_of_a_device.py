"""A device is two files, one line and one row: nothing else in the program knows it by name."""

import ast
import functools
from pathlib import Path

import pytest

from drivers.registry import DEVICES
from simulators.stage import Stage
from simulators.units import KINDS, make_unit

PROJECT = Path(__file__).parent.parent
PACKAGES = ("drivers", "simulators", "dsp", "station", "ui")

DRIVERS_KNOW = {"drivers/registry.py"}
SIMULATORS_KNOW = {
    *("simulators/units.py", "simulators/unit_makers.py"),
    *("simulators/replay_units.py", "simulators/replay_wires.py"),
}
BESIDES = {
    "progressor": {"station/trace_device.py"},
    "harp_loadcells": {"station/trace_device.py"},
    "tec_gihan": {"simulators/six_axis_options.py"},
}
"""Text files are played as one of the first two, and the plates of the third have options of their own."""


def names(key: str) -> str:
    return key.replace("-", "_")


def imported(path: Path) -> set[str]:
    """Every module that a file imports, and every name from one."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@functools.cache
def everything_imported() -> dict[str, set[str]]:
    files = (path for top in PACKAGES for path in (PROJECT / top).rglob("*.py"))
    return {path.relative_to(PROJECT).as_posix(): imported(path) for path in files}


def who_knows(name: str, package: str) -> set[str]:
    """The files outside its own that import a device's module, package or the modules that begin with its name."""
    begins = f"{package}.devices.{name}"
    return {
        place
        for place, modules in everything_imported().items()
        if not place.startswith(f"{package}/devices/{name}") and any(module.startswith(begins) for module in modules)
    }


@pytest.mark.parametrize("key", DEVICES)
def test_a_driver_is_known_by_the_registry_alone(key: str) -> None:
    name = names(key)
    assert any((PROJECT / "drivers" / "devices").glob(f"{name}*"))
    assert DRIVERS_KNOW <= who_knows(name, "drivers") <= DRIVERS_KNOW | BESIDES.get(name, set())


@pytest.mark.parametrize("key", DEVICES)
def test_a_firmware_is_known_by_the_table_of_units_alone(key: str) -> None:
    name = names(key)
    assert (PROJECT / "simulators" / "devices" / f"{name}.py").exists()
    known = who_knows(name, "simulators")
    assert known
    assert known <= SIMULATORS_KNOW | BESIDES.get(name, set())


def test_every_device_can_be_simulated_and_every_simulated_one_has_a_driver() -> None:
    assert {make_unit(kind, Stage()).key for kind in KINDS} == set(DEVICES)


@pytest.mark.parametrize("key", DEVICES)
def test_every_device_has_tests_of_its_own(key: str) -> None:
    assert any((PROJECT / "tests" / "drivers").glob(f"test_{names(key)}*.py"))
