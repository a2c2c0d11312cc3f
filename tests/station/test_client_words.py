"""What the client reads in each state of a trial is the test's own text for the client."""

from dataclasses import replace

import pytest

from station.feedback.client_words import OUTSIDE, for_client
from station.feedback.state import Feedback
from station.protocol import REST_WORDS, built_in
from station.trial_state import TrialState

BRIDGE = built_in()["glute_bridge_hold"]
EFFORT = Feedback((), words="A little more.")


@pytest.mark.parametrize("state", list(TrialState))
def test_every_state_outside_of_the_effort_says_its_own_words(state):
    words = for_client(BRIDGE, state, EFFORT).words
    if state in OUTSIDE:
        assert words == BRIDGE.told(OUTSIDE[state])
    else:
        assert words == "A little more."


def test_a_break_between_trials_tells_the_client_to_rest():
    own = replace_words(BRIDGE, "Put the hips down and breathe out.")
    assert for_client(own, TrialState.BREAK, EFFORT).words == "Put the hips down and breathe out."
    silent = replace_words(BRIDGE, "")
    assert for_client(silent, TrialState.REST, EFFORT).words == REST_WORDS


def test_nothing_runs_nothing_is_said():
    assert for_client(None, TrialState.DONE, None) is None
    assert for_client(BRIDGE, TrialState.GO, replace(EFFORT, words="")).words == ""


def replace_words(protocol, rest):
    import msgspec

    client = msgspec.structs.replace(protocol.client, rest=rest)
    return msgspec.structs.replace(protocol, client=client)
