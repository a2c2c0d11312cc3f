"""Native units to newtons, saturation, and when a zero is refused."""

import dataclasses
import datetime
import json

import numpy as np
import pytest

from drivers.calibration import Calibration, Zero, ZeroRefused, accept_scale, measure_zero, wrong_scale
from drivers.devices.harp_loadcells import SIGNAL as HARP
from drivers.devices.progressor import SIGNAL as PROGRESSOR

PLATES = Calibration(
    id="plates-1",
    serial="7",
    outputs=("left", "right"),
    gain=((0.1, 0.1, 0.2, 0.1, 0, 0, 0, 0), (0, 0, 0, 0, 0.1, 0.1, 0.1, 0.1)),
    zero_native=(10.0, -20.0, 30.0, 0.0, 0.0, 0.0, 0.0, 5.0),
    capacity_n=2000.0,
    noise_sd_n=(0.3, 0.3),
)
GRIP = Calibration(
    id="grip-1",
    serial="2B",
    outputs=("right",),
    gain=((-9.80665,),),
    zero_native=(0.5,),
    capacity_n=1500.0,
    noise_sd_n=(0.05,),
    native_step=0.001,
)


def empty(count: int = 1000, seed: int = 1) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 1.2, (8, count))
    return np.round(np.array(PLATES.zero_native)[:, None] + noise).astype(np.int16)


def test_newtons_are_the_gain_times_what_is_above_zero() -> None:
    values = np.array([[110], [80], [40], [0], [0], [0], [0], [-95]], dtype=np.int16)
    forces = PLATES.newtons(values)
    assert forces.dtype == np.float64
    assert forces.tolist() == pytest.approx(np.array([[10.0 + 10.0 + 2.0], [-10.0]]))


def test_a_pull_can_be_a_push_by_a_negative_gain() -> None:
    assert GRIP.newtons(np.array([[10.5]], dtype=np.float32))[0, 0] == pytest.approx(-98.0665)


def test_a_taken_zero_replaces_the_calibrations_own() -> None:
    zero = Zero(native=(1.5,), sd_n=(0.0,), host_s=1.0)
    assert GRIP.newtons(np.array([[1.5]], dtype=np.float32), zero)[0, 0] == 0.0


def test_full_scale_counts_do_not_overflow() -> None:
    values = np.full((8, 1), -32768, dtype=np.int16)
    assert PLATES.newtons(values)[1, 0] == pytest.approx(-(4 * 32768 + 5) * 0.1)


def test_an_output_is_saturated_by_any_cell_it_is_made_of_and_by_no_other() -> None:
    values = np.zeros((8, 4), dtype=np.int16)
    values[2, 1] = 32767
    values[5, 2] = -32768
    values[0, 3] = 32766
    assert PLATES.saturated(values, HARP).tolist() == [[False, True, False, False], [False, False, True, False]]
    assert GRIP.saturated(np.array([[149.9, 150.0, -151.0]], np.float32), PROGRESSOR).tolist() == [[False, True, True]]


def test_resolution_is_one_native_step_in_newtons() -> None:
    assert PLATES.resolution_n == pytest.approx(0.2)
    assert GRIP.resolution_n == pytest.approx(0.00980665)


def test_an_empty_device_can_be_zeroed() -> None:
    zero = measure_zero(empty(), PLATES, 12.0)
    assert isinstance(zero, Zero)
    assert zero.host_s == 12.0
    assert zero.native == pytest.approx(PLATES.zero_native, abs=0.2)
    assert abs(PLATES.newtons(empty(seed=2), zero).mean()) < 0.05


def test_a_person_standing_on_it_is_refused_with_the_figure() -> None:
    loaded = empty() + np.array([[1600]] * 4 + [[0]] * 4, dtype=np.int16)
    assert measure_zero(loaded, PLATES, 0.0) == ZeroRefused(
        "The plates do not look empty (raw zero 800 N off the calibration). Step off, then zero."
    )


def test_a_bench_that_belongs_to_the_test_may_stand_on_it_and_nobody_beside_it() -> None:
    bench = empty() + np.array([[600]] * 4 + [[0]] * 4, dtype=np.int16)
    assert isinstance(measure_zero(bench, PLATES, 0.0), ZeroRefused)
    zero = measure_zero(bench, PLATES, 0.0, standing_n=300.0)
    assert isinstance(zero, Zero)
    assert abs(PLATES.newtons(bench, zero).mean()) < 0.05
    assert isinstance(measure_zero(bench + np.int16(100), PLATES, 0.0, standing_n=300.0), ZeroRefused)


def test_just_within_twenty_newtons_is_accepted_and_just_beyond_is_not() -> None:
    shift = np.zeros((8, 1), dtype=np.int16)
    shift[4] = 195
    assert isinstance(measure_zero(empty() + shift, PLATES, 0.0), Zero)
    shift[4] = 205
    assert isinstance(measure_zero(empty() + shift, PLATES, 0.0), ZeroRefused)


def test_restlessness_around_a_good_zero_is_refused() -> None:
    sway = np.round(60 * np.sin(np.arange(1000) / 50)).astype(np.int16)
    values = empty()
    values[4] += sway
    refused = measure_zero(values, PLATES, 0.0)
    assert isinstance(refused, ZeroRefused)
    assert refused.reason.startswith("The plates are not still (±4.2 N, empty ±0.9 N at most).")


def test_a_dynamometer_is_spoken_of_as_one() -> None:
    held = np.full((1, 100), 5.5, dtype=np.float32)
    assert measure_zero(held, GRIP, 0.0) == ZeroRefused(
        "It does not look unloaded (raw zero 49 N off the calibration). Let go, then zero."
    )


