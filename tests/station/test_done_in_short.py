"""What ``station test`` says at its end of a test that was refused: the reason is read once."""

from __future__ import annotations

import json
from types import SimpleNamespace

from station.commands.trial_results import Done


def test_a_refusal_that_was_shown_with_the_trial_is_not_said_again_and_programs_get_it_whole():
    refused = SimpleNamespace(
        refusal="nobody moved", measurements=(), outcome=SimpleNamespace(value="x"), verdict="", verdict_detail=""
    )
    done = Done("bird_dog_reps", "t-1", True, "", refused)
    assert done.in_short == "No number is given; why stands above."
    assert "nobody moved" in done.problem
    assert "nobody moved" in json.dumps(done.as_json())
    assert Done("cmj", None, False, "Weighing failed.", None).in_short == "Weighing failed."
