"""What the cells do to a force, against closed forms; and that cutting the time changes nothing."""

from dataclasses import replace

import numpy as np
import pytest

from simulators.cell_model import GRIPS, PLATES, CellModel
from simulators.cell_physics import CellPhysics
from simulators.loadcell import Grip, PlatePair
from simulators.performance import Surface
from simulators.stage import Stage
from simulators.units import make_unit

RULER = CellModel("a ruler", 1e-9, 0.0)
FS = 1000.0


def felt(model, loads, *, per_output=1, channels=1, seed=1, pieces=1):
    """What cells feel of a load over time ``(n,)`` at 1 kHz, asked for in so many pieces."""
    physics = CellPhysics(model, channels, per_output, FS, [seed])
    loads = np.atleast_2d(loads)

    def at(times):
        place = np.clip(np.rint(times * FS).astype(int), 0, loads.shape[1] - 1)
        return loads[:, place]

    times = np.arange(loads.shape[1]) / FS
    parts = np.array_split(times, pieces) if isinstance(pieces, int) else np.split(times, pieces)
    return np.concatenate([physics.felt(part, at(part), at) for part in parts], axis=1)


def newtons(pair, times):
    facts = pair.facts("1")
    return np.array(facts.gain) @ (pair.read_counts(times) - np.array(facts.zero_native)[:, np.newaxis])


def test_a_cell_without_faults_shows_the_load_to_the_last_bit():
    loads = np.random.default_rng(1).normal(300.0, 50.0, 5000)
    np.testing.assert_array_equal(felt(RULER, loads)[0], loads)


@pytest.mark.parametrize("name", [*PLATES])
def test_an_empty_plate_scatters_like_the_recordings_of_that_make(name):
    pair = PlatePair(Stage(), seed=3, model=PLATES[name])
    force = newtons(pair, np.arange(20_000) / FS)
    white = np.diff(force, axis=1).std(axis=1) / np.sqrt(2.0)
    measured = {
        "standard": (0.45, 0.55),
        "fdlite": (0.76, 1.0),
        "bertec": (0.30, 0.36),
        "amti": (0.50, 0.60),  # 0.77 N for two of them
        "kistler": (1.6, 1.8),
        "kistler_vicon": (4.6, 5.0),
        "coarse": (1.4, 1.7),
        "plateforce": (0.5, 0.7),
    }[name]
    assert (white >= measured[0]).all()
    assert (white <= measured[1]).all()
    np.testing.assert_allclose(white, PLATES[name].empty_sd_n(4), rtol=0.05)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("chronojump", 0.07, 0.09), ("strain_gauge", 0.19, 0.23), ("labchart", 0.32, 0.37), ("hx711", 0.02, 0.05)],
)
def test_an_empty_dynamometer_scatters_like_the_recordings_of_that_make(name, low, high):
    grip = Grip(Stage(), "left", seed=2, model=GRIPS[name])
    force = grip.read_kg(np.arange(20_000) / 80.0).astype(float) * grip.facts("1").gain[0][0]
    assert low <= np.diff(force).std() / np.sqrt(2.0) <= high


def test_flicker_has_the_same_power_in_every_decade():
    model = replace(RULER, flicker_n=1.0)
    physics = CellPhysics(model, 64, 1, 10.0, [5])
    times = np.arange(20_000) * 0.1
    noise = physics.felt(times, np.zeros((64, times.size)), lambda at: np.zeros((64, at.size)))
    power = (np.abs(np.fft.rfft(noise * np.hanning(times.size), axis=1)) ** 2).mean(axis=0)
    frequency = np.fft.rfftfreq(times.size, 0.1)
    density = power * 2.0 * 0.1 / (np.hanning(times.size) ** 2).sum()
    for low in (0.003, 0.03):
        band = (frequency >= low) & (frequency < 10.0 * low)
        # the power of a decade of S = sigma^2 / (ln 10 * f) is sigma^2 itself
        assert density[band].sum() * frequency[1] == pytest.approx(1.0, rel=0.15)


def test_hum_is_a_line_of_the_amplitude_that_was_asked_for():
    hum = felt(replace(RULER, hum_n=0.8, hum_hz=60.0), np.zeros((4, 10_000)), channels=4, per_output=4).sum(axis=0)
    spectrum = np.abs(np.fft.rfft(hum)) * 2.0 / hum.size
    assert spectrum[600] == pytest.approx(0.8, rel=1e-6)
    assert spectrum[1800] == pytest.approx(0.16, rel=1e-6)
    assert np.delete(spectrum, [600, 1800]).max() < 1e-9


