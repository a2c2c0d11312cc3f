"""Which test is offered next, and why that one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from station.model import Outcome, TrialSummary
from station.protocol import built_in
from station.suggesting import last_visit, suggest

TESTS = built_in()
TODAY = datetime(2026, 11, 23, 12, tzinfo=UTC)


def offered(done: list[str], earlier: tuple[str, ...] = (), device: str = "") -> str:
    found = suggest(TESTS, earlier, done, lambda each: each.device.startswith(device))
    return "" if found is None else f"{found.word} {found.protocol.key}"


@pytest.mark.parametrize(
    ("done", "earlier", "device", "wanted"),
    [
        ([], (), "", "Start hip_abduction_iso"),
        ([], (), "plates", "Start glute_bridge_hold"),
        ([], ("squat", "cmj"), "", "Start squat"),
        ([], ("hip_abduction_iso", "cmj"), "plates", "Start cmj"),
        (["squat"], ("squat", "cmj"), "", "Next cmj"),
        (["squat", "cmj"], ("squat", "cmj"), "", "Next squat_jump"),
        (["cmj"], (), "", "Next squat_jump"),
        (["cmj", "squat_jump", "cmj"], (), "", "Next drop_jump"),
        (["glute_bridge_hold"], ("gone_test",), "", "Next glute_bridge_reps"),
        ([], (), "scales", ""),
    ],
)
def test_the_offer_follows_the_last_visit_then_the_group_then_repeats(done, earlier, device, wanted):
    assert offered(done, earlier, device) == wanted


def test_the_last_of_a_group_is_offered_once_more_instead_of_another_group():
    last = [test.key for test in TESTS.values() if test.group == "Balance"][-1]
    assert offered([last]) == f"Repeat {last}"


def trial(key: str, days_ago: int, hours: int, person: str = "A-104", *, kept: bool | None = True) -> TrialSummary:
    at = TODAY - timedelta(days=days_ago) + timedelta(hours=hours)
    return TrialSummary(f"{key}-{days_ago}-{hours}", person, key, key, at, Outcome.COMPLETED, kept, ())


def test_the_last_visit_is_the_last_day_before_today_of_this_person_in_order_of_time():
    trials = [
        trial("cmj", 0, 1),
        trial("hop_set", 2, 3, "B-200"),
        trial("squat", 7, 3),
        trial("cmj", 7, 2),
        trial("drop_jump", 7, 2, kept=False),
        trial("cmj", 7, 1),
        trial("box_lift", 14, 1),
    ]
    assert last_visit(trials, "A-104", TODAY.date()) == ("cmj", "squat")
    assert last_visit(trials, "C-300", TODAY.date()) == ()
    assert last_visit(trials[:1], "A-104", date(2026, 11, 23)) == ()
