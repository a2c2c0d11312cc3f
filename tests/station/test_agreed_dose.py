"""A planned dose sets band, hold and repetitions of its test, as far as its rules allow; the trial says so, and keeps
no number that could be taken for one of the test.
"""

from __future__ import annotations

import msgspec
import pytest

from simulators.body import Person
from simulators.clock import run
from station.agreed_dose import as_agreed
from station.change.person_progress import progress_of
from station.commands.client import Body
from station.commands.virtual_clinic import VirtualClinic
from station.dose_plans import PlannedDose
from station.doses import Prescribed
from station.filing import protocol_of, recomputed
from station.model import Side, TrialState
from station.protocol import Protocol, built_in
from station.protocol_library import built_in_texts
from station.protocol_variation import text_of

TESTS, TEXTS = built_in(), built_in_texts()
HOLD = "clamshell_left_hold"
MAXIMUM = "hip_abduction_clamshell_iso"
DOSE = Prescribed(55.0, 65.0, "% of own maximum", 10.0, 2)


def agreed(key: str, *doses: tuple[Side, Prescribed]):
    lines = [PlannedDose(key, side, asked) for side, asked in doses]
    return as_agreed(TESTS[key], TEXTS[key], lines)


def test_a_hold_takes_band_goal_and_number_of_holds_from_the_plan():
    found = agreed(HOLD, (Side.LEFT, DOSE))
    test = found.protocol
    assert found.why_not == ""
    assert (test.target.kind, test.target.low, test.target.high) == ("own_maximum", 0.55, 0.65)
    assert test.target.maximum_of == TESTS[HOLD].target.maximum_of
    assert (test.effort_s, test.trials, test.reps) == (10.0, 2, 1)
    assert test.planned == "55 to 65 % of own maximum, 2 x 10 s"
    assert test.target.label == "planned: 55 to 65 % of own maximum"
    # nothing else of the test is touched, and its text says it all
    as_it_was = {key: getattr(TESTS[HOLD], key) for key in ("target", "effort_s", "trials", "planned")}
    assert msgspec.structs.replace(test, **as_it_was) == TESTS[HOLD]
    assert msgspec.toml.decode(text_of(TEXTS[HOLD], test), type=Protocol) == test


@pytest.mark.parametrize("key", sorted(TESTS))
@pytest.mark.parametrize(
    "asked",
    [
        DOSE,
        Prescribed(20.0, 30.0, "N"),
        Prescribed(60.0, 70.0, "% of body weight"),
        Prescribed(hold_s=20.0),
        Prescribed(reps=3),
    ],
)
def test_of_any_test_either_all_is_taken_or_it_is_said_why_not_and_the_text_is_the_test(key, asked):
    sides = TESTS[key].sides
    side = Side(sides[0]) if len(sides) == 1 else Side.BOTH
    found = agreed(key, (side, asked))
    assert found.why_not or found.protocol.planned
    if found.protocol == TESTS[key]:
        assert found.why_not
    assert msgspec.toml.decode(text_of(TEXTS[key], found.protocol), type=Protocol) == found.protocol
    if TESTS[key].kind in ("isometric", "jump", "balance", "sit_to_stand"):
        assert "no exercise that is dosed" in found.why_not


def test_repetitions_to_a_beat_get_the_time_that_they_take():
    found = agreed("glute_bridge_reps", (Side.BOTH, Prescribed(reps=12)))
    own = TESTS["glute_bridge_reps"]
    assert (found.protocol.reps, found.protocol.planned) == (12, "12 times")
    assert found.protocol.effort_s == own.effort_s + 4 * own.tempo.period_s
    too_many = agreed("glute_bridge_reps", (Side.BOTH, Prescribed(reps=40)))
    assert too_many.protocol == own
    assert too_many.why_not.endswith("40 times, because its recording ends before that.")


def test_what_the_rules_refuse_is_left_and_the_rest_is_done():
    found = agreed("glute_bridge_hold", (Side.BOTH, DOSE))
    assert found.protocol.target == TESTS["glute_bridge_hold"].target
    assert found.protocol.planned == "2 x 10 s"
    assert found.why_not.endswith("55 to 65 % of own maximum, because it cannot have a band of this kind.")
    assert agreed(HOLD, (Side.LEFT, Prescribed(hold_s=500.0))).protocol == TESTS[HOLD]


