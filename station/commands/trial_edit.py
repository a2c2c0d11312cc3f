"""``station trial keep|reject|outcome|mark|sides|practice|undo|redo``: what a person says about a stored trial."""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from station.commands.server_option import add_store
from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.amending import Amending
    from station.amendments import Amendment
    from station.records import StoredTrial

_Words = TypeVar("_Words", bound=StrEnum)
_ACTIONS = {
    "keep": "let a trial count",
    "reject": "let a trial not count; it stays stored, with the reason",
    "outcome": "say how a trial ended, or say it otherwise; its numbers follow",
    "mark": "put a mark elsewhere; the numbers follow, before and after are both stored",
    "sides": "left was right and right was left: exchange them; the numbers follow",
    "practice": "count a trial as practice, or as one that counts",
    "undo": "take back what was changed last about a trial",
    "redo": "make again what was taken back last",
}


def add_arguments(found: Any, wanted: str) -> None:
    """Add the actions that change a trial; ``found`` is where the others were added."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    shared.add_argument("--json", action="store_true", help="print one JSON value instead of text")
    shared.add_argument("--operator", default="", metavar="NAME", help="who says so (default: this user)")
    add_store(shared)
    parts = {}
    for name, summary in _ACTIONS.items():
        parts[name] = found.add_parser(name, parents=[shared], help=summary, description=summary)
        parts[name].add_argument("wanted", metavar="ID", help=wanted)
    reject = parts["reject"]
    reject.add_argument(
        "reason", metavar="REASON", help="why, of a closed list: 'disturbed'; a wrong one names them all"
    )
    reject.add_argument("words", metavar="WORDS", nargs="?", default="", help="the same in words of your own")
    parts["outcome"].add_argument("outcome", metavar="OUTCOME", help="for example 'lost form'; a wrong one names all")
    mark = parts["mark"]
    mark.add_argument("name", metavar="NAME", help="as `station trial show ID` names it")
    mark.add_argument("side", metavar="SIDE", help="left, right or both")
    mark.add_argument("seconds", metavar="SECONDS", help="from the first analysed sample")
    parts["practice"].add_argument("practice", metavar="YES|NO", help="yes: practice; no: it counts")


def run(args: argparse.Namespace) -> int:
    """Change one trial and say what it was and what it is; needs the data folder for itself."""
    from station.amending import Amending
    from station.commands.server_option import working_store
    from station.folders import readable_folders

    change = _Change(args)
    folders = readable_folders(args.data_dir)
    if not folders.database.exists():
        raise StationError(f"There is no trial in {folders.data}: nothing was stored there yet.")
    with working_store(folders, args.store) as store:
        if args.operator:
            store.audit.who = args.operator
        before = store.trial(store.visits.trial_id(args.wanted))
        done = change.make(Amending(store, folders), before.id)
        after = store.trial(before.id)
    said = _as_json(before, after, done) if args.json else "\n".join(_as_text(before, after, done))
    print(said)
    return 0


class _Change:
    """What is asked for, checked before anything is opened.  Raises BadInput."""

    def __init__(self, args: argparse.Namespace) -> None:
        from station.model import Outcome, RejectReason, Side

        self._args, self._action = args, args.action
        if self._action == "reject":
            self._reason = _one_of("reason", args.reason, RejectReason)
        elif self._action == "outcome":
            self._outcome = _one_of("outcome", args.outcome, Outcome)
        elif self._action == "mark":
            self._side, self._at_s = _one_of("side", args.side, Side), _seconds(args.seconds)
        elif self._action == "practice" and args.practice.lower() not in ("yes", "no"):
            raise BadInput(f"A trial is practice or not: yes or no, not {args.practice[:40]!r}.")

    def make(self, amending: Amending, trial_id: str) -> Amendment | None:
        """Change the trial; None when it was so already.  Raises StationError."""
        match self._action:
            case "keep":
                return amending.decide(trial_id, True)
            case "reject":
                return amending.decide(trial_id, False, self._reason, self._args.words)
            case "outcome":
                return amending.say_outcome(trial_id, self._outcome)
            case "mark":
                return amending.move_mark(trial_id, self._args.name, self._side, self._at_s)
            case "sides":
                return amending.exchange_sides(trial_id)
            case "practice":
                return amending.say_practice(trial_id, self._args.practice.lower() == "yes")
            case "undo":
                return amending.undo(trial_id)
            case _:
                return amending.redo(trial_id)


def _one_of(what: str, text: str, kind: type[_Words]) -> _Words:
    """The one that is meant, by its words or its name, with blanks, ``-`` or ``_`` between."""
    plain = " ".join(text.lower().replace("-", " ").replace("_", " ").split())
    for each in kind:
        if plain in (each.value, each.name.lower().replace("_", " ")):
            return each
    raise BadInput(f"There is no {what} {text[:40]!r}; there are: {', '.join(each.value for each in kind)}.")


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0.0 <= found < 1e6:
        raise BadInput(f"A mark stands at so many seconds from the first analysed sample, not at {text[:40]!r}.")
    return found


def _as_json(before: StoredTrial, after: StoredTrial, done: Amendment | None) -> str:
    found = {
        "id": after.id,
        "changed": done is not None,
        "what": "" if done is None else done.words,
        "who": None if done is None else done.who,
        "before": _stands(before) if done is None else {**_stands(before), **_place(done, done.before)},
        "after": _stands(after) if done is None else {**_stands(after), **_place(done, done.after)},
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def _place(done: Amendment, state: Any) -> dict[str, Any]:
    return {"mark": {**done.subject, **state}} if done.kind.value == "mark" else {}


def _stands(stored: StoredTrial) -> dict[str, Any]:
    from station.commands.stored import number_as_json

    run, trial = stored.current, stored.trial
    return {
        "kept": stored.kept,
        "rejected_for": None if stored.rejected_for is None else stored.rejected_for.value,
        "note": stored.rejected_note,
        "outcome": trial.outcome.value,
        "practice": trial.practice,
        "sides_swapped": stored.sides_swapped,
        "run": run.number,
        "refusal": run.refusal,
        "headline": [number_as_json(line) for line in run.measurements if line.key == trial.headline],
    }


def _as_text(before: StoredTrial, after: StoredTrial, done: Amendment | None) -> Sequence[str]:
    about = f"{after.trial.title} of {after.person.code}, trial {after.id[:8]}"
    if done is None:
        return [f"{about}: it was so already, nothing was changed."]
    return [
        f"{about}: {done.words}",
        f"  before  {_in_words(before)}{_place_in_words(done, done.before)}",
        f"  after   {_in_words(after)}{_place_in_words(done, done.after)}",
    ]


def _place_in_words(done: Amendment, state: Any) -> str:
    if done.kind.value != "mark" or state.get("time_s") is None:
        return ""
    how = "computed" if state.get("automatic") else "set by hand"
    return f"; {done.subject['name']} ({done.subject['side']}) at {state['time_s']:.3f} s, {how}"


def _in_words(stored: StoredTrial) -> str:
    from station.amendments import decision_words
    from station.commands.stored import main_numbers

    run, trial = stored.current, stored.trial
    decision = {"kept": stored.kept, "rejected_for": stored.rejected_for, "note": stored.rejected_note}
    said = [decision_words(decision), trial.outcome.value]
    said += ["practice"] if trial.practice else []
    said += ["left and right exchanged"] if stored.sides_swapped else []
    headline = tuple(line for line in run.measurements if line.key == trial.headline)
    return "; ".join([*said, main_numbers(run.refusal, headline)])
