"""Ten times the rows: copies of everything the measured pages read."""

import uuid
from datetime import timedelta
from functools import partial

from etiquette.models import Duty
from mentoring.models import Application, Attendance, Enrolment, Match, News, Session, User

FAR = timedelta(days=400)


def grow(times):
    """Copy people with places, applications and matches, and everyone's sessions, duties and news: `times` as many of each."""
    for n in range(1, times):
        people = {person.pk: copied(person, email=f"{n}.{person.email}", uuid=uuid.uuid4()) for person in originals(User)}
        User.objects.bulk_create(people.values())
        places = copies(Enrolment, person=people)
        matches = copies(Match, mentor=places, mentee=places)
        copies(Application, person=people, enrolment=places)
        copies(Session, match=matches, during=partial(later, days=n))
        mine = copies(Session, during=partial(later, days=n + 100))
        copies(Attendance, meeting=mine, during=partial(later, days=n + 100))
        copies(Duty, about_id=lambda row: uuid.uuid4())
        copies(News)
    assert Duty.objects.count() > times


_known = {}


def originals(model):
    """The rows there were before anything was copied."""
    if model not in _known:
        _known[model] = list(model.objects.exclude(is_staff=True) if model is User else model.objects.all())
    return _known[model]


def copies(model, **changes):
    """Copy each original row; a change is a dict (old key → new row) or a function of the row. Returns old key → copy."""
    made = {}
    for row in originals(model):
        facts = {
            name: change.get(getattr(row, f"{name}_id")) if isinstance(change, dict) else change(row) for name, change in changes.items()
        }
        if None not in facts.values() or model is Application:
            made[row.pk] = copied(row, **facts)
    model.objects.bulk_create(made.values())
    return made


def changed(row, name, change):
    return change.get(getattr(row, f"{name}_id")) if isinstance(change, dict) else change(row)


def copied(row, **facts):
    """An unsaved copy under a key of its own."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    copy = type(row)(**values)
    for name, value in facts.items():
        setattr(copy, name, value)
    return copy


def later(row, days):
    """The row's time on another day far from any other, so that nobody is in two places at once."""
    return (row.during.lower + days * FAR, row.during.upper + days * FAR)
