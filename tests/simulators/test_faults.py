"""Faults as data: what can be said, what is refused and why, and that every row of the promises has its file."""

import pytest

from simulators.expectation import BadExpectation, expectation_of
from simulators.faults import AFTER, FAULTS, BadFault, fault_from_text, fault_of
from simulators.scenario import (
    BadScenario,
    UnknownScenario,
    fault_keys,
    load_fault,
    load_scenario,
    parse_scenario,
    scenario_keys,
)

ROWS = {f"L{number}" for number in range(1, 22)} | {f"G{number}" for number in range(1, 10)}


@pytest.mark.parametrize("what", FAULTS)
def test_every_kind_of_fault_can_be_said_with_nothing_but_its_name(what):
    fault = fault_from_text(what)
    assert fault.kind.title
    assert set(fault.settings) == set(fault.kind.settings)
    assert fault.for_s == fault.kind.for_s


def test_a_fault_from_a_text_and_from_a_table_is_the_same():
    typed = fault_from_text("disconnect:device=left grip, after=go, at_s=2, for_s=0.5, told=no")
    table = {"what": "disconnect", "device": "left grip", "after": "go", "at_s": 2, "for_s": 0.5, "told": False}
    assert typed == fault_of(table, "here")
    assert typed.starts(10.0) == (10.0,)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"what": "sillence"}, r"what = 'sillence' is no kind of fault; there are: silence, stall"),
        ({"what": "silence", "share": 0.1}, r"there is no 'share'; there are: device, after"),
        ({"what": "drop", "share": 2}, "share = 2 is not a number from 0 to 1"),
        ({"what": "drop", "share": float("nan")}, "share = nan is not a number"),
        ({"what": "drop", "after": "lunch"}, "after = 'lunch'; it is one of start, zero, weigh"),
        ({"what": "drop", "times": 3}, "times = 3 needs every_s"),
        ({"what": "stuck", "side": "middle"}, "side = 'middle' is not one of left, right, both"),
        ({"what": "disconnect", "told": "maybe"}, "told = 'maybe' is neither true nor false"),
        ({"what": "refuse", "n": 1.5}, "n = 1.5 is not a whole number"),
        ({"what": "clock", "ppm": 1e9}, "from -50000 to 50000 ppm"),
        ({"what": "drop", "device": 3}, "device = 3 is not a text"),
        ({"what": "drop", "at_s": -1}, "at_s = -1 is not a number from 0"),
    ],
)
def test_a_fault_that_cannot_be_says_which_key_and_what_is_allowed(table, says):
    with pytest.raises(BadFault, match=says) as refused:
        fault_of(table, "cable.toml, fault 1")
    assert str(refused.value).startswith("cable.toml, fault 1")


def test_a_text_that_is_no_list_of_keys_and_values_is_refused():
    with pytest.raises(BadFault, match="not of the form key=value"):
        fault_from_text("silence:soon")


def test_a_fault_comes_as_often_as_it_says():
    assert fault_from_text("spike:every_s=0.5,times=3").starts(2.0) == (2.0, 2.5, 3.0)


@pytest.mark.parametrize("key", fault_keys())
def test_every_fault_file_loads_and_names_its_row_and_its_test(key):
    scenario = load_fault(key)
    assert scenario.row in ROWS
    assert key.startswith(f"{scenario.row[0].lower()}{int(scenario.row[1:]):02d}_")
    assert scenario.summary
    assert scenario.faults
    assert len(scenario.plan) == 1
    assert all(fault.after in AFTER for fault in scenario.faults)


def test_every_row_of_the_promises_has_a_file_and_every_kind_of_fault_a_row():
    files = [load_fault(key) for key in fault_keys()]
    assert {each.row for each in files} == ROWS
    played = {fault.what for each in files for fault in each.faults}
    shown = {fault.what for key in scenario_keys() for fault in load_scenario(key).faults}
    assert set(FAULTS) - played - shown == {"gain", "stop_for_pain", "nobody"}


def test_a_scenario_with_a_fault_that_cannot_be_names_itself_and_the_key():
    with pytest.raises(BadScenario, match=r"scenario case, fault 1 \(drop\): share"):
        parse_scenario("case", 'title = "x"\n[[fault]]\nwhat = "drop"\nshare = 7')
    with pytest.raises(BadScenario, match=r"scenario case: expect\.trial = 'fine'; it is one of complete"):
        parse_scenario("case", 'title = "x"\n[expect]\ntrial = "fine"')
    with pytest.raises(BadScenario, match="plan is a list of texts"):
        parse_scenario("case", 'title = "x"\nplan = "cmj"')
    with pytest.raises(UnknownScenario, match="l01_disconnect_told"):
        load_fault("l1")


def test_an_expectation_is_held_to_the_words_that_exist():
    found = expectation_of({"says": ["gap"], "states": {"*": "valid", "hold_time": "invalid"}, "link": ["lost"]}, "x")
    assert found.states == {"*": "valid", "hold_time": "invalid"}
    assert found.trial == "complete"
    for table in ({"says": "gap"}, {"states": {"a": "great"}}, {"link": ["gone"]}, {"counts": "most"}, {"sayz": []}):
        with pytest.raises(BadExpectation, match="expect"):
            expectation_of(table, "x")
