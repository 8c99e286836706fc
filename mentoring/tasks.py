"""Celery tasks: they only say “look now”; what is due is in the rows."""

from celery import shared_task

from mentoring.actions import (
    busy,
    closings,
    farewells,
    freetime,
    gratitude,
    matchmaking,
    meetings,
    milestones,
    pulses,
    revisions,
    seats,
    silences,
    tallies,
    waitlists,
    weeks,
)


@shared_task
def settle() -> None:
    """Ask both sides of a session that has ended whether they met; assume it after 48 hours of silence; ask to prepare what comes."""
    meetings.ask_to_prepare()
    meetings.ask_whether_they_met()
    meetings.assume_held()


@shared_task
def lapse() -> None:
    """Let go what was not done in time: places go to the next on the waiting list, questions close,
    declined data is deleted, a cohort that is over asks for nothing moot."""
    waitlists.lapse_places()
    waitlists.pass_places_on()
    revisions.lapse()
    tallies.forget_declined()
    closings.let_go()
    seats.fill_all()


@shared_task
def read_calendars() -> None:
    """Send each busy calendar whose time has come to a worker of its own; one that gets lost is claimed again later."""
    for key in busy.claim_due():
        read_calendar.delay(str(key))


@shared_task
def read_calendar(key: str) -> None:
    """Fetch one busy calendar."""
    busy.read(key)


@shared_task
def keep_free_time() -> None:
    """Refresh the free time of those somebody changed by a side door."""
    freetime.mend()


@shared_task
def extend_free_time() -> None:
    """Once a day: free time reaches as far ahead again, with the zone rules of the day."""
    freetime.extend()


@shared_task
def run_matching() -> None:
    """Work out the proposals that admins asked for."""
    matchmaking.run_waiting()


@shared_task
def nudge_silent() -> None:
    """Ask those between whom it has been quiet for a while."""
    silences.nudge()


@shared_task
def take_pulses() -> None:
    """Ask everybody in a pair how it is going, when their cohort has come to one of its three moments."""
    pulses.take()


@shared_task
def thank_mentors() -> None:
    """Once a cohort is over, close it, and send its mentors all the thanks they got."""
    farewells.close_over()
    gratitude.thank_mentors()


@shared_task
def brief_mentors() -> None:
    """On Monday morning, wherever that is now, send mentors their week."""
    weeks.brief_mentors()


@shared_task
def reach_milestones() -> None:
    """Half-way and near the end, ask people to look again."""
    milestones.reach()
