"""A PostgreSQL server of the tests' own: made in a folder, started, stopped, frozen, and cut off by a proxy."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=40 -c listen_addresses=127.0.0.1"
)


def programs() -> Path | None:
    """Where initdb and pg_ctl are: in the path, or where Debian puts them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


class PostgresServer:
    """One server with its own data, port and databases."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries = folder, binaries
        self.port = _free_port()
        # it refuses to work for root
        self._as = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        folder.chmod(0o755)
        self.data = folder / "data"
        self.data.mkdir()
        if self._as:
            shutil.chown(self.data, "postgres")
        self._run("initdb", "-D", self.data, "-U", "clinic", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def _run(self, program: str, *words: object) -> None:
        command = [*self._as, str(self.binaries / program), *map(str, words)]
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout[-2000:]}{done.stderr[-2000:]}")

    def start(self) -> None:
        options = f"{OPTIONS} -p {self.port} -k {self.data}"
        self._run("pg_ctl", "-D", self.data, "-w", "-t", "30", "-l", self.data / "log", "-o", options, "start")

    def secure(self, certificate: bytes, key: bytes) -> None:
        """Prove itself with this certificate (PEM) from the next start on, and talk to nobody in clear."""
        for name, content in (("server.crt", certificate), ("server.key", key)):
            path = self.data / name
            path.write_bytes(content)
            path.chmod(0o600)
            if self._as:
                shutil.chown(path, "postgres")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write("ssl = on\n")
        (self.data / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 trust\n")

    def stop(self) -> None:
        """At once, as when its computer is switched off."""
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    @property
    def processes(self) -> list[int]:
        """The server and everything it started."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True).stdout
        return [first, *map(int, listed.split())]

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """It is there and does nothing."""
        stopped: list[int] = []
        try:
            for pid in self.processes:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGSTOP)
                    stopped.append(pid)
            yield
        finally:
            for pid in stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGCONT)

    def url(self, database: str, port: int | None = None) -> str:
        return f"postgresql://clinic@127.0.0.1:{port or self.port}/{database}"

    def new_database(self, template: str = "template1") -> str:
        """The address of a new database, empty or like another one that nobody is connected to."""
        import psycopg

        name = f"clinic_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[arg-type]
        return self.url(name)

    def drop(self, url: str) -> None:
        """Take a database away with whoever is connected: hundreds of them would be gigabytes in the end."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')  # type: ignore[arg-type]


class Cable:
    """A network between a station and the server that can be cut: bytes are swallowed, nobody is told."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._cut, self._deaf = threading.Event(), threading.Event()
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        self._cut.set()

    def deafen(self) -> None:
        """What the station says arrives; no answer comes back."""
        self._deaf.set()

    def mend(self) -> None:
        """What was connected over the cut cable stays dead; new connections work."""
        while self._open:
            with contextlib.suppress(OSError):
                self._open.pop().close()
        self._cut.clear()
        self._deaf.clear()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # closing alone does not wake who waits in accept
        self._thread.join()
        self._listener.close()
        self.mend()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                self._open.append(near)
                if self._cut.is_set():
                    continue  # taken by the system, answered by nobody
                try:
                    far = socket.create_connection(("127.0.0.1", self._to))
                except OSError:
                    near.close()
                    continue
                self._open.append(far)
                for each, other, mute in ((near, far, threading.Event()), (far, near, self._deaf)):
                    threading.Thread(target=self._carry, args=(each, other, mute), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, mute: threading.Event) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if not self._cut.is_set() and not mute.is_set():
                    target.sendall(data)
            if not self._cut.is_set():
                target.shutdown(socket.SHUT_WR)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server for a while; in a run that must be complete its absence is a failure."""
    binaries = programs()
    if binaries is None:
        why = "PostgreSQL's server (initdb, pg_ctl) is not on this computer; Debian's package is postgresql"
        if os.environ.get("CI"):
            pytest.fail(f"{why}, and a complete run needs it")
        pytest.skip(why)
    # below the usual folder of pytest nobody but the user who tests may read, and the server is another user
    folder = Path(tempfile.mkdtemp(prefix="counterpoise-postgres-"))
    try:
        server = PostgresServer(folder, binaries)
        server.start()
        try:
            yield server
        finally:
            with contextlib.suppress(RuntimeError, OSError):
                server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
