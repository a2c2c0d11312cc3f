"""The gate that every number passes: rate, lost samples, saturation, clocks; over the whole catalog."""

from __future__ import annotations

import numpy as np
import pytest

from dsp.catalog import CATALOG, FAMILIES
from dsp.endurance_metrics import HOLD, SHARE
from dsp.isometric import Effort
from dsp.isometric_metrics import EFFORT, EFFORT_SUMMARY
from dsp.jump_metrics import JUMP
from dsp.measurement import State
from dsp.metric import Facts, Kind, judge, measure

ROWS = list(CATALOG.values())
MOMENTS = [row for row in ROWS if row.needs.kind is not Kind.AVERAGE]
AVERAGES = [row for row in ROWS if row.needs.kind is Kind.AVERAGE]

RATES = (
    dict.fromkeys(("time_to_peak", "time_to_80", "effort_duration", "peak_force_cv"), 40.0)
    | dict.fromkeys(("rfd_0_50", "rfd_0_100", "rfd_0_150", "rfd_50_100", "rfd_100_150", "rfd_100_200"), 250.0)
    | dict.fromkeys(("rfd_150_200", "rfd_peak", "rfd_20_80", "impulse_0_100", "impulse_0_100_net"), 250.0)
    | {f"force_at_{ms}{net}": 250.0 for ms in (50, 100, 150) for net in ("", "_net")}
    | {f"force_at_{ms}{net}": 80.0 for ms in (200, 250) for net in ("", "_net")}
    | {f"impulse_{span}{net}": 80.0 for span in ("0_200", "50_250") for net in ("", "_net")}
    | {"rfd_0_200": 80.0, "rfd_0_250": 80.0}
)
"""The rate in Hz that a key needs, where it is not 8 Hz or 500 Hz (jumps)."""


def keys(row):
    return row.key


def test_keys_are_unique_and_every_row_says_how():
    assert len(CATALOG) == sum(len(family) for family in FAMILIES.values())
    for key, row in CATALOG.items():
        assert key == row.key
        assert row.title
        assert row.method


@pytest.mark.parametrize("row", ROWS, ids=keys)
def test_a_good_window_gives_a_valid_number(row):
    result = judge(row, 1.25, Facts(2000.0), uncertainty=0.1)
    assert result.state is State.VALID
    assert (result.value, result.uncertainty, result.unit, result.method) == (1.25, 0.1, row.unit, row.method)


def test_what_could_not_be_computed_is_not_blamed_on_the_length_alone():
    result = judge(ROWS[0], float("nan"), Facts(2000.0))
    assert result.state is State.INVALID
    assert "too short" in result.reasons[0]
    assert "no load" in result.reasons[0]


@pytest.mark.parametrize("row", [*JUMP, *EFFORT, *EFFORT_SUMMARY, *HOLD, *SHARE], ids=keys)
@pytest.mark.parametrize("rate", [8.0, 80.0, 250.0, 499.8, 1000.0])
def test_the_rate_gate_is_the_table(row, rate):
    needed = 500.0 if row in JUMP else RATES.get(row.key, 8.0)
    result = judge(row, 1.0, Facts(rate))
    assert (result.state is State.INVALID) == (rate < 0.99 * needed)
    if result.state is State.INVALID:
        assert result.reasons == (f"needs >= {needed:g} Hz; this device sends {rate:g} Hz",)


@pytest.mark.parametrize("row", MOMENTS, ids=keys)
def test_two_lost_milliseconds_limit_a_moment_and_more_forbid_it(row):
    assert judge(row, 1.0, Facts(2000.0, missing_s=0.002)).state is State.LIMITED
    result = judge(row, 1.0, Facts(2000.0, missing_s=0.0025))
    assert result.state is State.INVALID
    assert "2.5 ms are missing" in result.reasons[0]


@pytest.mark.parametrize("row", AVERAGES, ids=keys)
def test_ten_lost_milliseconds_limit_an_average_and_more_forbid_it(row):
    assert judge(row, 1.0, Facts(2000.0, missing_s=0.010)).state is State.LIMITED
    assert judge(row, 1.0, Facts(2000.0, missing_s=0.011)).state is State.INVALID


