"""The story of a demo on virtual time: visits are really recorded, on days of the past; it can be stopped."""

import asyncio
import threading
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from types import SimpleNamespace

import pytest

from drivers.clock import SystemClock
from simulators.bench import DEVICES as BENCH
from simulators.body import Person
from simulators.clock import run
from simulators.fault_wire import FaultyFirmware
from simulators.faults import FAULTS
from simulators.scenario import load_scenario
from station.commands import virtual_clinic
from station.commands.client import Body
from station.commands.demo_clock import AT_MOST_S, Calendar, DemoClock, Pace
from station.commands.demo_people import Patient, tired, weakened
from station.commands.demo_room import DemoRoom, Set, offered_faults
from station.commands.demo_seen import GROUPS, SEEN
from station.commands.demo_story import CHAPTERS, Act, Chapter, Story
from station.commands.virtual_clinic import BEGAN, VirtualClinic
from station.desks.demo import Deficit
from station.model import Side, TrialState
from station.protocol import built_in

SHORT = (
    Chapter("Visit 1 of 2", 0, "The first visit.", (Act("cmj", "A jump.", client_screen=True),)),
    Chapter("Visit 2 of 2", 6, "Six weeks later.", (Act("cmj", "A jump again."),)),
)
COURSE = load_scenario("left_weak_low_back_pain", 1).course


def told(tmp_path, chapters, stop_at=None):
    """The moments of a story on virtual time, and the trials that it left."""
    calendar, lines = Calendar(lambda: BEGAN), {}
    patient = Patient(Body(COURSE.person))
    with VirtualClinic(tmp_path, patient, seed=1) as clinic:
        clinic.archive._now = calendar.now  # the days of the visits are the calendar's

        async def all_of_it():
            async with clinic.running():
                story = Story(clinic, "B-201", COURSE, patient, calendar, clinic.clock.now, clinic.clock.now, chapters)
                while (now := story.step()) is not None:
                    lines.setdefault(now.number, now)
                    if now.number == stop_at:
                        story.close()
                        break
                    await clinic.clock.sleep(0.1)
                return story

        story = run(all_of_it())
        return story, list(lines.values()), clinic.trials(), calendar


def test_every_visit_of_the_story_is_recorded_on_its_day(tmp_path):
    story, lines, trials, _ = told(tmp_path, SHORT)
    assert story.over
    assert [line.line for line in lines][:4] == ["The first visit.", "A jump.", "Six weeks later.", "A jump again."]
    assert [line.client_screen for line in lines][:4] == [False, True, False, False]
    assert [(line.view, line.argument) for line in lines][-3:] == [("person", "B-201"), ("report", "B-201"), ("", "")]
    assert [trial.person for trial in trials] == ["B-201", "B-201"]
    newest, oldest = (trial.started_at for trial in trials)
    assert newest - oldest == pytest.approx(timedelta(weeks=6), abs=timedelta(hours=1))
    parts = [line.part for line in lines]
    assert parts == sorted(parts)
    assert 0.0 <= parts[0] < parts[-1] <= 1.0


def test_a_story_that_is_stopped_leaves_the_calendar_at_today(tmp_path):
    story, _, trials, calendar = told(tmp_path, SHORT, stop_at=2)
    assert not story.over
    assert calendar.now() == BEGAN
    assert trials == []


def test_the_tests_of_the_story_exist_and_the_course_has_its_weeks():
    keys = {act.test for chapter in CHAPTERS for act in chapter.acts}
    assert keys <= set(built_in())
    assert tuple(chapter.week for chapter in CHAPTERS) == COURSE.visits


def test_a_faster_clock_never_jumps():
    async def measured():
        clock = DemoClock()
        before_s, loop = clock.now(), asyncio.get_running_loop()
        await clock.sleep(2.0)
        slow_s = clock.now() - before_s
        clock.set_speed(4.0)
        at_change_s = clock.now()
        begun_s = loop.time()
        await clock.sleep(2.0)
        return slow_s, at_change_s - before_s, clock.now() - at_change_s, loop.time() - begun_s

    slow_s, at_change_s, fast_s, real_s = run(measured())
    assert (slow_s, at_change_s, fast_s) == pytest.approx((2.0, 2.0, 2.0))
    assert real_s == pytest.approx(0.5)
    with pytest.raises(ValueError, match="greater than 0"):
        DemoClock().set_speed(0.0)


