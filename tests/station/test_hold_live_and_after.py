"""The rule that ends a hold while it runs and the one that measures it afterwards tell the same story."""

import numpy as np
import pytest

from dsp.lift import find_hold
from station.progress import Hold
from station.protocol import built_in

BRIDGE = built_in()["glute_bridge_hold"]
REST, HELD = 80.0, 350.0
LIFT, HOLD, LOWER = (REST, HELD, 0.5), (HELD, HELD, 20.0), (HELD, REST, 0.5)


@pytest.mark.parametrize("fs", [80.0, 1000.0])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (((REST, REST, 3.0),), ((REST, REST, 3.0),)),
        (((REST, REST, 0.4),), ((REST, REST, 3.0),)),
        (((REST, REST, 3.0),), ((REST, REST, 0.5), (REST, 0.0, 0.1), (0.0, 0.0, 3.0))),
        (((REST, REST, 1.0), (15.0, 15.0, 1.1), (REST, REST, 3.0)), ((REST, REST, 3.0),)),
    ],
    ids=["plain", "soon after the cue", "feet lifted off after", "feet put right before"],
)
def test_live_and_afterwards_a_hold_begins_and_ends_at_the_same_moments(fs, before, after):
    lines = [np.linspace(a, b, round(s * fs), endpoint=False) for a, b, s in (*before, LIFT, HOLD, LOWER, *after)]
    total = np.concatenate(lines) + np.random.default_rng(5).normal(0, 1.4, sum(map(len, lines)))
    time_s = np.arange(len(total)) / fs
    live, happened = Hold(BRIDGE, 0), {}
    for first in range(0, len(total), 20):
        part = slice(first, first + 20)
        for item in live.feed(0, time_s[part], total[None, part] * np.array([[0.5], [0.5]])):
            happened.setdefault(item.name, item.at_s)
    measured = find_hold(total, fs, rise_above_n=BRIDGE.detect.contraction_above_n)
    assert happened["hold"] == pytest.approx(measured.begun / fs, abs=0.1)
    assert happened["release"] == pytest.approx(measured.end / fs, abs=0.1)
    assert "finished" in happened


def test_the_live_level_of_a_hold_is_the_force_at_which_it_began():
    protocol = built_in()["glute_bridge_hold"]
    progress = Hold(protocol, 0)
    clock = np.arange(0.0, 6.0, 0.01)
    total = np.where(clock < 1.0, 110.0, 340.0)
    for at in range(0, len(clock), 10):
        progress.feed(0, clock[at : at + 10], np.stack((total, np.zeros_like(total)))[:, at : at + 10])
        known = progress.level_n
        assert known is None if clock[min(at + 9, len(clock) - 1)] < 2.495 else known == pytest.approx(340.0, abs=1.0)
