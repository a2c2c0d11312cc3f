"""What stands under the tests: doses, targets for home, trials that do not count, and how all of it was measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from station.doses import Prescribed
from station.model import Outcome, Side
from station.readings import reading, short
from station.report.amounts import value_text
from station.report.content import DoneDose, Instrument, NotCounted, Target, VisitReport
from station.report.wording import Wording

HASH_DIGITS: Final = 12
UNITS: Final = {
    "% of own maximum": "dose.own_maximum",
    "% of own beginning": "dose.own_beginning",
    "% of body weight": "dose.body_weight",
    "N": "dose.newton",
}


def below(report: VisitReport, words: Wording, *, client: bool) -> dict[str, Any]:
    """Sections in the order of the page; one without content is None."""
    return {
        "targets": _targets(report.targets, words, client=client),
        "doses": _doses(report.doses, words),
        "not_counted": None if client else _not_counted(report.not_counted, words),
        "bands": words.say("plain.bands"),
        "foot": _foot(report, words, client=client),
    }


def _targets(targets: Sequence[Target], words: Wording, *, client: bool) -> dict[str, Any] | None:
    if not targets:
        return {"title": words.say("sections.targets"), "none": words.say("sections.targets_none")} if client else None
    heads = ["exercise", "side", "target", "hold", "reps", "words"]
    return {
        "title": words.say("sections.targets"),
        "heads": [words.say(f"dose.{head}") for head in heads],
        "rows": [
            [
                words.told(each.title),
                _side(each.dose.side, words),
                *_asked(each.dose.prescribed, words),
                each.dose.words,
            ]
            for each in targets
        ],
    }


def _asked(asked: Prescribed, words: Wording) -> list[str]:
    """Target, hold and repetitions, empty where nothing is asked for."""
    target = ""
    if asked.target_low is not None and asked.target_high is not None:
        unit = words.say(UNITS[asked.target_unit]) if asked.target_unit in UNITS else asked.target_unit
        low, high = short(asked.target_low), short(asked.target_high)
        target = words.say("dose.range", low=words.number(low), high=words.number(high), unit=unit)
    hold = "" if asked.hold_s is None else words.say("dose.seconds", seconds=f"{asked.hold_s:.0f}")
    return [target, hold, "" if asked.reps is None else str(asked.reps)]


def _side(side: Side, words: Wording) -> str:
    return words.say(f"page.{side.value}")


def _doses(doses: Sequence[DoneDose], words: Wording) -> dict[str, Any] | None:
    if not doses:
        return None
    return {
        "title": words.say("sections.doses"),
        "heads": [words.say(f"dose.{head}") for head in ("exercise", "side", "target", "hold", "reps", "reached")],
        "rows": [
            [
                words.told(each.title),
                _side(each.dose.side, words),
                *_asked(each.dose.prescribed, words),
                _reached(each, words),
            ]
            for each in doses
        ],
    }


def _reached(done: DoneDose, words: Wording) -> str:
    asked, reached = done.dose.prescribed, done.dose.reached
    parts = []
    if asked.target_low is not None:
        unit = words.say(UNITS[asked.target_unit]) if asked.target_unit in UNITS else asked.target_unit
        parts.append(words.say("dose.not_measured") if reached.target is None else f"{short(reached.target)} {unit}")
    if reached.hold_s is not None:
        parts.append(words.say("dose.seconds", seconds=f"{reached.hold_s:.1f}"))
    if reached.reps is not None:
        parts.append(words.say("dose.once") if reached.reps == 1 else words.say("dose.times", count=reached.reps))
    if reached.in_band is not None:
        parts.append(words.say("dose.in_band", percent=f"{100.0 * reached.in_band:.0f}"))
    parts += [words.say("dose.limited", reason=words.told(doubt)) for doubt in reached.doubts[:1]]
    return words.number(", ".join(parts))


def section_ratios(report: VisitReport, words: Wording) -> dict[str, Any] | None:
    """The holds of the trunk against each other, with what is published of them."""
    if not report.ratios:
        return None
    return {
        "title": words.say("sections.ratios"),
        "rows": [
            [
                words.told(each.title),
                value_text(each.key, each.value, words),
                words.told("; ".join([each.beside, *each.value.reasons])),
            ]
            for each in report.ratios
            if reading(each.key, each.value).value
        ],
    }


def _not_counted(trials: Sequence[NotCounted], words: Wording) -> dict[str, Any] | None:
    lines = [
        words.say(
            "not_counted.line", title=words.told(each.title), time=f"{each.started_at:%H:%M}", why=_why(each, words)
        )
        for each in trials
    ]
    return {"title": words.say("sections.not_counted"), "lines": lines} if lines else None


def _why(trial: NotCounted, words: Wording) -> str:
    parts = []
    if trial.rejected_for is not None:
        reason = words.say(f"rejected.{trial.rejected_for.value}")
        parts.append(words.say("not_counted.rejected", reason=", ".join(filter(None, (reason, trial.note)))))
    if trial.outcome is not Outcome.COMPLETED:
        parts.append(words.say("not_counted.ended", reason=words.say(f"outcome.{trial.outcome.value}")))
    if trial.refusal:
        parts.append(words.say("not_counted.refused", reason=words.told(trial.refusal)))
    if trial.practice:
        parts.append(words.say("not_counted.practice"))
    return "; ".join(parts)


def _foot(report: VisitReport, words: Wording, *, client: bool) -> dict[str, Any]:
    methods = ", ".join(_method(each, words) for each in report.methods)
    keep = "foot.named" if report.name else "foot.unnamed"
    return {
        "title": words.say("sections.methods"),
        "devices": [_device(each, words) for each in report.instruments],
        "computed": "" if client else words.say("foot.computed", software=report.software, methods=methods),
        "software": report.software,
        "files_title": words.say("foot.files"),
        "files": [each.sha256[:HASH_DIGITS] for each in report.files],
        "visit": words.say("foot.visit", visit=report.visit_id[:8]),
        "keep": words.say(keep, code=report.person),
    }


def _device(each: Instrument, words: Wording) -> str:
    sides = " ".join(words.say(f"page.{side.value}_letter") for side in each.sides if side is not Side.BOTH)
    about = [_calibration(each, words)]
    if each.uncertainty > 0:
        about.append(words.say("foot.uncertainty", percent=words.number(f"{100.0 * each.uncertainty:.1f}")))
    else:
        about.append(words.say("foot.not_verified"))
    checks = [words.say("foot.check", check=words.told(proof)) for proof in each.proofs]
    about += checks or [words.say("foot.no_check")]
    about += [words.told(warning) for warning in each.warnings]
    shown = words.say("foot.sides", sides=sides) if sides else ""
    return words.say("foot.device", model=each.model, serial=each.serial, sides=shown, calibration="; ".join(about))


def _calibration(each: Instrument, words: Wording) -> str:
    if not each.calibration:
        return words.say("foot.no_calibration")
    try:
        day = date.fromisoformat(each.dated[:10])
    except ValueError:
        return words.say("foot.calibration", id=each.calibration)
    return words.say("foot.calibration_dated", id=each.calibration, date=words.day(day))


def _method(method: str, words: Wording) -> str:
    """``onset.change_point`` as people read it: ``onset: change point``."""
    subject, _, way = method.replace("_", " ").partition(".")
    return words.told(f"{subject}: {way}" if way else subject)
