import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rechunk import chunks, lengths
from scipy import signal

from dsp.filters import (
    BlockFilter,
    butter,
    cascade,
    corrected_cutoff,
    delay_s,
    frequency_response,
    live_cascade,
    notch,
    steady_state,
    zero_phase,
)

LIVE = cascade(butter(4, 20.0, 1000.0), notch(50.0, 30.0, 1000.0))
CASCADES = {
    "lp4 20": butter(4, 20.0, 1000.0),
    "lp8 20": butter(8, 20.0, 1000.0),
    "lp3 6": butter(3, 6.0, 1000.0),
    "lp4 10 at 80": butter(4, 10.0, 80.0),
    "hp4 5": butter(4, 5.0, 1000.0, "high"),
    "lp4 20 + notch": LIVE,
}


def force(channels, n, seed=0):
    """A person of 900 N who sways, with noise."""
    rng = np.random.default_rng(seed)
    return 900.0 + np.cumsum(rng.normal(size=(channels, n)), axis=1)


def scipy_primed(sos, x):
    zi = signal.sosfilt_zi(sos)[:, None, :] * x[:, 0][None, :, None]
    return signal.sosfilt(sos, x, axis=1, zi=zi)


@pytest.mark.parametrize("order", range(1, 9))
@pytest.mark.parametrize(("cutoff", "fs"), [(6.0, 1000.0), (50.0, 1000.0), (499.0, 1000.0), (10.0, 80.0)])
@pytest.mark.parametrize("kind", ["low", "high"])
def test_a_butterworth_has_the_response_of_scipys(order, cutoff, fs, kind):
    f = np.linspace(0.0, fs / 2, 300, endpoint=False)
    _, expected = signal.freqz_sos(signal.butter(order, cutoff, kind, fs=fs, output="sos"), f, fs=fs)
    np.testing.assert_allclose(frequency_response(butter(order, cutoff, fs, kind), f, fs), expected, rtol=0, atol=1e-9)


@pytest.mark.parametrize(
    ("frequency", "fs", "quality"), [(50.0, 1000.0, 30.0), (60.0, 1000.0, 10.0), (30.0, 80.0, 5.0)]
)
def test_a_notch_has_scipys_coefficients(frequency, fs, quality):
    b, a = signal.iirnotch(frequency, quality, fs=fs)
    np.testing.assert_allclose(notch(frequency, quality, fs)[0], [*b, *a], rtol=0, atol=1e-12)


@pytest.mark.parametrize("sos", CASCADES.values(), ids=CASCADES.keys())
def test_steady_states_are_scipys(sos):
    np.testing.assert_allclose(steady_state(sos), signal.sosfilt_zi(sos), rtol=0, atol=1e-7)


@settings(max_examples=25, deadline=None)
@given(lengths, st.sampled_from(sorted(CASCADES)), st.integers(1, 3), st.integers(0, 9))
def test_any_cutting_gives_what_sosfilt_gives_at_once(sizes, name, channels, seed):
    sos = CASCADES[name]
    x = force(channels, 1500, seed)
    expected, state = scipy_primed(sos, x)
    block = BlockFilter(sos, channels)
    out = np.concatenate([block.process(piece) for piece in chunks(x, sizes)], axis=1)
    scale = np.abs(x).max()
    assert np.abs(out - expected).max() <= 1e-9 * scale
    assert np.abs(block.state - state).max() <= 1e-9 * scale
    assert np.abs(out - BlockFilter(sos, channels).process(x)).max() <= 1e-12 * scale


@pytest.mark.parametrize("cutoff", [0.5, 6.0, 100.0])
def test_a_constant_comes_out_unchanged_from_its_first_sample(cutoff):
    out = BlockFilter(butter(4, cutoff, 1000.0), 1).process(np.full((1, 400), 873.2))
    np.testing.assert_allclose(out, 873.2, rtol=1e-9)


def test_a_filter_goes_on_from_a_saved_state():
    x = force(2, 600)
    whole = BlockFilter(LIVE, 2).process(x)
    first, second = BlockFilter(LIVE, 2), BlockFilter(LIVE, 2)
    first.process(x[:, :250])
    second.restore(first.state)
    np.testing.assert_allclose(second.process(x[:, 250:]), whole[:, 250:], rtol=1e-12)


def test_a_state_from_scipy_is_understood():
    x = force(2, 600)
    _, state = scipy_primed(LIVE, x[:, :300])
    after, _ = signal.sosfilt(LIVE, x[:, 300:], axis=1, zi=state)
    block = BlockFilter(LIVE, 2)
    block.restore(state)
    np.testing.assert_allclose(block.process(x[:, 300:]), after, rtol=1e-11)


def test_after_a_reset_the_next_sample_primes_again():
    block = BlockFilter(LIVE, 1)
    block.process(force(1, 100))
    block.reset()
    assert block.state is None
    np.testing.assert_allclose(block.process(np.full((1, 50), 5.0)), 5.0, rtol=1e-12)


def test_outputs_and_states_are_never_overwritten_by_later_pushes():
    block = BlockFilter(LIVE, 2)
    x = force(2, 60)
    first = block.process(x[:, :20])
    state = block.state
    kept = first.copy(), state.copy()
    block.process(x[:, 20:40])
    block.process(x[:, 40:])
    np.testing.assert_array_equal(first, kept[0])
    np.testing.assert_array_equal(state, kept[1])


