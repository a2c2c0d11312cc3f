"""A data folder on a network disk is refused before anything is opened; one on this computer is not."""

from pathlib import Path

import pytest

from station.disk_kind import linux_kind, refuse_network_disk, remote_kind, windows_kind
from station.doctor import Verdict, check_data_folder
from station.errors import StationError
from station.folders import folders_at, make_folders
from station.store import Store

MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:25 / /mnt/clinic\040data rw,relatime shared:5 - nfs4 server:/data rw,vers=4.2
31 22 0:26 / /mnt/clinic\040data/local rw - xfs /dev/sdb1 rw
32 22 0:27 / /srv/people rw - cifs //server/home rw
33 32 0:28 / /srv/people/anna rw - tmpfs tmpfs rw
34 22 0:29 / /mnt/c rw - 9p drvfs rw,dirsync,aname=drvfs;path=C:\;uid=0
35 22 0:30 / /mnt/w rw - 9p host rw,trans=virtio
36 22 0:31 / /media/ssh rw - fuse.sshfs me@there: rw
garbage
37 22 0:32 - ext4
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/clinic", ""),
        ("/mnt/clinic data", "nfs4"),
        ("/mnt/clinic data/2026", "nfs4"),
        ("/mnt/clinic data/local/x", ""),
        ("/mnt/clinic database", ""),
        ("/srv/people/bert/clinic", "cifs"),
        ("/srv/people/anna/x", ""),
        ("/mnt/c/clinic/anna", "drvfs"),
        ("/mnt/w/x", ""),
        ("/media/ssh/x", "fuse.sshfs"),
    ],
)
def test_linux_says_it_by_the_file_system_that_the_folder_is_on(folder: str, kind: str) -> None:
    assert linux_kind(Path(folder), MOUNTS) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (r"C:\clinic\anna", ""),
        (r"\\?\C:\clinic\anna", ""),
        (r"Z:\clinic", "network drive"),
        (r"\\?\Z:\clinic", "network drive"),
        (r"\\server\share\clinic", "network share"),
        (r"\\?\UNC\server\share", "network share"),
    ],
)
def test_windows_says_it_by_the_drive_or_the_share(folder: str, kind: str) -> None:
    assert windows_kind(folder, lambda drive: 4 if drive == "Z:\\" else 3) == kind


def test_this_computer_says_what_its_own_disks_are(tmp_path: Path) -> None:
    assert remote_kind(tmp_path) == ""
    assert remote_kind(tmp_path / "not" / "yet") == ""
    assert remote_kind(tmp_path, "plan9") == ""


def test_a_station_does_not_open_a_database_on_a_network_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = make_folders(tmp_path)
    monkeypatch.setattr("station.disk_kind.REMOTE", frozenset({"ext4", "xfs", "tmpfs", "overlay", "btrfs", "zfs"}))
    with pytest.raises(StationError, match="network disk") as refused:
        Store(folders)
    assert "--data-dir" in str(refused.value)
    assert not folders.database.exists()
    finding = check_data_folder(folders_at(tmp_path))
    assert finding.verdict is Verdict.WRONG
    assert "network disk" in finding.what


def test_the_words_name_the_kind_and_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(StationError, match=r"\(nfs4\).*several stations share"):
        refuse_network_disk(tmp_path, lambda _: "nfs4")
    refuse_network_disk(tmp_path, lambda _: "")
