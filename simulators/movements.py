"""Everything that a person can do, by key: what is played, how the person waits before it, and on what.

Clinical tests have the key of their test.  ``station simulate --movement KEY`` plays them, and the client of a demo.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from types import MappingProxyType

import numpy as np

from simulators.body import Person, countermovement_jump, stance
from simulators.effort import FRAME, Examiner, isometric_effort
from simulators.holding import POSTURES, hold
from simulators.intermittent import bilateral_bouts
from simulators.limbs import LIFTINGS, limb_hold, limb_reps
from simulators.masses import corner_check, hung, known_masses
from simulators.movement import Tempo, box_lift, bridges, hip_hinge, squat
from simulators.performance import SIDES, Performance, Side, Surface, empty, quiet_lead_in
from simulators.pull import isometric_pull
from simulators.rebound import drop_jump, hop_set
from simulators.single_leg_jump import single_leg_jump
from simulators.sit_to_stand import pace_of, sit_to_stand
from simulators.squat_jump import squat_jump
from simulators.stage import Stage
from simulators.standing import quiet_stance, single_leg_stance
from simulators.stepping import step_down, weight_shifts
from simulators.strength import MUSCLES
from simulators.tracking import CLAMSHELL, Course, clamshell_hold, clamshell_reps, follow_paths, force_tracking
from simulators.walking import swap_feet, walk_off, walk_on

SUPINE = 1.0 / 1.28
"""Hip abduction supine, as a part of side-lying (clinic.md section 4, S56: 27 to 30 % lower)."""
STANDS = 0.93
"""Whoever lies or sits has less than this part of the weight on the plates."""
TESTER_N = 280.0
"""What somebody can hold a dynamometer against."""
CHECK_KG = 20.0
LADDER_KG = (5.0, 10.0, 20.0, 40.0, 80.0)
SQUEEZE = 4.5 / 2.8
"""Squeeze of both legs over adduction of one, of men who play hockey (S61)."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a test asks for; what is None the movement has of its own."""

    reps: int | None = None
    push_s: float = 5.0
    rest_s: float = 3.0
    hold_s: float | None = None
    """A hold ends then at the latest; without it the endurance ends it."""
    seconds: float | None = None
    """Length of what has no end of its own: stance."""
    tempo: Tempo | None = None
    sides: tuple[Side, ...] = SIDES
    warm_up: bool = False
    """Whether isometric efforts begin with one at half the strength."""
    examiner: Examiner = FRAME
    courses: tuple[Course, ...] = ()
    """Paths to follow, as they are shown."""


class Before(StrEnum):
    """How a person waits for the start."""

    AWAY = "away"
    """Nobody touches the devices."""
    STANDING = "standing"
    """On both plates."""
    IN_POSITION = "in position"
    """As the movement begins: lying, or on one leg."""


Play = Callable[[Person, Ask], tuple[Performance, ...]]


@dataclass(frozen=True, slots=True)
class Movement:
    """One thing to do; ``play`` gives its performances, one after the other."""

    title: str
    play: Play
    before: Before = Before.STANDING
    surface: Surface = Surface.PLATES

    def enter(self, stage: Stage, person: Person, ask: Ask, at_s: float) -> None:
        """Let the person take the position from which the movement starts."""
        if self.before is Before.IN_POSITION:
            stage.idle(quiet_lead_in(self.play(person, ask)[0]), self.surface, from_s=at_s)
        elif self.before is Before.STANDING:
            stage.idle(stance(person), from_s=stage.perform(walk_on(person), at_s))

    def begin(self, stage: Stage, person: Person, ask: Ask, at_s: float) -> float:
        """Let it happen, and return when it is over."""
        for performance in self.play(person, ask):
            at_s = stage.perform(performance, at_s) + performance.duration_s
        return at_s


def leave(stage: Stage, person: Person, at_s: float) -> float:
    """Let the person leave the devices, on foot from the plates, and return when nobody is on them."""
    lately = stage.both(Surface.PLATES, np.arange(at_s - 0.5, at_s, 0.01)).sum(axis=0)
    stage.break_off(at_s)
    free_s = at_s
    if lately.mean() > STANDS * person.weight_n:
        walking = walk_off(person)
        free_s = stage.perform(walking, at_s) + walking.duration_s
    for surface in Surface:
        stage.idle(empty, surface, from_s=free_s)
    return free_s


