"""What ical.js reads in our calendar files, in a real browser: the same instants as we meant, whatever a name holds."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from mentoring.calendars.feeds import feed
from mentoring.calendars.invitations import cancel, request
from tests.browser import icaljs
from tests.mentoring.test_calendar_readers import AWKWARD, FULL, MINUTE, entry, invitation, visible

FILES = 300 if FULL else 30
READ = """texts => texts.map(text => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    return calendar.getAllSubcomponents("vevent").map(each => {
        const event = new ICAL.Event(each);
        return [event.uid, event.sequence, event.startDate.toJSDate().toISOString(), event.endDate.toJSDate().toISOString(), event.summary];
    });
})"""


@pytest.fixture
def reader(browser):
    source = icaljs.module() or pytest.skip(f"ical.js {icaljs.VERSION} is not here and npm cannot fetch it")
    page = browser.new_page()
    page.add_script_tag(type="module", content=f"{source}\nwindow.ICAL = ICALmodule;")
    page.wait_for_function("window.ICAL")
    yield page
    page.close()


def test_ical_js_reads_the_instants_we_meant(reader):
    chance, texts, meant = random.Random(5545), [], []
    for number in range(FILES):
        name = AWKWARD[number % len(AWKWARD)]
        start = datetime(2024, 1, 1, tzinfo=UTC) + chance.randrange(5 * 365 * 24 * 60) * MINUTE
        facts = (name, start, chance.randrange(1, 600), number)
        texts += [request(invitation(*facts)), cancel(invitation(*facts)), feed([entry(*facts)])]
        titles = [visible(f"Gurukool: {name}")] * 2 + [visible(f"Session with {name}")]
        meant += [[["one@gurukool.example", number, iso(start), iso(start + facts[2] * MINUTE), title]] for title in titles]
    assert reader.evaluate(READ, texts) == meant
    print(f"ical.js {icaljs.VERSION}: {len(texts)} files, 0 read otherwise than meant")


def test_one_feed_of_many_sessions_is_read_whole(reader):
    start = datetime(2027, 3, 28, tzinfo=UTC)
    [found] = reader.evaluate(READ, [feed(entry("Maya", start + timedelta(hours=n), 60, n) for n in range(48))])
    assert [(event[1], event[2]) for event in found] == [(n, iso(start + timedelta(hours=n))) for n in range(48)]


def iso(moment):
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"
