"""The same web application without the lock on a group's row: a control that lets us see the race it prevents."""

from gurukool.wsgi import application
from mentoring.actions import seats
from mentoring.models import Group

seats.hold = lambda group: Group.objects.with_meeting().get(pk=group.pk)

__all__ = ["application"]