def test_the_input_is_left_alone():
    x = force(2, 30)
    before = x.copy()
    BlockFilter(LIVE, 2).process(x)
    np.testing.assert_array_equal(x, before)


def test_a_slow_ramp_comes_out_later_by_the_delay():
    sos = butter(4, 20.0, 1000.0)
    ramp = np.arange(4000.0)[None] / 1000.0 * 50.0
    out = BlockFilter(sos, 1).process(ramp)
    assert (ramp - out)[0, -1] / 50.0 == pytest.approx(delay_s(sos, 1000.0), abs=1e-9)
    assert BlockFilter(sos, 1).delay_s(1000.0) == pytest.approx(0.0208, abs=1e-4)


def test_a_filter_that_blocks_rest_has_no_delay_there():
    with pytest.raises(ValueError, match="blocks 0 Hz"):
        delay_s(butter(2, 5.0, 1000.0, "high"), 1000.0)


@pytest.mark.parametrize("kind", ["low", "high"])
@pytest.mark.parametrize("order", range(2, 9))
@pytest.mark.parametrize("n", [60, 300, 8000])
def test_zero_phase_is_sosfiltfilt(order, kind, n):
    x = force(2, n, seed=order)
    for cutoff, fs in ((2.0, 1000.0), (15.0, 1000.0), (300.0, 1000.0), (6.0, 80.0)):
        sos = butter(order, cutoff, fs, kind)
        expected = signal.sosfiltfilt(sos, x, axis=1)
        np.testing.assert_allclose(zero_phase(sos, x), expected, rtol=0, atol=1e-9 * np.abs(x).max())


@pytest.mark.parametrize("sos", CASCADES.values(), ids=CASCADES.keys())
@pytest.mark.parametrize("pad", [0, 1, 299, 2999])
def test_the_extension_at_the_ends_is_as_long_as_asked(sos, pad):
    x = force(3, 3000)
    expected = signal.sosfiltfilt(sos, x, axis=1, padtype="odd", padlen=pad)
    np.testing.assert_allclose(zero_phase(sos, x, pad=pad), expected, rtol=0, atol=1e-9 * np.abs(x).max())


def test_a_record_shorter_than_the_filters_memory_is_filtered_all_the_same():
    x = force(2, 40)
    sos = butter(4, 0.5, 1000.0)
    np.testing.assert_allclose(zero_phase(sos, x), signal.sosfiltfilt(sos, x, axis=1), rtol=0, atol=1e-6)


def test_the_live_cascade_notches_the_mains_and_its_octave_where_the_rate_allows():
    for mains in (50.0, 60.0):
        sos = live_cascade(1000.0, mains_hz=mains)
        assert np.abs(frequency_response(sos, [mains, 2 * mains], 1000.0)).max() < 1e-12
        assert frequency_response(sos, [0.0], 1000.0)[0] == pytest.approx(1.0, abs=1e-12)
    assert len(live_cascade(1000.0, mains_hz=None)) == len(live_cascade(80.0)) == 2


def test_one_channel_may_come_without_its_axis():
    x = force(1, 200)
    np.testing.assert_array_equal(BlockFilter(LIVE, 1).process(x[0]), BlockFilter(LIVE, 1).process(x)[0])


def test_zero_phase_keeps_the_shape_and_one_channel_alone():
    x = force(3, 500)
    np.testing.assert_array_equal(zero_phase(LIVE, x)[1].shape, x[1].shape)
    np.testing.assert_allclose(zero_phase(LIVE, x)[1], zero_phase(LIVE, x[1]), rtol=1e-12)


def test_the_corrected_cutoff_puts_half_power_of_both_passes_where_it_was_asked():
    sos = butter(4, corrected_cutoff(20.0, 4, 1000.0), 1000.0)
    both_passes = abs(frequency_response(sos, [20.0], 1000.0)[0]) ** 2
    assert both_passes == pytest.approx(np.sqrt(0.5), abs=1e-12)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda: butter(0, 20.0, 1000.0), "order 0"),
        (lambda: butter(4, 500.0, 1000.0), "half the sample rate"),
        (lambda: butter(4, float("nan"), 1000.0), "half the sample rate"),
        (lambda: notch(0.0, 30.0, 1000.0), "half the sample rate"),
        (lambda: notch(50.0, -1.0, 1000.0), "quality"),
        (lambda: BlockFilter(np.zeros((2, 5)), 1), "shape"),
        (lambda: BlockFilter(LIVE * 2.0, 1), "normalised"),
        (lambda: BlockFilter(LIVE, 0), "at least one channel"),
        (lambda: BlockFilter(LIVE, 2).process(np.zeros((3, 4))), r"expected \(2, n\)"),
        (lambda: BlockFilter(LIVE, 2).restore(np.zeros((3, 3, 2))), "do not fit"),
        (lambda: zero_phase(LIVE, [1.0]), "fewer than two"),
        (lambda: zero_phase(LIVE, np.zeros(10), pad=10), "extension of 10"),
    ],
)
def test_what_cannot_be_filtered_is_refused(wrong, why):
    with pytest.raises(ValueError, match=why):
        wrong()
