"""A file that is written anew is the new one or the old one, never a part of either."""

import errno
import os
from pathlib import Path

import pytest

from station.whole_file import write_whole


def test_a_file_is_written_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    for data in (b"one", b"another"):
        write_whole(path, data)
        assert path.read_bytes() == data
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


def test_on_a_full_disk_the_file_stays_what_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"before")

    def full(_file: int) -> None:
        # a file system that allocates late says so here and not when it is given the data
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"afterwards")
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_private_file_is_read_by_nobody_else_and_a_link_still_leads_to_it(tmp_path: Path) -> None:
    path, link = tmp_path / "settings.toml", tmp_path / "link.toml"
    link.symlink_to(path)
    write_whole(link, b"mine", private=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert link.is_symlink()


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no such place here")
def test_what_is_no_file_is_written_to_as_it_is() -> None:
    write_whole(Path("/dev/null"), b"gone")
    assert not Path("/dev/null").is_file()