def test_while_the_loop_is_held_up_the_clock_stands_and_then_goes_on_at_its_pace():
    async def measured():
        clock, loop = DemoClock(3.0), asyncio.get_running_loop()
        before_s = clock.now()
        await clock.sleep(3.0)
        on_time_s = clock.now() - before_s
        loop.advance(20.0)  # a callback that took so long
        held_up_s = clock.now() - before_s
        await asyncio.sleep(0.0)
        await clock.sleep(3.0)
        return on_time_s, held_up_s, clock.now() - before_s

    on_time_s, held_up_s, after_s = run(measured())
    assert on_time_s == pytest.approx(3.0)
    assert held_up_s <= 3.0 + 3.0 * AT_MOST_S
    assert held_up_s + 2.9 <= after_s <= held_up_s + 3.1


def test_a_script_goes_slower_while_devices_fall_behind_and_at_its_pace_when_they_caught_up():
    pace = Pace(3.0)
    assert pace.seen(0.5, 100.0) is None
    assert [pace.seen(2.0, 101.0 + 0.5 * step) for step in range(9)] == [
        1.5, None, 0.75, None, 0.375, None, 0.25, None, None,
    ]  # fmt: skip
    assert pace.seen(0.0, 106.0) is None, "not at once"
    assert [pace.seen(0.0, 108.0 + 3.0 * step) for step in range(7)] == [
        pytest.approx(0.25 * 1.5**times) for times in range(1, 7)
    ] + [3.0]
    assert pace.seen(0.0, 200.0) is None
    assert Pace(0.1).seen(9.0, 0.0) is None, "what was wanted slower stays as slow"
    pace.seen(2.0, 201.0)
    pace.want(4.0)
    assert pace.seen(2.0, 201.1) == 2.0, "what somebody chooses holds at once, and is tried from there"


def slow_computer(monkeypatch, seconds):
    """Every second of a device's time takes so long to compute; on virtual time nothing takes any by itself."""
    advance, looked_s = FaultyFirmware.advance, {}

    def advanced(firmware, now_s):
        since_s, looked_s[id(firmware)] = looked_s.get(id(firmware), now_s), now_s
        asyncio.get_running_loop().advance(seconds * max(0.0, now_s - since_s))
        return advance(firmware, now_s)

    monkeypatch.setattr(FaultyFirmware, "advance", advanced)


def test_a_demo_that_is_too_fast_for_its_computer_takes_longer_and_comes_to_its_end(tmp_path, monkeypatch):
    slow_computer(monkeypatch, 0.15)
    monkeypatch.setattr(virtual_clinic, "SystemClock", lambda **_: DemoClock(3.0))
    plan = ["hip_abduction_iso", "hip_abduction_tracking"]
    with VirtualClinic(tmp_path, Body(COURSE.person, push_s=2.0, rest_s=1.0)) as clinic:
        done = clinic.conduct(plan)
    assert [each.given_up for each in done] == ["", ""]
    followed = {line.side: line.measurement for line in done[1].review.measurements if line.key == "path_score"}
    assert {side for side, found in followed.items() if found.value is not None} == {Side.LEFT, Side.RIGHT}


def test_a_calendar_that_is_put_back_says_a_day_of_the_past():
    today = datetime(2026, 11, 23, 9, 0).astimezone()
    calendar = Calendar(lambda: today)
    calendar.put_back(6)
    assert calendar.now() == today - timedelta(weeks=6)
    calendar.put_back(0)
    assert calendar.now() == today


@pytest.mark.parametrize(("side", "other"), [(Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT)])
def test_a_deficit_weakens_one_side_by_its_part_and_leaves_the_other_alone(side, other):
    person = load_scenario("symmetric", 1).person
    weak = weakened(person, Deficit(side, 0.2))
    for muscle in ("hip_abduction", "knee_extension"):
        assert weak.strength(muscle, side.value) == pytest.approx(0.8 * person.strength(muscle, side.value))
        assert weak.strength(muscle, other.value) == person.strength(muscle, other.value)
    assert (weak.jump_left < person.jump_left) == (side is Side.LEFT)
    assert weakened(person, Deficit()) is person


def test_the_same_deficit_mirrored_is_the_mirrored_person():
    left, right = (weakened(Person(), Deficit(side, 0.3)) for side in (Side.LEFT, Side.RIGHT))
    for share in ("stance_left", "jump_left", "landing_left", "bridge_left"):
        assert getattr(left, share) < 0.5
        assert getattr(left, share) == pytest.approx(1.0 - getattr(right, share))


