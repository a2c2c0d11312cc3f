"""``station report VISIT -o FILE.pdf``: one page about a visit, for the therapist or for the client."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from station.commands.server_option import add_store
from station.errors import BadInput, StationError

if TYPE_CHECKING:
    from station.folders import Folders
    from station.report.content import VisitReport
    from station.store import Store


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station report`` understands."""
    parser.add_argument("visit", metavar="VISIT", help="its id, or the beginning of it: station visit list")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="the PDF to write")
    parser.add_argument(
        "--for",
        dest="audience",
        choices=("therapist", "client"),
        default="therapist",
        help="who reads it: all numbers, or plain sentences and targets for home (default: therapist)",
    )
    parser.add_argument("--named", action="store_true", help="with the name; without this there is only the code")
    parser.add_argument("--language", choices=("de", "en"), help="default: that of the settings, otherwise English")
    parser.add_argument(
        "--logo", type=Path, metavar="FILE", help="the clinic's: PNG, JPEG or SVG (default: logo of the settings)"
    )
    parser.add_argument("--clinic", metavar="NAME", help="its name (default: clinic of the settings)")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the data folder (default: this user's)")
    parser.add_argument("--json", action="store_true", help="print what the report says as one JSON value")
    add_store(parser)


def run(args: argparse.Namespace) -> int:
    """Write the report, print its contents, or both; a running station is not disturbed."""
    if args.output is None and not args.json:
        raise BadInput("Say where the report is to be written: -o FILE.pdf, or print its contents: --json.")
    if args.output is not None and args.output.suffix.lower() != ".pdf":
        raise BadInput(f"A report is a PDF: {args.output.name} does not end in .pdf.")
    with ExitStack() as open_:
        folders, store = _opened(args, open_)
        report = _gathered(store, folders, args)
    if args.output is not None:
        _write(args, folders, report)
    if args.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(report), indent=2).decode())
    else:
        print(f"{args.output}: visit {report.number} of {report.person}, {report.started_at:%Y-%m-%d}")
    return 0


def _opened(args: argparse.Namespace, open_: ExitStack) -> tuple[Folders, Store]:
    """For reading only; a look at a name is written down, which takes a store that can be written to."""
    from station.commands.server_option import working_store
    from station.commands.stored import opened
    from station.folders import in_use

    folders, store = opened(args.data_dir, args.store)
    if store is None:
        raise StationError(f"There is no visit in {folders.data}: nothing was stored there yet.")
    open_.enter_context(store)
    if not args.named:
        return folders, store
    if in_use(folders) is not None:
        raise StationError(
            "The station is running, and a look at a name must be written down by it: make the report in its window."
        )
    return folders, open_.enter_context(working_store(folders, args.store))


def _gathered(store: Store, folders: Folders, args: argparse.Namespace) -> VisitReport:
    from station.report.gathering import visit_report
    from station.report_desk import name_of

    visit = store.visits.visit(args.visit)
    return visit_report(store, folders, visit.id, name=name_of(store, visit.person) if args.named else "")


def _write(args: argparse.Namespace, folders: Folders, report: VisitReport) -> None:
    from station.commands.report_words import told_in
    from station.report.content import Audience
    from station.report.sheet import sheet
    from station.report.typesetting import as_pdf, read_logo
    from station.report.wording import ENGLISH, Wording, languages
    from station.report_desk import write_report
    from station.settings import settle

    settings = settle(folders).settings
    language = args.language or (settings.language if settings.language in languages() else ENGLISH)
    clinic = settings.clinic if args.clinic is None else args.clinic
    logo = args.logo or (Path(settings.logo) if settings.logo else None)
    words = Wording(language, told_in(language))
    made = sheet(report, Audience(args.audience), words, clinic=clinic)
    write_report(args.output, as_pdf(made, report.started_at, b"" if logo is None else read_logo(logo)))
