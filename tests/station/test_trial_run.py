"""One test through the console without a window: a whole clinic on virtual time, a script or nobody at the keys."""

import json

import pytest

from simulators.body import Person
from simulators.clock import run
from station.commands import test as command
from station.commands.client import Body
from station.commands.trial_hands import Automatic, Line, Pressed, Script, Seen, Wish, parse_script
from station.commands.trial_run import Rest, TrialRun
from station.commands.trial_screen import InPlace, PlainLines, block_of
from station.commands.virtual_clinic import VirtualClinic
from station.errors import BadInput
from station.folders import make_folders
from station.model import TrialState

PLATES = ("harp-loadcells",)
LOOK_S = 0.05


class Played:
    """What a test did: what was written, and the trials as they were reviewed."""

    def __init__(self):
        self.written, self.reviews = [], []

    @property
    def text(self):
        return "".join(self.written)


def play(folder, hands, key="cmj", *, longest_s=120.0, person=None, interfere=None):
    """Run one test to its end on virtual time; returns the test, what was written, and the clinic's trials."""
    played = Played()
    clinic = VirtualClinic(folder, Body(person or Person(), hold_s=6.0), devices=PLATES)
    with clinic:

        async def whole():
            async with clinic.running():
                screen = PlainLines(played.written.append)

                def say(trial_id, outcome):
                    clinic.archive.amend(lambda amending: amending.say_outcome(trial_id, outcome))

                test = TrialRun(clinic, key, clinic.clock.now, screen, hands, played.reviews.append, say)
                begun_s = clinic.clock.now()
                while not test.done and clinic.clock.now() - begun_s < longest_s:
                    test.step()
                    if interfere is not None:
                        interfere(clinic, test)
                    await clinic.clock.sleep(LOOK_S)
                return test

        test = run(whole())
        return test, played, {trial.trial_id: trial for trial in clinic.trials()}


def scripted(*lines):
    waiting = list(parse_script(lines))
    return Script(lambda: waiting.pop(0) if waiting else None, lambda: not waiting)


def test_with_yes_a_jump_is_measured_kept_and_told_line_by_line(tmp_path):
    test, played, trials = play(tmp_path, Automatic())
    assert (test.done, test.kept, test.why) == (True, True, "")
    assert trials[test.trial_id].kept is True
    (review,) = played.reviews
    assert review.trial_id == test.trial_id
    words = [line.split()[1] for line in played.text.splitlines() if line[9:10].isupper()]
    assert [word for word in dict.fromkeys(words) if word != "REVIEW"] == [
        "ZERO",
        "WEIGH",
        "READY",
        "GET",
        "GO",
        "DONE",
    ]
    assert "In the air: 0.4" in played.text


def test_a_script_takes_a_trial_again_and_both_stay_stored(tmp_path):
    hands = scripted(
        "primary", "primary", "primary", "wait review", "retake", "wait weigh", "primary", "primary", "keep"
    )
    test, played, trials = play(tmp_path, hands)
    assert test.kept
    assert len(played.reviews) == len(trials) == 2
    assert {trial_id: trial.kept for trial_id, trial in trials.items()} == {
        played.reviews[0].trial_id: False,
        test.trial_id: True,
    }
    assert all(review.refusal is None for review in played.reviews)  # who was taken again jumped again


def test_a_script_that_ends_at_the_review_leaves_the_trial_undecided_and_stored(tmp_path):
    test, _, trials = play(tmp_path, scripted("primary", "primary", "primary"))
    assert test.done
    assert not test.kept
    assert "neither kept nor rejected" in test.why
    assert trials[test.trial_id].kept is None


def test_a_hold_that_is_stopped_is_a_trial_that_says_so(tmp_path):
    hands = scripted("primary", "primary", "wait hold", "wait 3", "stop", "keep")
    test, played, _ = play(tmp_path, hands, "glute_bridge_hold")
    assert test.kept
    assert played.reviews[0].outcome.value.startswith("stopped")
    (hold,) = (line for line in played.reviews[0].measurements if line.key == "hold_time")
    assert "Hold time: 2." in played.text
    assert hold.measurement.value == pytest.approx(3.0, abs=0.8)


def test_a_script_says_how_a_trial_ended_and_the_numbers_follow(tmp_path):
    lines = (
        "primary",
        "primary",
        "primary",
        "outcome nonsense",
        "outcome ²",
        "outcome lost balance",
        "outcome 1",
        "outcome 3",
        "keep",
    )
    test, played, trials = play(tmp_path, scripted(*lines))
    assert test.kept
    assert "How did it end?   1 completed" in played.text
    assert [review.outcome.value for review in played.reviews] == [
        "completed",
        "lost balance",
        "completed",
        "lost form",
    ]
    assert trials[test.trial_id].outcome.value == "lost form"