def test_who_is_tired_is_weaker_on_both_sides_and_holds_no_longer_than_before():
    person = load_scenario("symmetric", 1).person
    worn = tired(person, 1.0)
    for side in ("left", "right"):
        assert worn.strength("hip_abduction", side) < person.strength("hip_abduction", side)
    assert worn.endurance_s["hip_abduction"].left < 100.0
    assert worn.bridge_fatigue_per_s > person.bridge_fatigue_per_s
    assert tired(person, 0.0) is person


def test_every_kind_of_fault_says_what_the_therapist_should_see_and_stands_under_a_heading():
    assert set(SEEN) == set(FAULTS)
    assert set(GROUPS) == {kind.layer for kind in FAULTS.values()}
    assert all(text.endswith(".") for text in SEEN.values())


def test_a_fault_is_offered_only_where_a_device_can_have_it():
    from simulators.bench import DEVICES, SimulatedBench
    from simulators.stage import Stage

    offered = {fault.key: fault for fault in offered_faults(SimulatedBench(SystemClock(), Stage(), DEVICES), SEEN)}
    assert offered["unplug"].devices == ("plates",)
    assert offered["low_battery"].devices == ("left grip", "right grip")
    assert offered["silence"].group == "On the way to the computer"


class Visiting:
    """What the room needs of a visit, with devices as far behind as they are told to be."""

    def __init__(self):
        self.behind_s = 0.0
        self.received = []

    def live(self):
        return SimpleNamespace(devices=(SimpleNamespace(behind_s=self.behind_s),))

    def person(self):
        return "A-104"

    def receive(self, person, battery=None):
        self.received.append(person)

    def subscribe(self, listener):
        return lambda: None

    def post(self, job):
        pass

    def stop(self):
        pass


class PressedVisit(Visiting):
    """One in which nothing happens yet."""

    def live(self):
        return SimpleNamespace(state=TrialState.DONE, trouble="", devices=())


def room_of(visit, known=lambda code: False, **others):
    made = Set(visit, DemoClock(), Calendar(), Patient(Body(COURSE.person)), BENCH, 1, known, lambda: None)
    return DemoRoom(made, **others)


def test_a_computer_that_falls_behind_is_given_its_time_and_then_the_pace_again():
    visit = Visiting()
    looks_s = count(0.0, 1.0)
    room = room_of(visit, real_s=lambda: next(looks_s))
    room.begin_story()
    speeds = []
    for visit.behind_s in (0.0, 0.5, 1.2, 0.5, 0.1, 0.1, 0.1):
        assert room.story() is not None
        speeds.append(room.now().speed)
    assert speeds == [2.0, 2.0, 1.0, 1.0, 1.0, 1.5, 1.5]
    room.set_speed(4.0)
    visit.behind_s = 1.2
    assert room.story() is not None
    assert room.now().speed == 2.0, "what was chosen meanwhile is given way from, and is what comes back"
    room.end_story()
    assert room.now().speed == 1.0
    assert room.story() is None
    assert visit.received == ["B-201", "A-104"], "whoever was there before is there again"


def test_what_the_devices_say_and_what_the_window_wants_at_the_same_moment_are_both_kept(monkeypatch):
    room, wanted, begun = room_of(Visiting()), Deficit(Side.LEFT, 0.3), []

    def slowly(now, **changes):
        if "trouble" in changes and not begun:
            begun.append(threading.Thread(target=room.weaken, args=(wanted,)))
            begun[0].start()
            begun[0].join(0.2)  # as long as it may take without anything that holds it up
        return replace(now, **changes)

    monkeypatch.setattr("station.commands.demo_room.replace", slowly)
    room._schedule(None)
    begun[0].join(10.0)
    assert (room.now().deficit, room.now().trouble != "") == (wanted, True)


def test_every_test_that_a_script_presses_is_a_moment_of_its_own():
    async def pressed():
        room, numbers = room_of(PressedVisit()), []
        for _ in range(2):
            room.do_test("cmj")
            numbers.append(room.story().number)
        return numbers

    assert len({-1, *run(pressed())}) == 3


def test_each_story_is_a_person_of_its_own():
    visit = Visiting()
    room = room_of(visit, known={"B-201", "B-202"}.__contains__)
    room.begin_story()
    room.story()
    assert visit.received == ["B-203"]


def test_people_who_need_other_devices_or_are_there_for_a_fault_are_not_offered():
    people = room_of(Visiting()).people()
    assert people[0].code == "A-104"
    assert people[0].key == "left_weak_low_back_pain"
    assert not any(load_scenario(person.key).faults for person in people)
    assert len({person.code for person in people}) == len(people)