@pytest.mark.parametrize("count", [0, 1, 7])
def test_too_few_samples_are_refused(count: int) -> None:
    assert isinstance(measure_zero(empty(1000)[:, :count], PLATES, 0.0), ZeroRefused)


def test_values_that_are_not_numbers_are_refused() -> None:
    values = np.full((1, 50), 0.5, dtype=np.float32)
    values[0, 20] = np.nan
    assert isinstance(measure_zero(values, GRIP, 0.0), ZeroRefused)


def test_a_calibration_is_plain_data() -> None:
    text = json.dumps(dataclasses.asdict(PLATES))
    back = json.loads(text)
    assert back["outputs"] == ["left", "right"]
    assert back["gain"][0][2] == 0.2


@pytest.mark.parametrize(
    "change",
    [
        {"gain": ((0.1,) * 8,)},
        {"gain": ((0.1,) * 7, (0.1,) * 8)},
        {"noise_sd_n": (0.3,)},
        {"zero_native": (float("nan"),) * 8},
        {"gain": ((float("inf"),) * 8, (0.1,) * 8)},
        {"outputs": ()},
    ],
)
def test_a_calibration_that_does_not_fit_itself_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="calibration plates-1"):
        dataclasses.replace(PLATES, **change)


def test_the_wrong_number_of_channels_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="3 channels for calibration plates-1, which has 8"):
        PLATES.newtons(np.zeros((3, 5), dtype=np.int16))


def test_single_cells_add_up_to_their_plates_and_know_which_one_is_theirs():
    gain = ((0.1, 0.2, 0.0, 0.0), (0.0, 0.0, 0.3, 0.4))
    corners = ((-0.2, -0.3), (0.2, -0.3), (-0.2, 0.3), (0.2, 0.3))
    made = Calibration("c", "s", ("left", "right"), gain, (1.0, 2.0, 3.0, 4.0), 2000.0, (0.5, 0.5), cells_m=corners)
    values = np.arange(20, dtype=np.int32).reshape(4, 5)
    cells = made.cell_newtons(values)
    assert cells.shape == (4, 5)
    assert np.stack([cells[:2].sum(axis=0), cells[2:].sum(axis=0)]) == pytest.approx(made.newtons(values))
    assert made.cell_outputs() == (0, 0, 1, 1)
    shared = dataclasses.replace(made, gain=((0.1, 0.2, 0.1, 0.0), gain[1]))
    assert shared.cell_outputs() is None
    for wrong in (corners[:3], ((0.0,),) * 4, ((float("nan"), 0.0),) * 4):
        with pytest.raises(ValueError, match=r"cells_m|finite"):
            dataclasses.replace(made, cells_m=wrong)


def test_forces_at_the_rated_force_and_beyond_are_overloaded_on_their_own_output() -> None:
    forces = np.array([[1999.0, 2000.0, -2100.0], [0.0, 0.0, 2500.0]])
    assert PLATES.overloaded(forces).tolist() == [[False, True, True], [False, False, True]]
    assert not dataclasses.replace(PLATES, capacity_n=0.0).overloaded(forces).any(), "nothing is rated"


@pytest.mark.parametrize(
    ("factor", "unit", "nominal", "refused"),
    [
        (9.7, "kg", 0.0, False),
        (1.0, "kg", 0.0, True),
        (-9.80665, "kg", 0.0, False),
        (1.06, "N", 0.0, True),
        (0.0525, "count", 0.05, False),
        (0.053, "count", 0.05, True),
        (0.9, "count", 0.0, False),
    ],
)
def test_a_scale_more_than_five_per_cent_off_nominal_is_refused(
    factor: float, unit: str, nominal: float, refused: bool
) -> None:
    record = dataclasses.replace(GRIP, gain=((factor,),), nominal_gain=nominal)
    assert bool(wrong_scale(record, unit)) is refused
    accepted = accept_scale(record, unit)
    assert wrong_scale(accepted, unit) == ""
    assert ("scale accepted by hand" in accepted.accepted) is refused


def test_a_refused_scale_says_what_it_makes_and_what_is_nominal() -> None:
    record = dataclasses.replace(GRIP, gain=((0.056,),), nominal_gain=0.05)
    said = wrong_scale(record, "count")
    assert "makes 0.056 N of one count, and nominal is 0.05 N: 12 % more, where 5 % is allowed" in said
    assert "--accept-scale" in said


@pytest.mark.parametrize(
    ("dated", "expired"),
    [("2025-03-01", False), ("2025-02-28", True), ("2026-02-28T10:00:00", False), ("", None), ("in spring", None)],
)
def test_a_calibration_expires_after_twelve_months(dated: str, expired: bool | None) -> None:
    assert dataclasses.replace(GRIP, dated=dated).expired(datetime.date(2026, 3, 1)) is expired


def test_a_cell_that_repeats_one_value_is_no_zero() -> None:
    values = empty(400)
    values[6] = 3
    refused = measure_zero(values, PLATES, 0.0)
    assert refused == ZeroRefused(
        "Sensor 3 of the right plate does not respond: it repeats one value. Check its cable, then zero."
    )
    noiseless = dataclasses.replace(PLATES, noise_sd_n=(0.0, 0.0))
    assert isinstance(measure_zero(values, noiseless, 0.0), Zero | ZeroRefused)
    assert "does not respond" not in str(measure_zero(values, noiseless, 0.0))
