"""A certificate of one page a device: as HTML (jinja2) or PDF (reportlab), from the same report."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from station.errors import BadInput, Missing
from station.qa.drawing import drawings, svg
from station.qa.findings import Report, limits_of, measured
from station.version import software
from station.whole_file import write_whole

NOT_THIS = (
    "This certificate says what was measured on that day. It is no calibration by an "
    "accredited laboratory, no declaration of conformity, and no statement about any person measured with the device."
)
SUFFIXES = (".pdf", ".html")


def facts(report: Report, operator: str) -> list[tuple[str, str]]:
    """What stands at the head of a certificate."""
    when = "" if report.started is None else f"{report.started:%Y-%m-%d %H:%M} UTC"
    return [
        *([("Programme", report.programme)] if report.programme else []),
        ("Device", report.device + (" (simulated)" if report.simulated else "")),
        ("Serial number", report.serial or "none"),
        ("Firmware", report.firmware or "not told"),
        ("Calibration", report.calibration or "none"),
        ("Reached as", report.reached),
        ("Date", when),
        ("Operator", operator or "not named"),
        ("Software", software()),
        *([("Not asked for", ", ".join(report.unasked))] if report.unasked else []),
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


def write_certificate(path: Path, reports: Sequence[Report], operator: str) -> None:
    """Write one page for each device.  Raises BadInput, Missing."""
    check_form(path)
    if path.suffix.lower() == ".pdf":
        from station.qa.certificate_pdf import pdf

        data = pdf(reports, operator)
    else:
        data = html(reports, operator).encode("utf-8")
    try:
        write_whole(path, data)
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}).") from error


def html(reports: Sequence[Report], operator: str) -> str:
    """One document without anything outside it; what a device says of itself is escaped."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    source = files("station.qa").joinpath("certificate.html.jinja").read_text("utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    pages = [
        {
            "facts": facts(report, operator),
            "verdict": report.verdict,
            "failed": bool(report.failed),
            "rows": [(each, measured(each), limits_of(each)) for each in report.findings],
            "pictures": [Markup(svg(drawing)) for drawing in drawings(report)],
        }
        for report in reports
    ]
    return template.from_string(source).render(pages=pages, not_this=NOT_THIS)
