"""What ``station doctor`` says of the clinic's own tests."""

from __future__ import annotations

from station.doctor import Finding, Verdict
from station.folders import Folders


def check_protocols(folders: Folders) -> Finding:
    """Which tests of the clinic's own are used, and which are left out, with every reason."""
    try:
        # only here: everything else is examined even where numpy is missing
        from station.protocol_library import library
    except ImportError as error:
        return Finding("own tests", Verdict.NOT_NEEDED, f"Not looked at: {error}.", "Install what is missing above.")
    found = library(folders)
    if found.bad:
        said = " ".join(line for each in found.bad for line in each.lines)
        used = f" Used: {', '.join(found.own)}." if found.own else ""
        mend = f"Mend or remove what is named in {folders.protocols}; station protocols check says when it is right."
        return Finding("own tests", Verdict.NOT_NEEDED, f"Left out: {said}{used}", mend)
    if not found.own:
        return Finding("own tests", Verdict.OK, "None; those that ship are used.")
    replaced = {own: key for key, own in found.replaced.items()}
    names = [key + (f" (in the place of {replaced[key]})" if key in replaced else "") for key in found.own]
    return Finding("own tests", Verdict.OK, f"{', '.join(names)}.")