def test_nobody_at_the_keys_is_nobody_measured(tmp_path):
    test, played, trials = play(tmp_path, scripted())
    assert test.done
    assert (test.trial_id, played.reviews, trials) == (None, [], {})
    assert "before anything was measured" in test.why


def test_who_quits_while_somebody_jumps_leaves_a_stored_trial_behind(tmp_path):
    test, _, trials = play(tmp_path, scripted("primary", "primary", "primary", "wait go", "wait 0.5", "quit", "quit"))
    assert test.done
    assert not test.kept
    assert list(trials) == [test.trial_id]


def test_somebody_who_never_stands_still_is_given_up_with_the_reason(tmp_path):
    test, _, trials = play(tmp_path, Automatic(), person=Person(sway_n=150.0))
    assert test.done
    assert trials == {}
    assert test.why.startswith("Weighing failed: ")


def test_a_script_waits_for_what_never_comes_no_longer_than_its_patience(tmp_path):
    test, _, _ = play(tmp_path, scripted("wait hold"))
    assert test.done
    assert test.why.startswith("The script waits for hold, which did not come.")


def test_a_test_that_the_devices_cannot_do_is_refused_in_words(tmp_path):
    test, _, _ = play(tmp_path, Automatic(), "hip_abduction_iso")
    assert test.done
    assert "dynamometers" in test.why


@pytest.mark.parametrize(("key", "left", "done"), [(" ", False, True), ("q", True, True), ("x", False, False)])
def test_in_the_rest_between_two_tests_one_may_go_on_earlier_or_quit(tmp_path, key, left, done):
    written = []
    with VirtualClinic(tmp_path, Body(Person()), devices=PLATES) as clinic:
        rest = Rest(clinic, 60.0, lambda: 0.0, PlainLines(written.append), Pressed(lambda: key))
        rest.step()
    assert (rest.left, rest.done) == (left, done)
    assert "Rest 60 s." in "".join(written)


# The parts ------------------------------------------------------------------------------------------------------------


def test_keys_are_wishes_and_others_are_nothing():
    keys = iter([" ", "\n", "s", "R", "k", "x", "", "q"])
    hands, seen = Pressed(lambda: next(keys)), Seen(None, 0.0, True)
    found = [hands.wanted(seen) for _ in range(8)]
    wishes = [Wish.PRIMARY, Wish.PRIMARY, Wish.STOP, Wish.RETAKE, Wish.KEEP, None, None, Wish.QUIT]
    assert [each and each.wish for each in found] == wishes


@pytest.mark.parametrize(
    "text", ["press", "wait", "wait forever", "wait -1", "outcome", "keep it", "wait 1e9", "\x1b[2J"]
)
def test_a_script_line_that_is_none_is_refused_with_its_number(text):
    with pytest.raises(BadInput, match=r"line 3: .* is nothing that can be done"):
        list(parse_script(["# nothing", "keep", text]))


def test_a_script_says_what_to_press_and_what_to_wait_for():
    assert list(parse_script(["", "wait go  # then", "wait 2.5", "outcome lost balance"])) == [
        Line(state=TrialState.GO),
        Line(seconds=2.5),
        Line(Wish.OUTCOME, "lost balance"),
    ]


def test_a_terminal_is_written_in_place_and_what_is_said_stays_above(tmp_path):
    lives = []
    play(tmp_path, Automatic(), interfere=lambda clinic, _: lives.append(clinic.live()))
    written = []
    screen = InPlace(written.append, lambda: 60)
    shown = []
    for number, live in enumerate(lives):
        screen.show(live, number * LOOK_S, "q quit")
        shown.append(terminal(written))
        if number == len(lives) // 2:
            screen.say("something to remember")
    assert shown[-1][0] == "something to remember"
    assert [line for line in shown[-1][1:] if line] == [line[:59].rstrip() for line in block_of(lives[-1], "q quit")]
    assert max(map(len, shown)) < 16  # nothing piles up
    assert any("In the air: 0.4" in line for lines in shown for line in lines)
    assert any(line.strip().startswith("L ####") for lines in shown for line in lines)


def terminal(written):
    """What a terminal shows after this: lines, with the two movements that are used."""
    lines, at = [""], 0
    text = "".join(written)
    while text:
        if text.startswith("\x1b["):
            end = next(index for index, letter in enumerate(text) if letter.isalpha())
            if text[end] == "A":
                at -= int(text[2:end])
                assert at >= 0
            else:
                assert text[: end + 1] == "\x1b[J"
                lines = [*lines[:at], ""]
            text = text[end + 1 :]
        elif text[0] == "\r":
            text = text[1:]
        elif text[0] == "\n":
            at, text = at + 1, text[1:]
            lines += [""] * (at == len(lines))
        else:
            lines[at] += text[0]
            text = text[1:]
    return [line.rstrip() for line in lines]