OnSide = Callable[[Person, Side, Ask], Performance]


def _plates(play: Callable[[Person, Ask], Performance], title: str, before: Before = Before.STANDING) -> Movement:
    return Movement(title, lambda person, ask: (play(person, ask),), before)


def _grips(play: Play, title: str) -> Movement:
    return Movement(title, play, Before.AWAY, Surface.GRIPS)


def _of(play: OnSide, side: Side) -> Callable[[Person, Ask], Performance]:
    return lambda person, ask: play(person, side, ask)


def _effort(person: Person, muscle: str, side: Side, ask: Ask, part: float = 1.0) -> Performance:
    return isometric_effort(
        person,
        muscle,
        side,
        ask.reps or 3,
        ask.push_s,
        ask.rest_s,
        part=part,
        warm_up=ask.warm_up,
        examiner=ask.examiner,
    )


def _isometric(muscle: str, part: float = 1.0) -> Play:
    def play(person: Person, ask: Ask) -> tuple[Performance, ...]:
        sides = ask.sides if MUSCLES[muscle].sided else ask.sides[:1]
        return tuple(_effort(person, muscle, side, ask, part) for side in sides)

    return play


def _warmed(muscle: str) -> Play:
    return lambda person, ask: _isometric(muscle)(person, replace(ask, warm_up=True))


def _slipping(person: Person, ask: Ask) -> tuple[Performance, ...]:
    """In the second push, or in the only one."""
    slips = Examiner(slips=(min(2, ask.reps or 3),), slip_at_s=0.4 * ask.push_s, slip_s=0.12 * ask.push_s)
    return _isometric("hip_abduction")(person, replace(ask, examiner=slips))


def _by_hand(person: Person, ask: Ask) -> tuple[Performance, ...]:
    """Held by somebody who is weaker than most knees: it is the tester who is measured."""
    return _isometric("knee_extension")(person, replace(ask, examiner=Examiner(wavers=0.03, holds_n=TESTER_N)))


def _squeeze(person: Person, ask: Ask) -> tuple[Performance, ...]:
    """Both legs against one dynamometer: more than the weaker one can do does not arrive there."""
    able = [person.voluntary("hip_adduction", side) for side in SIDES]
    return (_effort(person, "hip_adduction", ask.sides[0], ask, SQUEEZE * min(able) / able[SIDES.index(ask.sides[0])]),)


def _clamshell_hold(person: Person, side: Side, ask: Ask) -> Performance:
    return clamshell_hold(person, side, hold_s=ask.hold_s)


def _clamshells(person: Person, side: Side, ask: Ask) -> Performance:
    if ask.tempo is None:
        return clamshell_reps(person, side, ask.reps or 10)
    beat = ask.tempo
    return clamshell_reps(person, side, ask.reps or 10, beat.raise_s, beat.hold_s, beat.lower_s, rest_s=beat.stand_s)


def _tracking(person: Person, side: Side, ask: Ask) -> Performance:
    return force_tracking(person, "hip_abduction", side, hold_s=ask.hold_s or 20.0)


def _following(person: Person, ask: Ask) -> tuple[Performance, ...]:
    """The paths that are asked for; without any, one level after the other on both sides."""
    courses = ask.courses or tuple(_usual_course(person, side, number) for number, side in enumerate(ask.sides))
    return (follow_paths(person, "hip_abduction", courses),)


def _usual_course(person: Person, side: Side, number: int) -> Course:
    """Up to 30 % of the strength, 5 s there, and down to 10 %."""
    levels = np.interp(np.arange(0.0, 12.0, 0.02), (0.0, 3.0, 8.0, 10.0), (0.1, 0.3, 0.3, 0.1))
    strength_n = person.voluntary("hip_abduction", side)
    return Course(side, 3.0 + 18.0 * number, 3.0, 50.0, strength_n * levels, 0.03 * strength_n)