@pytest.mark.parametrize("row", ROWS, ids=keys)
def test_saturation_bounds_a_peak_and_forbids_the_rest(row):
    result = judge(row, 1999.0, Facts(2000.0, saturated=True))
    if row.needs.kind is Kind.PEAK:
        assert result.state is State.LIMITED
        assert ">= 1999" in result.reasons[0]
    else:
        assert result.state is State.INVALID


@pytest.mark.parametrize("row", [row for row in ROWS if row.needs.one_clock], ids=keys)
def test_clocks_that_disagree_limit_and_forbid_what_joins_both_sides(row):
    assert judge(row, 1.0, Facts(2000.0, alignment_s=0.001)).state is State.VALID
    assert judge(row, 1.0, Facts(2000.0, alignment_s=0.004)).state is State.LIMITED
    assert judge(row, 1.0, Facts(2000.0, alignment_s=0.006)).state is State.INVALID
    assert judge(row, 1.0, Facts(2000.0, alignment_s=None)).state is State.INVALID


@pytest.mark.parametrize("row", ROWS, ids=keys)
@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_what_is_not_a_number_is_never_shown(row, value):
    assert judge(row, value, Facts(2000.0)).state is State.INVALID


@pytest.mark.parametrize(("key", "limit_ms"), [("rfd_0_50", 2.5), ("rfd_0_100", 5.0), ("rfd_0_200", 10.0)])
def test_an_onset_known_to_more_than_a_twentieth_of_the_window_limits_its_rate_of_force(key, limit_ms):
    more = limit_ms + 1.0
    result = judge(CATALOG[key], 900.0, Facts(260.0, onset_uncertainty_s=more / 1000))
    assert result.state is State.LIMITED
    assert result.reasons == (f"260 Hz device: onset known to ± {more:.0f} ms",)
    assert judge(CATALOG[key], 900.0, Facts(260.0, onset_uncertainty_s=limit_ms / 1000)).state is State.VALID


def test_reasons_of_the_protocol_limit_withhold_or_only_speak():
    row = CATALOG["peak_force"]
    assert judge(row, 1.0, Facts(80.0), limits=["a"]).state is State.LIMITED
    assert judge(row, 1.0, Facts(80.0), refusals=["b"]).reasons == ("b",)
    spoken = judge(row, 1.0, Facts(80.0), notes=["c"])
    assert spoken.state is State.VALID
    assert spoken.reasons == ("c",)


def test_a_nan_at_any_position_never_becomes_a_number():
    time_s = np.arange(40) / 20.0
    for formula in EFFORT:
        for position in range(10, 30):
            force = np.full(40, 100.0)
            force[position] = np.nan
            result = measure(formula, Effort(time_s, force, 0.0, 0.5, 30), lambda a, b: Facts(1000.0))
            assert result.value is None or np.isfinite(result.value)


def test_the_uncertainty_joins_the_effects_of_all_inputs():
    time_s = np.arange(3000) / 1000.0
    force = 200.0 * np.clip(time_s - 1.0, 0.0, 1.0)
    effort = Effort(time_s, force, 0.0, 1.0, 2500, 0.005, 1.0, 0.02)
    formula = next(row for row in EFFORT if row.key == "rfd_0_100")
    result = measure(formula, effort, lambda a, b: Facts(1000.0))
    by_hand = np.sqrt((0.02 * 200.0) ** 2 + (1.0 / 0.1) ** 2 + (0.005 * 200.0 / 0.1) ** 2)
    assert result.uncertainty == pytest.approx(by_hand, rel=1e-6)


def test_a_number_that_is_known_too_badly_is_limited_and_says_how_badly():
    row = CATALOG["movement_braking_rfd"]
    assert judge(row, 50.0, Facts(1000.0), uncertainty=10.0).state is State.VALID
    result = judge(row, 50.0, Facts(1000.0), uncertainty=12.5)
    assert result.state is State.LIMITED
    assert result.reasons == ("known to ± 25 % only: the force is too flat or too noisy for it",)
    assert judge(row, 0.0, Facts(1000.0), uncertainty=1.0).state is State.LIMITED