def test_a_steady_load_creeps_to_its_share_with_both_time_constants():
    loads = np.full(200_000, 500.0)
    loads[0] = 0.0
    crept = felt(replace(RULER, creep=0.01), loads)[0] - loads
    since = np.arange(loads.size) / FS - 0.2  # the load is seen at the node after it, and drawn one node later
    share = 0.5 * (1.0 - np.exp(-since / 5.0)) + 0.5 * (1.0 - np.exp(-since / 60.0))
    np.testing.assert_allclose(crept[1000:], (500.0 * 0.01 * share)[1000:], atol=0.05)
    assert crept[-1] == pytest.approx(5.0 * (0.5 + 0.5 * (1.0 - np.exp(-200.0 / 60.0))), abs=0.02)


def test_a_loop_of_hysteresis_reads_more_on_the_way_down_and_ends_where_it_began():
    up = np.linspace(0.0, 600.0, 3000)
    shown = felt(replace(RULER, hysteresis=0.01), np.concatenate([up, up[::-1], up, up[::-1]]))[0]
    widths = shown[3000:6000][::-1] - shown[:3000]
    assert widths.min() > -1e-9
    # a grain stands at load - reach on the way up, and on the way down where it was left at the top, or load + reach
    grains = sum(min(600.0 - r, 300.0 + r) - max(0.0, 300.0 - r) for r in (4.0, 16.0, 64.0, 256.0))
    assert widths[1500] == pytest.approx(0.01 * grains, rel=0.01)
    np.testing.assert_allclose(shown[9000:], shown[3000:6000], atol=1e-9)


def test_hysteresis_is_that_of_grains_moved_one_sample_at_a_time():
    loads = np.cumsum(np.random.default_rng(4).normal(0.0, 8.0, 400))
    expected, grains = [], [0.0] * 4
    for load in loads:
        grains = [min(max(w, load - r), load + r) for w, r in zip(grains, (4.0, 16.0, 64.0, 256.0), strict=True)]
        expected.append(load - 0.02 * sum(load - w for w in grains))
    np.testing.assert_allclose(felt(replace(RULER, hysteresis=0.02), loads)[0], expected, rtol=1e-12)


def test_a_sudden_load_rings_with_its_frequency_and_decay():
    loads = np.concatenate([np.zeros(10), np.full(400, 200.0)])
    shown = felt(replace(RULER, ring_share=0.1, ring_hz=30.0, ring_s=0.1), loads)[0]
    t = np.arange(400) / FS
    np.testing.assert_allclose(shown[10:], 200.0 - 20.0 * np.exp(-t / 0.1) * np.cos(2 * np.pi * 30.0 * t), atol=1e-9)


def test_a_cell_shows_its_neighbours_in_the_cable_and_nobody_else():
    loads = np.zeros((8, 1))
    loads[3] = 100.0
    shown = felt(replace(RULER, crosstalk=0.02), loads, channels=8, per_output=4)[:, 0]
    np.testing.assert_allclose(shown, [0, 0, 2, 100, 2, 0, 0, 0])


def test_warmth_moves_zeros_and_gains_with_its_time_constant():
    model = replace(RULER, warm_up_k=10.0, warm_up_s=20.0, zero_n_per_k=0.4, gain_per_k=1e-3)
    empty = felt(model, np.zeros((4, 40_000)), channels=4, per_output=4)
    loaded = felt(model, np.full((4, 40_000), 100.0), channels=4, per_output=4)
    warmer = 1.0 - np.exp(-np.arange(40_000) / FS / 20.0)
    for cell in range(4):
        ratio = empty[cell, -1] / warmer[-1]
        assert abs(ratio) <= 10.0 * 0.4 / 4
        np.testing.assert_allclose(empty[cell], ratio * warmer, atol=1e-12)
        gain = (loaded[cell] - empty[cell]) / 100.0 - 1.0
        assert abs(gain[-1]) <= 10.0 * 1e-3
        np.testing.assert_allclose(gain, gain[-1] / warmer[-1] * warmer, atol=1e-12)
    assert len(set(empty[:, -1].tolist())) == 4