def _on_grips() -> dict[str, Movement]:
    found = {
        f"{key}_iso": _grips(_isometric(key), f"Isometric {muscle.title}")
        for key, muscle in MUSCLES.items()
        if key != "leg_push"
    }
    found |= {
        f"{key}_after_warm_up_iso": _grips(_warmed(key), f"Isometric {muscle.title}, after one at half the strength")
        for key, muscle in MUSCLES.items()
        if key != "leg_push"
    }
    found |= {
        "hip_abduction_slipping_iso": _grips(_slipping, "Isometric hip abduction; the dynamometer slips off once"),
        "knee_extension_by_hand_iso": _grips(_by_hand, f"Isometric knee extension against a tester of {TESTER_N:g} N"),
        "hip_abduction_clamshell_iso": _grips(
            _isometric("hip_abduction", CLAMSHELL), "Isometric clamshell, side-lying"
        ),
        "hip_abduction_supine_iso": _grips(_isometric("hip_abduction", SUPINE), "Isometric hip abduction, supine"),
        "hip_adduction_squeeze_iso": _grips(_squeeze, "Squeeze of both legs against one dynamometer"),
        "hip_abduction_tracking": _grips(_following, "Hip abduction along a path, one leg after the other"),
        "hip_abduction_critical_force": _grips(
            lambda person, ask: (bilateral_bouts(person, ask.reps or 24),), "All-out bouts of hip abduction, both legs"
        ),
    }
    kinds: dict[str, tuple[OnSide, str]] = {
        "clamshell_{}_hold": (_clamshell_hold, "Clamshell held at half of the own maximum"),
        "clamshell_{}_reps": (_clamshells, "Clamshells against a strap"),
        "force_tracking_{}": (_tracking, "Hip abduction kept at 30 % of the own maximum"),
    }
    for key, (play, title) in kinds.items():
        for side in SIDES:
            found[key.format(side)] = _grips(partial(_alone, play, side), f"{title}, {side}")
    return found


def _alone(play: OnSide, side: Side, person: Person, ask: Ask) -> tuple[Performance, ...]:
    return (play(person, side, ask),)


def _holds() -> dict[str, Movement]:
    found: dict[str, Movement] = {}
    for key, posture in POSTURES.items():
        stem = key.removesuffix("_hold")
        for side in SIDES if posture.sided else SIDES[:1]:
            name = f"{stem}_{side}_hold" if posture.sided else key
            title = posture.name[0].upper() + posture.name[1:] + (f", {side}" if posture.sided else "")
            playing = partial(_held, key, side)
            found[name] = _plates(playing, title, Before.IN_POSITION)
    for key, lifting in LIFTINGS.items():
        for side in SIDES:
            lying = partial(_limb, key, side)
            found[f"{key}_{side}_hold"] = _plates(
                lying, f"{lifting.title} hold, {side} leg".capitalize(), Before.IN_POSITION
            )
        moving = partial(_limbs, key)
        found[f"{key}_reps"] = _plates(moving, f"{lifting.title} repetitions".capitalize(), Before.IN_POSITION)
    return found


def _held(key: str, side: Side, person: Person, ask: Ask) -> Performance:
    return hold(key, person, side, ask.hold_s)


def _limb(key: str, side: Side, person: Person, ask: Ask) -> Performance:
    return limb_hold(key, person, side, ask.hold_s)


def _limbs(key: str, person: Person, ask: Ask) -> Performance:
    beat = ask.tempo
    if beat is None:
        return limb_reps(key, person, ask.reps or 8)
    return limb_reps(key, person, ask.reps or 8, beat.hold_s, beat.stand_s, beat.raise_s)


def _rises(person: Person, ask: Ask) -> Performance:
    """As many as 30 s take, and one more."""
    pace = pace_of(person)
    return sit_to_stand(person, int(30.0 / pace.period_s) + 2, pace)


