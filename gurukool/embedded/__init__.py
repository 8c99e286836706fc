"""A real Postgres and a real Valkey from Python wheels, for development and tests only.

Used when DATABASE_URL / REDIS_URL are unset; production settings refuse to start without both.
"""

from gurukool.embedded.valkey import start_valkey, valkey_socket, valkey_url

__all__ = ["postgres_url", "start_valkey", "valkey_socket", "valkey_url"]


def postgres_url(data_dir, **options):
    """Start the embedded Postgres below `data_dir`, or join the one already running there.

    The server stops when the last process that called this ends. `options` are server settings
    (`fsync="off"`), written when the database is made. Returns a DATABASE_URL.
    """
    from gurukool.embedded.postgres import serve

    return serve(data_dir, options)
