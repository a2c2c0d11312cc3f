"""Known devices: the side belongs to the serial number, records never change, an older database is carried over."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from drivers.calibration import Calibration
from drivers.contracts import ClockRate
from station import schema
from station.device_book import KnownDevice
from station.errors import BadInput, StationError
from station.folders import make_folders
from station.model import Side
from station.store import Store

NOON = datetime(2026, 3, 4, 10, 30, tzinfo=UTC)
GRIP = KnownDevice("progressor", "2639", (Side.LEFT,), "Progressor_9785", "ble:C0:00:00:00:01:00")
PLATES = Calibration(
    id="plates-417-2026",
    serial="417",
    outputs=("left", "right"),
    gain=((0.05,) * 4 + (0.0,) * 4, (0.0,) * 4 + (0.05,) * 4),
    zero_native=(10.0,) * 8,
    capacity_n=2000.0,
    noise_sd_n=(0.5, 0.5),
    cells_m=((0.1, 0.2),) * 8,
    dated="2026-09-01",
)


@pytest.fixture
def folders(tmp_path):
    return make_folders(tmp_path / "clinic")


def test_a_device_comes_back_with_its_side_and_can_be_forgotten(folders, stores):
    with stores(folders, now=lambda: NOON) as store:
        store.devices.remember(GRIP)
        store.devices.remember(replace(GRIP, serial="2640", sides=(Side.RIGHT,)))
    with stores(folders) as store:
        known = store.devices.known()
    assert known == (
        replace(GRIP, remembered_at=NOON),
        replace(GRIP, serial="2640", sides=(Side.RIGHT,), remembered_at=NOON),
    )
    assert (known[0].as_known.serial, known[0].as_known.how) == ("2639", GRIP.how)
    with stores(folders) as store:
        assert store.devices.forget("progressor", "2639")
        assert not store.devices.forget("progressor", "2639")
        assert [device.serial for device in store.devices.known()] == ["2640"]


def test_a_new_side_takes_the_place_of_the_old_one_and_the_clock_stays_learned(folders, stores):
    with stores(folders, now=lambda: NOON) as store:
        store.devices.remember(GRIP)
        store.devices.learn_clock("progressor", "2639", ClockRate(31.5, 0.8))
        store.devices.remember(replace(GRIP, sides=(Side.RIGHT,)))
        store.devices.seen("progressor", "2639", "ble:C0:FF", "Progressor_X")
        (device,) = store.devices.known()
    assert device.sides == (Side.RIGHT,)
    assert (device.clock, device.clock_at) == (ClockRate(31.5, 0.8), NOON)
    assert (device.how, device.name, device.seen_at) == ("ble:C0:FF", "Progressor_X", NOON)


def test_two_makers_may_use_the_same_number(folders, stores):
    with stores(folders) as store:
        store.devices.remember(GRIP)
        store.devices.remember(replace(GRIP, kind="mark10"))
        assert [device.kind for device in store.devices.find("2639")] == ["mark10", "progressor"]
        store.devices.seen("mark10", "2639", "serial:COM3")
        assert [device.seen_at is None for device in store.devices.known()] == [False, True]


def test_what_is_not_known_is_not_made_known_by_being_seen(folders, stores):
    with stores(folders) as store:
        store.devices.seen("progressor", "77")
        store.devices.learn_clock("progressor", "77", ClockRate(1.0, 1.0))
        assert store.devices.known() == ()


@pytest.mark.parametrize(
    "wrong", [{"serial": ""}, {"sides": ()}, {"sides": (Side.LEFT, Side.LEFT)}], ids=["no number", "no side", "twice"]
)
def test_what_cannot_be_told_apart_is_not_remembered(folders, stores, wrong):
    with stores(folders) as store, pytest.raises(BadInput):
        store.devices.remember(replace(GRIP, **wrong))


def test_a_calibration_record_comes_back_and_never_changes(folders, stores):
    with stores(folders) as store:
        book = store.devices
        assert book.add_calibration(PLATES) == book.add_calibration(PLATES) == PLATES.id
        with pytest.raises(BadInput, match="never changed"):
            book.add_calibration(replace(PLATES, capacity_n=1.0))
        book.remember(KnownDevice("harp-loadcells", "417", (Side.LEFT, Side.RIGHT), calibration_id=PLATES.id))
        with pytest.raises(StationError, match=r"(?i)foreign ?key"):
            book.remember(replace(GRIP, calibration_id="nothing"))
    with stores(folders) as store:
        assert store.devices.calibration(PLATES.id) == PLATES
        assert store.devices.calibrations("417") == (PLATES,)
        with pytest.raises(StationError, match="No calibration x"):
            store.devices.calibration("x")


def test_a_database_from_before_known_devices_is_carried_over(folders, tmp_path):
    first = tmp_path / "migrations"
    (first / "versions").mkdir(parents=True)
    for name in ("__init__.py", "env.py", "script.py.mako", "versions/v0001_people_trials_results.py"):
        (first / name).write_text((schema.MIGRATIONS / name).read_text("utf-8"), "utf-8")
    schema.bring_up_to_date(folders.database, NOON, schema=1, migrations=first)
    with closing(sqlite3.connect(folders.database)) as database:
        database.execute("INSERT INTO person VALUES ('p', 'A-104', '2026-03-04 10:30:00.000000')")
        database.commit()
    with Store(folders) as store:
        assert store.person("A-104") is not None
        store.devices.remember(GRIP)
    assert schema.schema_of(folders.database) == schema.SCHEMA >= 2
