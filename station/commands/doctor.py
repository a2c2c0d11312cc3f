"""``station doctor``: what this computer has and lacks, and the line that mends it."""

from __future__ import annotations

import argparse
import json
import os
from datetime import datetime
from pathlib import Path

from station.doctor import Finding, Verdict, as_json, examine
from station.folders import Folders, folders_at
from station.protocol_finding import check_protocols


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``station doctor`` understands."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="the folder where the clinic's data lies")


def run(args: argparse.Namespace) -> int:
    """Print the findings; 3 when something required is missing or broken, otherwise 0."""
    folders = folders_at(args.data_dir)
    findings = (*examine(args.data_dir, os.environ), *_stored(folders), check_protocols(folders))
    report = as_json(findings)
    print(json.dumps(report, indent=2) if args.json else _as_text(findings))
    return 0 if report["ok"] else 3


def _stored(folders: Folders) -> tuple[Finding, ...]:
    """Of the database and its last good backup; nothing where a library is missing that they need."""
    try:
        from station.daily_backup import check_backup
        from station.database_finding import check_database
    except ImportError:
        return ()
    return (check_database(folders), check_backup(folders, datetime.now().astimezone()))


def _as_text(findings: tuple[Finding, ...]) -> str:
    verdicts, topics = (max(len(text) for text in column) for column in (Verdict, [f.topic for f in findings]))
    rows = []
    for finding in findings:
        rows.append(f"{finding.verdict:<{verdicts}}  {finding.topic:<{topics}}  {finding.what}")
        if finding.mend:
            rows.append(f"{'':<{verdicts}}  {'':<{topics}}  -> {finding.mend}")
    wrong = sum(finding.verdict is Verdict.WRONG for finding in findings)
    need = "needs" if wrong == 1 else "need"
    rows.append(f"{wrong} of {len(findings)} {need} mending." if wrong else "All that is needed is here.")
    return "\n".join(rows)
