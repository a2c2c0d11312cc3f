"""A disk that is really full: a file system of 3 MB in the memory, in a view of the disks of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import taped

from station.recorded import interrupted, read
from station.recording import FRAME_BYTES

PROGRAM = Path(__file__).with_name("filled_disk.py")
MOUNT = 'mount -t tmpfs -o size=3m tmpfs "$1" && shift && exec "$@"'


def own_view() -> list[str] | None:
    """How this user may mount something that nobody else sees; None where the system forbids it."""
    for unshare in (["unshare", "-m"], ["unshare", "-Urm"]):
        if shutil.which("unshare"):
            tried = subprocess.run(
                [*unshare, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True, check=False
            )
            if tried.returncode == 0:
                return unshare
    return None


def test_on_a_disk_that_fills_up_everything_before_stays_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    view = own_view()
    if view is None:
        if sys.platform.startswith("linux") and os.environ.get("CI"):
            pytest.fail("neither root nor a user of its own may mount here: a full disk cannot be tried")
        pytest.skip("this system lets nobody mount a small disk; a limit on a file's size is tried in test_recording")
    disk, copy = tmp_path / "disk", tmp_path / "copy"
    disk.mkdir()
    command = [*view, "sh", "-c", MOUNT, "sh", str(disk), sys.executable, str(PROGRAM), str(disk / "data"), str(copy)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)

    assert said["recorder"].startswith("Disk full: recording stopped at ")
    assert said["recorder"].endswith("Free space, then repeat the trial.")
    recording = read(copy / "recordings" / "a.rec")
    numbers = taped.assert_nothing_wrong(recording)
    assert numbers.tolist() == list(range(numbers.size))
    assert numbers.size / 1000.0 >= said["seconds"]
    # all but the frame that was cut off, and 44 bytes that each frame takes for itself
    assert numbers.size * 8 > 0.99 * recording.path.stat().st_size - 2 * FRAME_BYTES
    assert recording.outcome is None
    assert [each.recording_id for each in interrupted(copy / "recordings")] == ["a"]

    assert "could not be written" in said["store"]
    assert "full" in said["store"]
    assert said["readable"]
    assert said["kept"]
