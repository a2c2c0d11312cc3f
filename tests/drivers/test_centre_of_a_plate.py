"""Where a force acts, from cells and from moments, by one function; and what a device says of its own scale."""

import dataclasses

import msgspec
import numpy as np
import pytest

from drivers.calibration import Calibration, Zero, calibration_of
from drivers.contracts import DeviceInfo, DeviceScale, Signal

COUNTS = Signal(("a", "b", "c"), "count", 0.001, None, 1000.0, -32768.0, 32767.0)
CORNERS = ((-0.2, -0.3), (0.2, -0.3), (-0.2, 0.3), (0.2, 0.3))


def plate_of_cells() -> Calibration:
    return Calibration("c", "s", ("left",), ((0.5, 0.5, 0.5, 0.5),), (10.0,) * 4, 2000.0, (0.5,), cells_m=CORNERS)


def plate_of_moments() -> Calibration:
    """The same plate with three channels: force in half newtons, moments in tenths of a newton metre."""
    rows = {"moment_x": ((0.0, 0.1, 0.0),), "moment_y": ((0.0, 0.0, 0.1),)}
    return Calibration("m", "s", ("left",), ((0.5, 0.0, 0.0),), (0.0,) * 3, 2000.0, (0.5,), **rows)


def test_four_cells_and_three_axes_tell_the_same_place_by_one_function() -> None:
    carried = np.array([[100.0, 20.0], [200.0, 20.0], [300.0, 20.0], [400.0, 20.0]])
    cells, axes = plate_of_cells(), plate_of_moments()
    by_cells = cells.centre_of_pressure((carried / 0.5 + 10.0).astype(np.float32))
    # by hand: x = sum(x_i F_i) / F, y = sum(y_i F_i) / F
    places = np.array(CORNERS).T
    assert by_cells[0] == pytest.approx(places @ carried / carried.sum(axis=0))
    assert by_cells[0, :, 0] == pytest.approx([0.04, 0.12])
    native = np.stack([carried.sum(axis=0) / 0.5, places[1] @ carried / 0.1, -(places[0] @ carried) / 0.1])
    assert axes.centre_of_pressure(native.astype(np.float32))[0] == pytest.approx(by_cells[0], abs=1e-6)
    assert axes.moments(native.astype(np.float32)) == pytest.approx(
        cells.moments((carried / 0.5 + 10.0).astype(np.float32))
    )


def test_less_than_ten_newtons_press_nowhere_and_a_channel_at_its_end_tells_no_place() -> None:
    axes = plate_of_moments()
    signal = dataclasses.replace(COUNTS, native_min=-30000.0, native_max=30000.0)
    native = np.array([[19, 20, 400, 400], [10, 10, 30000, 10], [0, 0, 0, 0]], np.int16)
    places = axes.centre_of_pressure(native, signal=signal)
    assert np.isnan(places[0, 1]).tolist() == [True, False, True, False]
    assert places[0, 1, 1] == pytest.approx(0.1)
    assert not axes.saturated(native, signal).any(), "the force itself is known"
    assert np.isnan(axes.centre_of_pressure(native, above_n=200.1)).all()
    for above_n in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="positive"):
            axes.centre_of_pressure(native, above_n=above_n)


def test_a_record_without_places_or_moments_tells_no_centre_and_one_with_half_of_them_is_none() -> None:
    blind = dataclasses.replace(plate_of_cells(), cells_m=())
    assert not blind.tells_centre
    with pytest.raises(ValueError, match="neither moments nor where"):
        blind.centre_of_pressure(np.zeros((4, 1), np.int16))
    axes = plate_of_moments()
    assert axes.tells_centre
    for wrong in (
        {"moment_y": ()},
        {"moment_x": ((0.1, 0.0),)},
        {"moment_x": ((float("inf"), 0.0, 0.0),)},
        {"cells_m": CORNERS[:3]},
    ):
        with pytest.raises(ValueError, match=r"moment|finite|cells_m"):
            dataclasses.replace(axes, **wrong)


def test_a_zero_is_taken_off_the_moments_too() -> None:
    axes = plate_of_moments()
    native = np.array([[220], [70], [-40]], np.int16)
    zeroed = axes.centre_of_pressure(native, Zero((20.0, 50.0, -20.0), (0.5,), 0.0))
    assert zeroed[0, :, 0] == pytest.approx([2.0 / 100.0, 2.0 / 100.0])


def test_what_a_device_says_of_itself_becomes_a_record_that_says_who_said_it() -> None:
    scale = DeviceScale(
        ((0.1, 0.0), (0.0, 0.2)), 3000.0, 1.0, plates=("106", "107"), dated="2026-02-01", uncertainty=0.01,
        note="maker's",
        moment_x=((0.0, 0.1), (0.1, 0.0)), moment_y=((0.0, 0.3), (0.3, 0.0)),
    )  # fmt: skip
    info = DeviceInfo("plates", "77", "1", dataclasses.replace(COUNTS, channels=("a", "b")), scale=scale)
    both = calibration_of(info, ("left", "right"))
    assert (both.id[:21], both.serial, both.outputs) == ("device-77-2026-02-01-", "77", ("left", "right"))
    assert calibration_of(info, ("", "left")).id == both.id
    wider = dataclasses.replace(info, scale=dataclasses.replace(scale, gain=((0.2, 0.0), (0.0, 0.4))))
    assert calibration_of(wider, ("left", "right")).id != both.id  # a proof of one range is none of another
    assert (both.gain, both.zero_native, both.dated, both.uncertainty) == (scale.gain, (0.0, 0.0), "2026-02-01", 0.01)
    assert both.note == "the device's own scale, not verified here; maker's; plates 106, 107"
    one = calibration_of(info, ("", "left"))
    assert (one.outputs, one.gain, one.moment_y) == (("left",), ((0.0, 0.2),), ((0.3, 0.0),))
    assert one.note.endswith("plates 107")
    for outputs in (("left",), ("left", "right", "left"), ("", "")):
        with pytest.raises(ValueError, match="2 outputs"):
            calibration_of(info, outputs)
    with pytest.raises(ValueError, match="no scale"):
        calibration_of(dataclasses.replace(info, scale=None), ("left",))


def test_a_record_that_was_written_before_there_were_moments_is_read_as_it_was() -> None:
    old = {key: value for key, value in dataclasses.asdict(plate_of_cells()).items() if "moment" not in key}
    assert msgspec.json.decode(msgspec.json.encode(old), type=Calibration) == plate_of_cells()
    kept = msgspec.json.decode(msgspec.json.encode(plate_of_moments()), type=Calibration)
    assert kept == plate_of_moments()