def test_what_a_device_or_a_file_says_cannot_move_the_cursor(tmp_path):
    lives = []
    play(tmp_path, scripted(), interfere=lambda clinic, _: lives.append(clinic.live()))
    from dataclasses import replace

    hostile = replace(lives[-1], title="\x1b[2J\x07gone", prompt="a\nb", trouble="\x9b1m", word="GO")
    written = []
    InPlace(written.append, lambda: 80).show(hostile, 0.0, "q")
    PlainLines(written.append).show(hostile, 0.0, "q")
    assert "".join(written).replace("\r\x1b[J", "").isprintable() is False  # line ends only
    assert all(letter.isprintable() or letter == "\n" for letter in "".join(written).replace("\r\x1b[J", ""))


# The command ----------------------------------------------------------------------------------------------------------


def asked(*words):
    import argparse

    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args([*words])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nope", "--person", "A-1"], "There is no test 'nope'"),
        (["cmj", "--person", "A-1", "--speed", "4"], "are for simulated devices"),
        (["cmj", "--person", "A-1", "--device", "sim:", "--device", "serial:X"], "Simulated and real devices"),
        (["cmj", "--person", "A-1", "--device", "sim:", "--speed", "1000"], "--speed can be from"),
        (["cmj", "--person", "A-1", "--device", "sim:nothing"], "nothing"),
        (["cmj", "--person", "A-1", "--device", "sim:", "--scenario", "x"], "There is no scenario x"),
        (["hip_abduction_iso", "--person", "A-1", "--device", "serial:X"], "Which side does serial:X measure"),
        (["cmj", "--person", "A-1", "--device", "sim:", "--script", "/nowhere/s"], "cannot be read"),
    ],
)
def test_a_wrong_call_is_refused_before_anything_begins(words, says, tmp_path):
    with pytest.raises(BadInput, match=says):
        command.run(asked(*words, "--data-dir", str(tmp_path)))
    assert not list(tmp_path.glob("recordings/*.rec"))


@pytest.mark.wire
def test_the_whole_command_on_simulated_devices_in_real_time(tmp_path, capsys):
    words = ["cmj", "--person", "A-1", "--device", "sim:", "--yes", "--speed", "4", "--json"]
    assert command.run(asked(*words, "--data-dir", str(tmp_path))) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert (found["person"], found["test"], found["kept"], found["outcome"]) == ("A-1", "cmj", True, "completed")
    (height,) = (line for line in found["numbers"] if line["key"] == "jump_height_im")
    assert height["value"] == pytest.approx(0.22, abs=0.02)
    assert height["uncertainty"] > 0
    assert "WEIGH" in err


def test_a_test_of_three_trials_is_done_three_times_with_its_own_rest_between(tmp_path):
    args = asked("--battery", "return_to_sport", "--person", "A-1", "--device", "sim:", "--data-dir", str(tmp_path))
    steps = command._plan(args, make_folders(tmp_path))
    assert [step.protocol.key for step in steps][:7] == ["cmj"] * 3 + ["drop_jump"] * 3 + ["single_leg_jump"]
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    jump_s = steps[0].protocol.rest_s
    assert [step.rest_after_s for step in steps][:3] == [jump_s, jump_s, 60.0]


@pytest.mark.wire
def test_a_battery_is_done_test_by_test_as_it_wants_them(tmp_path, capsys):
    own = tmp_path / "batteries"
    own.mkdir(parents=True)
    (own / "two_jumps.toml").write_text(
        'key = "two_jumps"\ntitle = "Two jumps"\nsummary = "A jump from standing and one from a squat."\nplace = 900\n'
        'minutes = 2.0\ntests = ["single_leg_jump", "squat"]\nrest_s = 10.0\n'
    )
    words = ["--battery", "two_jumps", "--person", "A-1", "--device", "sim:", "--yes", "--speed", "4", "--json"]
    assert command.run(asked(*words, "--data-dir", str(tmp_path))) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert [(each["test"], each["kept"]) for each in found["tests"]] == [("single_leg_jump", True), ("squat", True)]
    assert found["battery"] == "two_jumps"
    assert "Test 2 of 2: " in err
    assert "Rest 10 s." in err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Name one test, or a battery"),
        (["cmj", "--battery", "mcgill"], "Name one test, or a battery"),
        (["--battery", "nope"], "There is no battery 'nope'"),
    ],
)
def test_a_test_or_a_battery_is_named_not_both(words, says, tmp_path):
    with pytest.raises(BadInput, match=says):
        command.run(asked(*words, "--person", "A-1", "--data-dir", str(tmp_path)))
