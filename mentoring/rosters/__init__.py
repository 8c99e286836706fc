"""Rosters: a CSV file of people turned into facts and problems. Pure: bytes in, dataclasses out; no request, no ORM."""

from mentoring.rosters.files import COLUMNS, LIMIT, Unreadable
from mentoring.rosters.people import Person, Problem, Roster
from mentoring.rosters.reading import read

__all__ = ["COLUMNS", "LIMIT", "Person", "Problem", "Roster", "Unreadable", "read"]
