"""Reports as JUnit XML: one test case per finding, with what was measured as properties."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from station.errors import BadInput
from station.qa.findings import Finding, Report, Verdict, limits_of, measured
from station.version import software
from station.whole_file import write_whole


def properties(report: Report, finding: Finding) -> dict[str, str]:
    """What belongs to a finding, as plain text."""
    found = {
        "measured": "" if finding.value is None else str(finding.value),
        "unit": finding.unit,
        "uncertainty_k2": "" if finding.uncertainty is None else str(finding.uncertainty),
        "low_limit": "" if finding.low is None else str(finding.low),
        "high_limit": "" if finding.high is None else str(finding.high),
        "serial": report.serial,
        "firmware": report.firmware,
        "calibration": report.calibration,
        "software": software(),
    }
    return {key: value for key, value in found.items() if value}


def write_junit(path: Path, reports: Sequence[Report]) -> None:
    """Write the file.  Raises BadInput when it cannot be written."""
    root = ElementTree.Element("testsuites")
    for report in reports:
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name=f"{report.kind} {report.serial}",
            tests=str(len(report.findings)),
            failures=str(len(report.failed)),
            skipped=str(len(report.left_out)),
            errors="0",
            time=f"{report.seconds:.1f}",
            timestamp="" if report.started is None else report.started.isoformat(timespec="seconds"),
        )
        for finding in report.findings:
            suite.append(_case(report, finding))
    ElementTree.indent(root)
    try:
        write_whole(path, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}).") from error


def _case(report: Report, finding: Finding) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=f"{report.kind}.{report.serial}", name=finding.title)
    listed = ElementTree.SubElement(case, "properties")
    for name, value in {"check": finding.check, **properties(report, finding)}.items():
        ElementTree.SubElement(listed, "property", name=name, value=_printable(value))
    words = _printable(" ".join(part for part in (finding.words, finding.do) if part))
    if finding.verdict is Verdict.FAILED:
        failed = ElementTree.SubElement(case, "failure", message=words, type=finding.check)
        failed.text = f"measured {_printable(measured(finding))}, limits {limits_of(finding)}"
    elif finding.verdict is Verdict.NOT_DONE:
        ElementTree.SubElement(case, "skipped", message=words)
    return case


def _printable(text: str) -> str:
    """Text that XML can hold, whatever a device says of itself."""
    return "".join(letter for letter in text if letter.isprintable())
