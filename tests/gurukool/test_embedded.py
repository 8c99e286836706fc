"""The embedded services: paths a socket can have, urls a client can read, servers that outlive kills."""

import json
import os

import environ
import redis
from kombu import Connection

from gurukool.embedded import start_valkey, valkey_socket, valkey_url
from gurukool.embedded.postgres import Postgres, is_postgres


def test_socket_lies_in_its_data_directory(tmp_path):
    assert valkey_socket(tmp_path / "a") == tmp_path / "a" / "valkey.sock"


def test_socket_of_a_deep_directory_stays_short_and_its_own(tmp_path):
    deep = tmp_path / "é" / ("deeper/" * 30)
    socket = valkey_socket(deep)
    assert len(bytes(socket)) <= 100
    assert socket != valkey_socket(deep / "sibling")
    assert socket == valkey_socket(deep)


def test_celery_reaches_valkey_in_a_directory_with_a_space(tmp_path):
    home = tmp_path / "my data"
    process = start_valkey(home)
    try:
        with Connection(valkey_url(home)) as connection:
            connection.ensure_connection(max_retries=20, interval_start=0.1, interval_step=0)
        assert redis.Redis(unix_socket_path=str(valkey_socket(home))).ping()
    finally:
        process.terminate()
        process.wait()


def test_tests_run_against_a_throwaway_database():
    assert "gurukool-" in environ.Env().db_url("DATABASE_URL")["OPTIONS"]["host"]


def test_processes_that_were_killed_do_not_keep_the_server_alive(tmp_path):
    server = Postgres(tmp_path, {})
    users = tmp_path / ".handle_pids.json"
    users.write_text(json.dumps([os.getpid(), 2**22 + 1]))
    server.forget_dead_users()
    assert json.loads(users.read_text()) == [os.getpid()]


def test_a_pid_file_that_now_names_another_process_is_removed(tmp_path):
    (tmp_path / "postmaster.pid").write_text(f"{os.getpid()}\n{tmp_path}\n")
    Postgres(tmp_path, {}).forget_dead_server()
    assert not is_postgres(os.getpid())
    assert not (tmp_path / "postmaster.pid").exists()
