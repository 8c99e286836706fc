"""The demo: each stage of life holds together, old mail stays old, and it never touches a database with people in it."""

import io
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from etiquette.models import Duty, Email, ThankYou
from mentoring.demo.cast import MENTORS
from mentoring.demo.seeding import seed
from mentoring.demo.stage import Stage, clock_at
from mentoring.models import Application, Cohort, Enrolment, Group, Introduction, Match, Message, Pulse, Session, User

WEEKLY = ("Conversation", "America/New_York", True)
MINA_MEETS = [  # what, in whose zone, whether as one of a series, how often it was moved; in Kolkata's half-hour zone herself
    ("Job advert, read together", "Europe/London", False, 0),
    (*WEEKLY, 1),
    ("Five questions every panel asks", "America/New_York", False, 0),
    *[(*WEEKLY, 0)] * 3,
]
SEATS = [("Five questions every panel asks", 4, 6, []), ("Two pages, read aloud", 3, 3, ["Mina Das", "Aisha Mwangi"])]


def seeded(stage):
    out = io.StringIO()
    call_command("seed_demo", stage=stage, stdout=out)
    return out.getvalue()


def statuses(model):
    return dict(Counter(model.objects.values_list("status", flat=True)))


def owed_by(email):
    return sorted(Duty.objects.open().filter(person__email=email).values_list("act", flat=True))


def waiting_mail():
    """Kinds of mail that would go out now."""
    now = timezone.now()
    return sorted(email.kind for email in Email.objects.unsent() if not email.not_before or email.not_before <= now)


def meetings_of(email):
    coming = Session.objects.of(User.objects.get(email=email)).coming(timezone.now()).with_people()
    return [(each.name, each.host.zone, each.series_id is not None, each.moves.count()) for each in coming]


def seats():
    groups = Group.objects.order_by("meeting__during").prefetch_related("waiting__person")
    return [(each.title, each.taken, each.capacity, [waiting.person.name for waiting in each.waiting.all()]) for each in groups]


@pytest.mark.django_db
def test_applying():
    seeded("applying")
    assert [(cohort.slug, cohort.phase) for cohort in Cohort.objects.all()] == [("spring", "applying")]
    assert (statuses(Application), Enrolment.objects.count()) == ({"submitted": 20}, 0)
    assert (owed_by("olga@example.org"), waiting_mail()) == (["decide"] * 20, [])


@pytest.mark.django_db
def test_matching(client):
    seeded("matching")
    cohort = Cohort.objects.get()
    assert (cohort.phase, Match.objects.count()) == ("selecting", 0)
    assert statuses(Application) == {"admitted": 18, "waitlisted": 1, "declined": 1}
    unconfirmed = Enrolment.objects.filter(confirmed_at=None).values_list("person__name", flat=True)
    assert (list(unconfirmed), statuses(Introduction)) == (["Tomás Herrera"], {"ready": 9 + len(MENTORS), "revise": 1})

    client.force_login(User.objects.get(email="olga@example.org"))
    rows = client.get(reverse("matching:board", args=["spring"])).context["rows"]
    first = {row["mentee"].person.name: row["suggestions"][0] for row in rows}
    place, suggestion = first["Mina Das"]
    assert (place.person.name, suggestion.reasons[0]) == ("Maya Iyer", "asked for each other")