def _standing() -> dict[str, Movement]:
    away, lying = Before.AWAY, Before.IN_POSITION
    found = {
        "stand": _plates(lambda who, ask: quiet_stance(who, ask.seconds or 31.0), "Standing still"),
        "stand_on_foam": _plates(
            lambda who, ask: quiet_stance(who, ask.seconds or 31.0, foam=True), "Standing on foam"
        ),
        "quiet_stance_eyes_open": _plates(lambda who, ask: quiet_stance(who, ask.seconds or 31.0), "Quiet stance"),
        "quiet_stance_eyes_closed": _plates(
            lambda who, ask: quiet_stance(who, ask.seconds or 31.0, eyes_closed=True), "Quiet stance, eyes closed"
        ),
        "weight_shift": _plates(lambda who, ask: weight_shifts(who, ask.reps or 3), "Weight shifts, left and right"),
        "swap_feet": _plates(lambda who, ask: swap_feet(who), "Standing still, turning round, standing still"),
        "squat": _plates(lambda who, ask: squat(who, ask.reps or 5, ask.tempo), "Squats"),
        "hip_hinge": _plates(lambda who, ask: hip_hinge(who, ask.reps or 5, ask.tempo), "Hip hinges"),
        "box_lift": _plates(lambda who, ask: box_lift(who, ask.reps or 3), "Lifts of a box"),
        "glute_bridge_reps": _plates(lambda who, ask: bridges(who, ask.reps or 8, ask.tempo), "Glute bridges", lying),
        "sit_to_stand_5x": _plates(lambda who, ask: sit_to_stand(who, 5, pace_of(who)), "Five sit-to-stands"),
        "sit_to_stand_30s": _plates(_rises, "Sit-to-stands for 30 s"),
        "isometric_pull": _plates(
            lambda who, ask: isometric_pull(who, ask.reps or 3, ask.push_s, ask.rest_s), "Isometric mid-thigh pull"
        ),
        "isometric_squat": _plates(
            lambda who, ask: isometric_pull(who, ask.reps or 3, ask.push_s, ask.rest_s, name="isometric squat"),
            "Isometric squat",
        ),
        "cmj": _plates(lambda who, ask: countermovement_jump(who), "Countermovement jump"),
        "squat_jump": _plates(lambda who, ask: squat_jump(who), "Squat jump"),
        "drop_jump": _plates(lambda who, ask: drop_jump(who, after_s=ask.seconds or 5.0), "Drop jump", away),
        "hop_set": _plates(lambda who, ask: hop_set(who, quiet_s=0.5), "Hops"),
        "walk_on": _plates(lambda who, ask: walk_on(who), "Walking onto the plates", away),
        "walk_off": _plates(lambda who, ask: walk_off(who), "Walking off the plates"),
    }
    sides: dict[str, tuple[OnSide, str, Before]] = {
        "single_leg_jump": (lambda who, side, ask: single_leg_jump(who, side), "Single-leg jump", Before.STANDING),
        "single_leg_stance": (
            lambda who, side, ask: single_leg_stance(who, side, ask.seconds or 31.0),
            "Single-leg stance",
            Before.STANDING,
        ),
        "step_down": (
            lambda who, side, ask: step_down(who, ask.reps or 5, ask.tempo, side=side),
            "Step-downs on one leg",
            Before.IN_POSITION,
        ),
    }
    for key, (play, title, before) in sides.items():
        for side in SIDES:
            found[f"{key}_{side}"] = _plates(_of(play, side), f"{title}, {side}", before)
    return found


def _checks() -> dict[str, Movement]:
    away = Before.AWAY
    found: dict[str, Movement] = {}
    for side in SIDES:
        found |= {
            f"corner_check_{side}": _plates(
                _of(lambda who, on, ask: corner_check(CHECK_KG, on), side),
                f"{CHECK_KG:g} kg on the corners of the {side} plate",
                away,
            ),
            f"known_masses_{side}": _plates(
                _of(lambda who, on, ask: known_masses(LADDER_KG, on), side), f"Known masses on the {side} plate", away
            ),
            f"hung_mass_{side}": Movement(
                f"{CHECK_KG:g} kg hung on the {side} dynamometer",
                partial(_hung, side),
                away,
                Surface.GRIPS,
            ),
        }
    return found


def _hung(side: Side, person: Person, ask: Ask) -> tuple[Performance, ...]:
    return (hung(CHECK_KG, side),)


MOVEMENTS: Mapping[str, Movement] = MappingProxyType({**_on_grips(), **_holds(), **_standing(), **_checks()})
"""Every movement by its key."""
