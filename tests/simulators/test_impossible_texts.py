"""Texts that people write about the simulated world: what cannot be is refused in a sentence, never by an accident."""

import math
import random

import pytest

from drivers.clock import SystemClock
from simulators.bench import CannotHappen, SimulatedBench
from simulators.faults import FAULTS, BadFault, fault_from_text
from simulators.scenario import BadScenario, parse_scenario
from simulators.stage import Stage
from simulators.units import KINDS, BadUnit, make_unit

ODD = (
    *("nan", "inf", "-inf", "1e400", "-1", "0", "1e308", "9" * 400, "9" * 5000, "", "true", "no", "'x'", "[1]", "0x10"),
    *("1_000", "é", "\x00", "-0.0", "left", "2", "0.5", "9" * 26),
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("progressor?noise_n=-1", "noise_n can be from 0"),
        ("go-direct?hum_hz=-1", "hum_hz can be from 0"),
        ("frez-dyno?seed=-1", "seed can be from 0"),
        ("harp?ppm=-1000000", "ppm can be from -50000"),
        ("harp?gain_per_k=inf", "not a number"),
        ("go-direct-plate?noise_n=1e308", "noise_n can be from 0"),
        ("chronojump?rate_hz=0", "rate_hz can be from 1"),
    ],
)
def test_a_device_with_a_figure_that_cannot_be_is_refused(text, says):
    with pytest.raises(BadUnit, match=says):
        make_unit(text, Stage())


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"title = 't'\n[person]\nseed = {'9' * 5000}", "digits"),
        (f"title = {'[' * 5000}", "scenario x"),
        (f"title = 't'\n[person.skill]\nwander = {'9' * 400}", "not a number"),
        (f"title = 't'\n[person.strength_n]\ntrunk_flexion = {'9' * 400}", "not a number"),
        ("title = 't'\n[person]\nseed = -1", "seed can be from 0"),
        ("title = 't'\n[person]\nsway_n = -5.0", "sway_n can be from 0"),
        ("title = 't'\n[person]\njump_height_m = 40", "jump_height_m can be from 0.02"),
    ],
)
def test_a_scenario_with_a_figure_that_cannot_be_is_refused(text, says):
    with pytest.raises(BadScenario, match=says):
        parse_scenario("x", text)


@pytest.mark.parametrize("version", ["abc", "", "0.0.1", "999.1"])
def test_a_version_that_a_device_cannot_say_is_refused_before_the_trial(version):
    bench = SimulatedBench(SystemClock(), Stage(), ("harp",))
    with pytest.raises(CannotHappen, match="two numbers below 256"):
        bench.injection.check(fault_from_text(f"version:version='{version}'"))
    bench.injection.check(fault_from_text("version:version=9.0"))
    assert bench.units[0].firmware.set_version("1.2") != "9.0"


def test_whatever_is_written_about_a_device_it_is_made_and_streams_or_is_refused():
    dice = random.Random(5)
    for _ in range(400):
        kind = KINDS[dice.choice(list(KINDS))]
        keys = dice.sample(list(kind.options), 2)
        text = f"{kind.key}?" + "&".join(f"{key}={dice.choice((*kind.options[key].choices, *ODD))}" for key in keys)
        try:
            firmware = make_unit(text, Stage()).firmware
        except BadUnit:
            continue
        firmware.attach(0.0)
        firmware.advance(0.05)


def test_whatever_is_written_about_a_fault_its_settings_are_within_their_limits_or_it_is_refused():
    dice = random.Random(6)
    for _ in range(2000):
        what = dice.choice(list(FAULTS))
        keys = dice.sample(["device", "after", "at_s", "for_s", "every_s", "times", *FAULTS[what].settings], 2)
        text = f"{what}:" + ",".join(f"{key}={dice.choice(ODD)}" for key in keys)
        try:
            fault = fault_from_text(text)
        except BadFault:
            continue
        assert math.isfinite(fault.at_s + fault.for_s + fault.every_s)
        assert all(
            FAULTS[what].settings[key].low <= value for key, value in fault.settings.items() if isinstance(value, float)
        )


def test_a_mutated_scenario_loads_or_is_refused():
    dice = random.Random(7)
    lines = [
        *("title = 't'", "plan = ['cmj']", "[[fault]]", "what = 'drop'", "share = 0.1", "[person]", "mass_kg = 70"),
        *(
            "seed = 1",
            "[person.pain]",
            "knee_extension = 0.5",
            "[course]",
            "visits = [0, 3]",
            "[expect]",
            "counts = ''",
        ),
    ]
    refused = 0
    for _ in range(1000):
        at = dice.randrange(len(lines))
        changed = f"{lines[at].partition('=')[0]}= {dice.choice(ODD)}"
        try:
            parse_scenario("x", "\n".join([*lines[:at], changed, *lines[at + 1 :]]))
        except BadScenario:
            refused += 1
    assert 500 < refused < 1000