def test_a_dose_of_another_side_or_of_two_minds_is_not_done():
    assert "for the right side, and this test is done with left" in agreed(HOLD, (Side.RIGHT, DOSE)).why_not
    assert "several doses" in agreed(HOLD, (Side.LEFT, DOSE), (Side.LEFT, Prescribed(hold_s=5.0))).why_not
    assert agreed(HOLD, (Side.BOTH, Prescribed(hold_s=5.0)), (Side.LEFT, DOSE)).protocol.trials == 2
    assert as_agreed(TESTS[HOLD], TEXTS[HOLD], []).protocol is TESTS[HOLD]


def test_in_a_visit_the_plan_is_what_is_shown_recorded_and_computed_again(tmp_path):
    seen = []

    def watch(clinic):
        live = clinic.live()
        if live.title and live.state is TrialState.HOLD:
            seen.append((live.big.note, live.target, live.visit.planned_note))

    with VirtualClinic(tmp_path, Body(Person(), push_s=2.0, rest_s=1.0, hold_s=12.0)) as clinic:
        clinic.store.plans.agree(clinic.store.person("A-104").id, PlannedDose(HOLD, Side.LEFT, DOSE))
        clinic.interfere = watch
        first, again, hold, other = clinic.conduct([MAXIMUM, MAXIMUM, HOLD, HOLD])
        assert (hold.given_up, other.given_up) == ("", "")
        pushes = [*first.review.measurements, *again.review.measurements]
        peaks = [line for line in pushes if line.key == "peak_force_best" and line.side is Side.LEFT]
        own_n = max(line.measurement.value for line in peaks)
        noted = [each for each in seen if each[2]]
        assert noted
        assert {note for note, _, _ in noted} == {"goal 10 s"}
        assert {words for _, _, words in noted} == {"planned: 55 to 65 % of own maximum, 2 x 10 s"}
        target = next(target for _, target, _ in noted if target is not None)
        assert (target.low_n, target.high_n) == pytest.approx((0.55 * own_n, 0.65 * own_n))
        assert target.label == "planned: 55 to 65 % of own maximum"
        stored = clinic.store.trial(hold.trial_id)
        done_by = protocol_of(stored)
        assert done_by.planned == "55 to 65 % of own maximum, 2 x 10 s"
        assert (done_by.target.low, done_by.target.high, done_by.effort_s, done_by.trials) == (0.55, 0.65, 10.0, 2)
        assert recomputed(stored, clinic.folders).measurements == stored.current.measurements
        person = clinic.store.person("A-104").id
        doses = clinic.store.doses.doses(person, HOLD)
        assert [dose.prescribed for dose in doses] == [Prescribed(55.0, 65.0, "% of own maximum", 10.0)] * 2
        # how long somebody held for a dose is not how long they can
        assert [
            test.test for test in progress_of(clinic.store, clinic.folders, clinic.store.person("A-104")).tests
        ] == [MAXIMUM]


def test_a_plan_that_changes_and_a_test_begun_from_it_are_as_agreed_now(tmp_path):
    with VirtualClinic(tmp_path, Body(Person())) as clinic:
        person = clinic.store.person("A-104").id
        line = clinic.store.plans.agree(person, PlannedDose("glute_bridge_reps", Side.BOTH, Prescribed(reps=10)))
        chosen = []
        clinic.runner.missing = lambda _: ""
        clinic.runner.choose = lambda protocol, **_: chosen.append(protocol)

        async def begin() -> None:
            async with clinic.running():
                clinic.receive("A-104", test="glute_bridge_reps")

        run(begin())
        clinic.store.plans.agree(person, PlannedDose("glute_bridge_reps", Side.BOTH, Prescribed(reps=11), id=line))
        clinic.choose("glute_bridge_reps")
        clinic.store.plans.end(person, line)
        clinic.choose("glute_bridge_reps")
        assert [test.planned for test in chosen] == ["10 times", "11 times", None]
        assert [test.reps for test in chosen] == [10, 11, 8]
