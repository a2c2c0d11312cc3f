"""A report as lines of text for a terminal."""

from __future__ import annotations

import textwrap

from station.qa.findings import Finding, Report, Verdict, limits_of, measured

WIDE, VALUE, LIMIT = 47, 24, 20
WHOLE = 112


def heading(report: Report) -> list[str]:
    """Who is being examined."""
    lines = [
        report.device,
        f"  reached as     {report.reached}",
        f"  serial number  {report.serial or 'none'}",
        f"  firmware       {report.firmware or 'not told'}",
        f"  calibration    {report.calibration or 'none'}",
        "",
        f"  {'check':<{WIDE}}{'measured':<{VALUE}}{'limits':<{LIMIT}}verdict",
    ]
    return [*lines, "  " + "-" * (WIDE + VALUE + LIMIT + 8)]


def row(finding: Finding) -> list[str]:
    """One finding, with what is wrong and what to do below it."""
    cells = [
        _cut(finding.title, WIDE),
        _cut(measured(finding), VALUE),
        _cut(limits_of(finding), LIMIT),
    ]
    first = f"  {cells[0]:<{WIDE}}{cells[1]:<{VALUE}}{cells[2]:<{LIMIT}}{finding.verdict.value}"
    text = " ".join(part for part in (finding.words, finding.do) if part)
    mark = "  ! " if finding.verdict is Verdict.FAILED else "    "
    below = textwrap.wrap(text, WHOLE - 8, initial_indent=f"    {mark}", subsequent_indent="        ") if text else []
    return [first.rstrip(), *below]


def closing(report: Report) -> list[str]:
    """The verdict over the whole."""
    return ["", f"  {report.device}, serial {report.serial}: {report.verdict}.", ""]


def _cut(text: str, width: int) -> str:
    """Never longer than its column, with a blank behind it."""
    return text if len(text) < width else text[: width - 2] + "…"
