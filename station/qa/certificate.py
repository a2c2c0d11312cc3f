"""A certificate of one page a device: as HTML (jinja2) or PDF (reportlab), from the same report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Final

from station.errors import BadInput, Missing
from station.qa.drawing import Drawing, Text, drawings, svg
from station.qa.findings import Finding, Report, Verdict, limits_of, measured
from station.report.wording import ENGLISH, Wording
from station.version import software
from station.whole_file import write_whole

SUFFIXES = (".pdf", ".html")
IN_ENGLISH: Final = Wording(ENGLISH)
_COUNTED: Final = re.compile(r"(\d+) of (\d+)")


def facts(report: Report, operator: str, words: Wording = IN_ENGLISH) -> list[tuple[str, str]]:
    """What stands at the head of a certificate."""
    say, told = partial(_say, words), words.told
    when = "" if report.started is None else f"{report.started:%Y-%m-%d %H:%M} UTC"
    device = told(report.device)
    return [
        *([(say("programme"), told(report.programme))] if report.programme else []),
        (say("device"), say("simulated", device=device) if report.simulated else device),
        (say("serial"), report.serial or say("none")),
        (say("firmware"), report.firmware or say("not_told")),
        (say("calibration"), told(report.calibration) if report.calibration else say("none")),
        (say("reached"), told(report.reached)),
        (say("date"), when),
        (say("operator"), operator or say("not_named")),
        (say("software"), software()),
        *([(say("unasked"), ", ".join(told(title) for title in report.unasked))] if report.unasked else []),
    ]


def _say(words: Wording, key: str, **fields: object) -> str:
    return words.say(f"certificate.{key}", **fields)


def heads(words: Wording) -> list[str]:
    """What stands over the columns of the findings."""
    return [_say(words, each) for each in ("check", "measured", "limits", "verdict")]


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as it is read; ``why`` is empty where there is nothing to say about it."""

    title: str
    value: str
    limits: str
    word: str
    why: str
    failed: bool


def line_of(finding: Finding, words: Wording) -> Line:
    """This finding in this language."""
    why = " ".join(words.told(part) for part in (finding.words, finding.do) if part)
    word = {Verdict.PASSED: "passed", Verdict.FAILED: "failed", Verdict.NOT_DONE: "not_done"}[finding.verdict]
    failed = finding.verdict is Verdict.FAILED
    value, limits = _of(measured(finding), words), limits_of(finding)
    low, _, high = limits.partition(" to ")
    limits = words.number(_say(words, "range", low=low, high=high)) if high else words.told(limits)
    return Line(words.told(finding.title), value, limits, _say(words, word), why, failed)


def _of(value: str, words: Wording) -> str:
    """``3 of 4``, or anything else that was measured."""
    found = _COUNTED.fullmatch(value)
    return words.told(value) if found is None else _say(words, "of", some=found[1], all=found[2])


def whole(report: Report, words: Wording) -> str:
    """The verdict in one sentence."""
    failed, undone, unasked = len(report.failed), len(report.left_out), len(report.unasked)
    done = len(report.findings) - undone

    def checks(number: int) -> str:
        return _say(words, "one_check") if number == 1 else _say(words, "checks", count=number)

    if failed:
        said = _say(words, "whole_failed", checks=checks(failed), all=len(report.findings))
    else:
        said = _say(words, "whole_passed", checks=checks(done)) if done else _say(words, "whole_nothing")
    said += _say(words, "whole_undone", checks=checks(undone)) if undone and (failed or done) else ""
    said += _say(words, "whole_unasked", checks=checks(unasked)) if unasked and (failed or done) else ""
    return f"{said}."


def drawn(report: Report, words: Wording) -> list[Drawing]:
    """The pictures with what is written in them."""
    return [
        replace(
            each,
            title=words.told(each.title),
            shapes=tuple(
                replace(shape, text=words.told(shape.text)) if isinstance(shape, Text) else shape
                for shape in each.shapes
            ),
        )
        for each in drawings(report)
    ]


def check_writable(path: Path) -> None:
    """Refuse a file that could not be written before the examination, not after it.  Raises BadInput."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}). Give another file.") from error


def check_form(path: Path) -> None:
    """Refuse another ending than ``.pdf`` or ``.html``, and a missing extra.  Raises BadInput, Missing."""
    if path.suffix.lower() not in SUFFIXES:
        raise BadInput(f"--certificate {path.name}: it can be {' or '.join(SUFFIXES)}.")
    try:
        if path.suffix.lower() == ".pdf":
            import reportlab  # noqa: F401
        else:
            import jinja2  # noqa: F401
    except ModuleNotFoundError as error:
        raise Missing(
            f"A certificate needs the package {error.name}, which is not installed. Install it with: "
            'pip install "counterpoise[report]"'
        ) from error


def write_certificate(path: Path, reports: Sequence[Report], operator: str, words: Wording = IN_ENGLISH) -> None:
    """Write one page for each device.  Raises BadInput, Missing."""
    check_form(path)
    if path.suffix.lower() == ".pdf":
        from station.qa.certificate_pdf import pdf

        data = pdf(reports, operator, words)
    else:
        data = html(reports, operator, words).encode("utf-8")
    try:
        write_whole(path, data)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}).") from error


def html(reports: Sequence[Report], operator: str, words: Wording = IN_ENGLISH) -> str:
    """One document without anything outside it; what a device says of itself is escaped."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    source = files("station.qa").joinpath("certificate.html.jinja").read_text("utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    pages = [
        {
            "facts": facts(report, operator, words),
            "verdict": whole(report, words),
            "failed": bool(report.failed),
            "lines": [line_of(each, words) for each in report.findings],
            "pictures": [Markup(svg(drawing)) for drawing in drawn(report, words)],
        }
        for report in reports
    ]
    title, not_this = _say(words, "title"), _say(words, "not_this")
    return template.from_string(source).render(
        pages=pages, title=title, heads=heads(words), not_this=not_this, language=words.language
    )
