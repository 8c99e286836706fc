"""The same web application without its queue: a control that lets us see the race the lock prevents."""

from gurukool.wsgi import application
from mentoring.actions import sessions

sessions.lock_people = lambda ids: None

__all__ = ["application"]