@pytest.mark.django_db
def test_running(client):
    said = seeded("running")

    assert said.splitlines() == [
        "Telling the demo's story (stage: running) …",
        "Sign in as",
        "  mentor  maya@example.org    gurukool-demo   Maya Iyer, New York",
        "  mentee  mina@example.org    gurukool-demo   Mina Das, Kolkata",
        "  admin   olga@example.org    gurukool-demo   Olga Petersen, Berlin",
        "Everybody else signs in with a code by mail.",
    ]
    assert {cohort.slug: cohort.phase for cohort in Cohort.objects.all()} == {"spring": "running", "next": "applying"}
    assert Cohort.objects.get(slug="spring").week == 4
    introduced = {"draft": 1, "revise": 1, "ready": 9 + len(MENTORS), "submitted": 1}
    assert (statuses(Match), statuses(Introduction)) == ({"confirmed": 12}, introduced)
    assert statuses(Session) == {"booked": 17, "held": 31, "missed": 2}
    assert (meetings_of("mina@example.org"), seats()) == (MINA_MEETS, SEATS)
    assert (Application.objects.filter(status="submitted").count(), owed_by("olga@example.org")) == (3, ["decide"] * 3)
    assert owed_by("mina@example.org") == ["acknowledge", "answer", "do_action_item", "give_feedback", "prepare", "thank"]
    assert sorted(set(Duty.objects.overdue().values_list("person__name", flat=True)) & {"Mina Das", "Maya Iyer"}) == []
    assert "Tomás Herrera" in set(Duty.objects.overdue().values_list("person__name", flat=True))
    assert len(set(ThankYou.objects.values_list("outcome", flat=True))) > 1
    assert Message.objects.filter(answer_by__gt=timezone.now()).count() == 1
    assert len(waiting_mail()) <= 6
    assert statuses(Email).get("withdrawn", 0) < 100
    for _, email, password, _ in [line.split(maxsplit=3) for line in said.splitlines()[2:5]]:
        assert client.login(email=email, password=password)
        assert client.get(reverse("home")).status_code == 200


@pytest.mark.django_db
def test_ended():
    seeded("ended")
    assert {cohort.slug: cohort.phase for cohort in Cohort.objects.all()} == {"spring": "ended", "next": "applying"}
    assert (statuses(Session), len(waiting_mail())) == ({"held": 88, "missed": 4}, 0)
    ending = ["answer_survey", "write_closing_letter"]
    assert (owed_by("mina@example.org"), owed_by("maya@example.org")) == (ending, [*ending, "write_closing_letter"])
    asked = Counter(Pulse.objects.filter(enrolment__role="mentee").values_list("moment", flat=True))
    assert (dict(asked), Pulse.objects.unanswered().count()) == ({"start": 12, "middle": 12, "end": 12}, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("hour", [0, 12])
def test_the_demo_can_be_told_at_any_hour(hour):
    now = datetime(2027, 3, 17, hour, tzinfo=UTC)  # between the two changes of the clocks, in America and in Europe
    seed("running", now)
    with clock_at(now):
        assert owed_by("mina@example.org") == ["acknowledge", "answer", "do_action_item", "give_feedback", "prepare", "thank"]
        assert not Duty.objects.overdue().filter(person__name__in=["Mina Das", "Maya Iyer"]).exists()


@pytest.mark.django_db
def test_a_database_with_people_in_it_is_left_alone(otto):
    with pytest.raises(CommandError) as refused:
        seeded("running")
    assert str(refused.value).startswith("Somebody lives in this database already: ")
    out = io.StringIO()
    call_command("seed_demo", if_empty=True, stdout=out)
    assert (out.getvalue(), list(User.objects.all())) == ("", [otto])


@pytest.mark.django_db
def test_the_demo_stays_out_of_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError) as refused:
        seeded("running")
    assert (str(refused.value), User.objects.count()) == ("The demo has well-known passwords, so it stays out of production.", 0)


def test_stories_are_told_in_the_order_of_time_until_now():
    noon, told = datetime(2027, 1, 1, 12, tzinfo=UTC), []

    def story(name, *hours):
        for hour in hours:
            yield noon + timedelta(hours=hour)
            told.append((name, timezone.now() - noon))

    stage = Stage(until=noon + timedelta(hours=5))
    stage.enter(story("slow", 3, 9))
    stage.enter(story("quick", 1, 0, 4))
    stage.play()

    hours = [(name, past.total_seconds() / 3600) for name, past in told]
    assert hours == [("quick", 1), ("quick", 1), ("slow", 3), ("quick", 4)]
    assert abs(timezone.now() - datetime.now(UTC)) < timedelta(minutes=1)
