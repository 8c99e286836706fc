"""The feed as a subscriber gets it: vdirsyncer fetches it over HTTP, khal shows it on the subscriber's own clock."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mentoring.actions import feeds, sessions
from tests.mentoring.conftest import next_tuesday

pytestmark = pytest.mark.django_db(transaction=True)

FETCH = """
[general]
status_path = "status"
[pair feed]
a = "remote"
b = "local"
collections = null
[storage remote]
type = "http"
url = "{url}"
[storage local]
type = "filesystem"
path = "events"
fileext = ".ics"
"""
SHOW = """
[calendars]
[[gurukool]]
path = events
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
[sqlite]
path = {home}/khal.db
"""


@pytest.fixture
def subscriber(tmp_path, live_server):
    """A home of their own, with both programs set up for one feed and one zone."""

    def run(program, *arguments, **more):
        surroundings = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "VDIRSYNCER_CONFIG": "fetch.conf", "LC_ALL": "C.UTF-8"}
        command = [Path(sys.executable).with_name(program), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, timeout=60, **more)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def subscribe(key, zone):
        (tmp_path / "fetch.conf").write_text(FETCH.format(url=f"{live_server.url}/calendar/gurukool.ics?key={key}"))
        (tmp_path / "show.conf").write_text(SHOW.format(zone=zone, home=tmp_path))
        run("vdirsyncer", "discover", input="y\n")
        return sync

    def sync():
        run("vdirsyncer", "sync")
        return show()

    def show():
        form = "{start-long}|{end-time}|{title}|{status}"
        listed = run("khal", "-c", "show.conf", "list", "--format", form, "--day-format", "", "2026-01-01", "2030-01-01")
        return [line for line in listed.splitlines() if line.strip()]

    return subscribe


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_a_subscriber_sees_each_session_at_their_own_time(subscriber, match, hours, mina, maya, time_machine, zone):
    """Before and after New York's clocks change (14 March 2027), and Lord Howe's (4 April); one of them cancelled."""
    time_machine.move_to(datetime(2027, 3, 1, tzinfo=UTC))
    match.cohort.ends_on = date(2027, 6, 1)
    match.cohort.save()
    booked = [sessions.book(match, next_tuesday(weeks=week), by=mina) for week in (0, 2, 5)]
    sync = subscriber(feeds.make(maya), zone)
    assert sync() == [shown(meeting, zone) for meeting in booked]
    sessions.cancel(booked[1], by=mina, reason="Ill.")
    assert sync() == [shown(meeting, zone, status) for meeting, status in zip(booked, ["CONFIRMED", "CANCELLED", "CONFIRMED"], strict=True)]


def shown(meeting, zone, status="CONFIRMED"):
    start, end = (moment.astimezone(ZoneInfo(zone)) for moment in (meeting.starts_at, meeting.ends_at))
    return f"{start:%Y-%m-%d %H:%M}|{end:%H:%M}|Session with Mina|{status} "