def test_a_zero_that_drifts_walks_in_a_straight_line():
    drifted = felt(replace(RULER, drift_n_per_min=6.0), np.zeros((4, 30_000)), channels=4, per_output=4).sum(axis=0)
    np.testing.assert_allclose(drifted, 0.1 * np.arange(30_000) / FS, atol=1e-12)


EVERYTHING = replace(
    PLATES["fdlite"], hum_n=0.3, ring_share=0.1, crosstalk=0.01, warm_up_k=5.0, zero_n_per_k=0.2, drift_n_per_min=0.4
)


@pytest.mark.parametrize("cuts", [[1, 2, 3, 500], [16 * k for k in range(1, 180)], [99, 100, 101, 1000, 2999]])
def test_cutting_the_time_changes_no_bit_of_any_fault(cuts):
    stage = Stage()
    stage.idle(lambda t: np.stack([350.0 + 200.0 * np.sin(7.0 * t), 300.0 * (t > 1.0)]))
    times = np.arange(3000) / FS
    whole = PlatePair(stage, seed=6, model=EVERYTHING).read_counts(times)
    pair = PlatePair(stage, seed=6, model=EVERYTHING)
    pieces = np.concatenate([pair.read_counts(part) for part in np.split(times, cuts)], axis=1)
    np.testing.assert_array_equal(whole, pieces)


def test_looking_back_as_a_tare_does_changes_nothing_that_comes():
    stage = Stage()
    stage.idle(lambda t: np.full((2, t.size), 100.0), Surface.GRIPS)
    model = replace(GRIPS["hx711"], noise_n=0.0, ring_share=0.1, hum_n=0.2)
    plain, asked = (Grip(stage, "left", seed=3, model=model) for _ in range(2))
    times = np.arange(800) / 80.0
    expected = plain.read_kg(times)
    first = asked.read_kg(times[:400])
    asked.read_kg(times[399] - np.arange(8) / 80.0)
    np.testing.assert_array_equal(np.concatenate([first, asked.read_kg(times[400:])]), expected)


def test_the_certificate_knows_nothing_of_what_happened_since():
    sound = make_unit("harp?seed=5", Stage())
    aged = make_unit("harp?seed=5&cell3_gain=1.02&swapped=yes&zero_off_n=30&hum_n=1", Stage())
    assert aged.facts == sound.facts
    np.testing.assert_array_equal(aged.cells.gain_now, [1, 1, 1, 1.02, 1, 1, 1, 1])


def test_a_cell_that_went_off_reads_that_much_more_and_swapped_plates_feel_the_other_side():
    stage = Stage()
    stage.idle(lambda t: np.stack([np.full(t.size, 400.0), np.full(t.size, 200.0)]))
    times = np.arange(2000) / FS
    high = make_unit("harp?seed=5&gain=1.02", stage).cells
    np.testing.assert_allclose(newtons(high, times).mean(axis=1), [408.0, 204.0], atol=0.1)
    swapped = make_unit("harp?seed=5&swapped=yes", stage).cells
    np.testing.assert_allclose(newtons(swapped, times).mean(axis=1), [200.0, 400.0], atol=0.1)
    moved = make_unit("harp?seed=5&zero_off_n=30", stage).cells
    np.testing.assert_allclose(newtons(moved, times).mean(axis=1), [430.0, 230.0], atol=0.1)


def test_a_stuck_cell_repeats_one_value():
    counts = make_unit("harp?seed=5&stuck=6", Stage()).cells.read_counts(np.arange(500) / FS)
    assert len(set(counts[6].tolist())) == 1
    assert all(len(set(row.tolist())) > 5 for row in np.delete(counts, 6, axis=0))


def test_exact_cells_have_no_faults_whatever_the_model():
    unit = make_unit("harp?exact=yes&noise=fdlite&hum_n=1&creep=0.1", Stage())
    assert (unit.cells.read_counts(np.arange(100) / FS) == 0).all()


def test_figures_that_no_cell_has_are_refused():
    with pytest.raises(ValueError, match="negative"):
        CellModel("wrong", 0.1, -1.0)
    with pytest.raises(ValueError, match="greater than 0"):
        CellModel("wrong", 0.1, 1.0, ring_s=0.0)
