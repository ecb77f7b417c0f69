"""A throw-away PostgreSQL cluster."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def program(name: str) -> str:
    """A program of PostgreSQL; Debian keeps those of the server outside of PATH."""
    found = shutil.which(name)
    if found:
        return found
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = max(versions, key=lambda path: int(path.parts[4]), default=None)
    if newest is None:
        raise RuntimeError(f"{name} is not installed: apt-get install postgresql")
    return str(newest)


@contextlib.contextmanager
def postgresql(*, durable: bool = False) -> Iterator[Path]:
    """The socket's folder of a cluster that lives as long as the block.

    Unless ``durable`` it does not wait for the disk, which only a power cut would punish.
    """
    folder = Path(tempfile.mkdtemp(prefix="sonca-pg-"))
    # PostgreSQL refuses to run as root.
    as_owner = []
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    control = [*as_owner, program("pg_ctl"), "-D", data, "-w"]
    fsync = "on" if durable else "off"
    options = f"-k {folder} -c listen_addresses= -c fsync={fsync} -c max_connections=200"

    def run(*command: str | Path) -> None:
        subprocess.run(command, check=True, capture_output=True, cwd=folder)

    try:
        run(
            *as_owner,
            *(program("initdb"), "-D", data, "-U", "sonca", "--auth=trust", "--no-sync"),
            *("--encoding=UTF8", "--locale=C.UTF-8"),
        )
        run(*control, "-l", folder / "log", "-o", options, "start")
        yield folder
    finally:
        if (data / "postmaster.pid").exists():
            run(*control, "-m", "immediate", "stop")
        shutil.rmtree(folder)


def create_database(socket: Path, name: str) -> str:
    """A new, empty database of the cluster; its ``DATABASE_URL``."""
    command = [program("createdb"), "-h", socket, "-U", "sonca", name]
    subprocess.run(command, check=True, capture_output=True)
    return f"postgresql:///{name}?host={quote(str(socket))}&user=sonca"
