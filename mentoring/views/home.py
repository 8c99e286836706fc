"""Home answers, in this order: what do I owe, what comes next, what is new. For admins: what waits, who is late."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import render
from django.utils import timezone

from etiquette.models import Duty, SelfCheck
from mentoring.models import Application, Attendance, Cohort, Enrolment, News
from mentoring.selectors import turns

OWED_SHOWN = 6
NEWS_SHOWN = 6
THREADS_SHOWN = 4
WAITING_SHOWN = 10
OVERDUE_SHOWN = ["act", "due_at", "promise", "status", "about_text", "person__name", "person__email", "person__uuid"]
OVERDUE_SHOWN += ["owed_to__name", "owed_to__email"]
APPLICATION_SHOWN = ["submitted_at", "person__name", "cohort__name", "cohort__decisions_on", "cohort__applications_close_on"]


def home(request):
    """Eight queries at any size for a member: login session, person, duties, next session, news, places, conversations (two)."""
    return _admin_home(request) if request.user.is_staff else _own_home(request)


def _own_home(request):
    me, now = request.user, timezone.now()
    owed = list(Duty.objects.owed_by(me)[: OWED_SHOWN + 1])
    checked = Exists(SelfCheck.objects.filter(person=OuterRef("person")))
    places = list(Enrolment.objects.of(me).briefly().annotate(has_checked=checked).order_by("-cohort__starts_on")[:3])
    facts = {
        "greeting": _greeting(now, me),
        "owed": owed[:OWED_SHOWN],
        "more_owed": len(owed) > OWED_SHOWN,
        "next": Attendance.objects.coming_for(me, now).first(),
        "threads": turns.threads_of(me, only_live=True)[:THREADS_SHOWN],
        "news": News.objects.latest_for(me)[:NEWS_SHOWN],
        "places": places,
        "place": places[0] if places else None,
    }
    if not places:
        facts["open_cohorts"] = [cohort for cohort in Cohort.objects.announced() if cohort.phase == Cohort.Phase.APPLYING]
        facts["applications"] = Application.objects.filter(person=me).select_related("cohort")
    return render(request, "mentoring/home/home.html", facts)


def _admin_home(request):
    me = request.user
    waiting = Application.objects.undecided_by_anyone().visible_to(me).select_related("person", "cohort").only(*APPLICATION_SHOWN)
    facts = {
        "greeting": _greeting(timezone.now(), me),
        "owed": Duty.objects.owed_by(me).exclude(act="decide")[:OWED_SHOWN],  # what waits for a decision stands by itself
        "waiting": waiting.order_by("submitted_at", "pk")[:WAITING_SHOWN],
        "overdue": Duty.objects.overdue_to_admins()
        .select_related("person", "owed_to")
        .only(*OVERDUE_SHOWN)
        .order_by("due_at", "pk")[:WAITING_SHOWN],
        "cohorts": Cohort.objects.annotate(undecided=_to_decide(me))[:WAITING_SHOWN],
    }
    return render(request, "mentoring/home/admin.html", facts)


def _to_decide(me):
    """How many applications of a cohort wait for a decision that `me` may know of."""
    waiting = Application.objects.undecided_by_anyone().visible_to(me).filter(cohort=OuterRef("pk"))
    return Coalesce(Subquery(waiting.order_by().values("cohort").annotate(count=Count("pk")).values("count")), 0)


def _greeting(now, person):
    hour = now.astimezone(person.tz).hour
    part = "morning" if 5 <= hour < 12 else "afternoon" if 12 <= hour < 18 else "evening"
    return f"Good {part}, {person.get_short_name()}"
