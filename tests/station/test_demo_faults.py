"""What goes wrong in a demo: by the name of a file, in words, and refused before the visit where it cannot happen."""

import pytest

from simulators.bench import DEVICES
from simulators.faults import FAULTS
from simulators.scenario import fault_keys, scenario_keys
from station.commands.demo_faults import asked_faults, listing, possible
from station.errors import BadInput


def test_a_fault_by_its_name_happens_in_the_test_that_it_is_for_and_adds_it_to_the_plan():
    plan, faults = asked_faults(["l03_short_dropout"], ["hip_abduction_iso"])
    assert plan == ["hip_abduction_iso", "cmj"]
    assert [(fault.what, fault.test, fault.device) for fault in faults] == [("silence", "cmj", "plates")]


def test_a_fault_in_words_happens_in_the_first_test_that_it_fits():
    plan, (fault,) = asked_faults(["silence:after=go,at_s=2,for_s=0.5"], ["cmj"])
    assert plan == ["cmj"]
    assert (fault.what, fault.after, fault.at_s, fault.for_s, fault.test) == ("silence", "go", 2.0, 0.5, "")


def test_what_nobody_knows_is_refused_with_what_there_is():
    with pytest.raises(BadInput, match=r"no kind of fault.*l01_disconnect_told"):
        asked_faults(["silense"], ["cmj"])


@pytest.mark.parametrize(
    ("text", "devices", "says"),
    [
        ("refuse", DEVICES, "use disconnect or unplug"),
        ("silence:device=treadmill", DEVICES, "no device 'treadmill'; there are: left grip, right grip, plates"),
        ("unplug", ["progressor"], "a radio does not do that"),
        ("nobody:device=treadmill", DEVICES, "no people at 'treadmill'"),
    ],
)
def test_what_these_devices_cannot_have_is_refused_before_the_visit(text, devices, says):
    plan, faults = asked_faults([text], ["cmj"])
    assert plan == ["cmj"]
    with pytest.raises(BadInput, match=says):
        possible(faults, devices)


def test_the_list_names_every_scenario_every_file_and_every_kind():
    text = listing()
    for name in (*scenario_keys(), *fault_keys(), *FAULTS):
        assert f"\n  {name} " in text
