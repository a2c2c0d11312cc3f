"""Words that the station puts into its sentences, or that stand alone: one word is not recognised as a text."""

from __future__ import annotations

from typing import Final

SINGLE_WORDS: Final = (
    # the state of the test, as it stands on the screen
    *("CONNECTING", "ZERO", "WEIGH", "READY", "GET READY", "GO", "HOLD", "REST", "STOPPED", "REVIEW", "DONE"),
    # what Space does next
    *("Zero", "Weigh", "Start", "Go", "Stop", "Keep", "Finish", "Continue", "Next", "Retake", "Begin"),
    # sides and devices
    *("left", "right", "both", "total", "Left", "Right", "Both", "Total", "LEFT", "RIGHT"),
    *("left grip", "right grip", "Left grip", "Right grip"),
    *("plates", "plate", "dynamometers", "dynamometer", "clock", "device", "devices"),
    # what is counted
    *("repetitions", "repetition", "efforts", "effort", "seconds", "minutes", "hours", "hops", "rises", "steps"),
    *("lifts", "trial", "trials", "pushes", "times", "trends"),
    # how a trial went and ended
    *("completed", "interrupted", "disturbed", "kept", "rejected", "running", "practice", "Practice", "done"),
    *("valid", "limited", "invalid", "improved", "worse", "higher", "lower", "published", "unknown", "none"),
    # links
    *("connecting", "streaming", "stale", "asleep", "lost", "closed"),
    # marks and phases
    *("onset", "end", "peak", "landing", "unweighting", "braking", "propulsion", "flight", "contact", "quiet"),
    *("take-off", "touch-down", "touchdown", "catch", "release", "dip", "turn", "top", "bottom", "seat-off"),
    *("Battery", "standing", "start", "reached", "leave", "tap"),
    *("Time", "Accuracy", "Load", "Force", "Power", "Tempo", "Depth", "Height", "Path", "Bridges"),
    # pieces that stand between dots
    *("variation {} %", "last visit {} s", "in band {} %"),
    *(
        "{} higher",
        "left higher",
        "right higher",
        "Left higher",
        "Right higher",
        "Not distinguishable",
        "not distinguishable",
        "n = {}",
        "n = {} and {}",
        "{} and {}",
    ),
    # measures
    *("Stiffness", "Lifts", "Rises", "Shifts", "Bouts", "Overshoot", "Repetitions", "Step-downs", "RSI-modified"),
    *("today", "yesterday", "now", "and", "or", "of", "to", "Breathe"),
    *("cells", "moments", "load"),
    # what a sentence chooses between
    *("more", "less", "fewer", "high", "low", "fast", "slow", "above", "below", "before", "after", "it", "them"),
    *("nobody", "nothing", "Nothing", "withheld", "within", "next", "redo", "undo", "read", "written", "rest", "force"),
    *("front left", "front right", "back left", "back right", "front", "back", "passed", "failed"),
    # what is wrong in a file
    *("line {}", "`{}` must be {}", "`{}` is {}, must be {}"),
    # what was read without its sums, and titles as they are read without their signs
    *(
        "{} (left) and {} (right)",
        "of {} s",
        "P95 - P5 of x",
        "P95 - P5 of y",
        "Variation of peak force",
        "Variation of depth",
    ),
    *("Unevenness of force", "Unevenness of the beat", "Unsteadiness", "Unsteadiness on plateaus"),
    # a trial on the board
    *("Push", "Push {}", "Trial {}", "Left {}", "Right {}"),
    # by which methods a number was computed
    *("asymmetry: max", "asymmetry: sum", "asymmetry: mean", "symmetry: index", "symmetry: angle"),
    *("bouts: half of rise", "bridges: levels", "calibration: not verified", "contacts: adaptive"),
    *("critical force: last seconds of work", "fatigue: ends", "flight: adaptive", "hold: half rise"),
    *("hops: best and change", "hops: each", "hops: left out", "lift: levels", "motion: backwards from takeoff"),
    *("motion: impulse momentum", "movement: closed repetitions", "onset: change point", "onset: level"),
    *("onset: cmj", "onset: squat jump", "path: following", "peak: greatest sample", "repetitions: levels"),
    *("repetitions: strongest", "selection: first complete", "selection: first drop", "share: curve"),
    *("sit to stand: feet", "stance: window", "stance: one leg", "stepping: closed repetitions", "stepping: tap"),
    *("stepping: unsteadiness", "uncertainty: gains", "uncertainty: device", "uncertainty: noise"),
    *("weight: lowest variance", "weight shift: levels", "body mass: carried", "body mass: given"),
    *("body mass: weighed", "filter: butterworth zero phase", "leg: share of push", "lever: given", "zero: carried"),
    *("sides: exchanged", "centre of pressure"),
    *("Reconnecting", "{} stopped sending", "{} stopped sending at {} s"),
)
