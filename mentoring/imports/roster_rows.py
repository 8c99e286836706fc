"""The rows a roster makes or changes, in bulk. What a person has confirmed since is theirs, and stays as it is."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils import timezone

from gurukool.lib.locks import lock_people
from mentoring.actions import freetime
from mentoring.imports import accounts
from mentoring.imports.people import Person
from mentoring.models import Application, Cohort, Enrolment, Profile, User, WeeklyHours, Wish


@dataclass(frozen=True)
class Counts:
    """How many people came in, changed, or were there already exactly so."""

    created: int
    updated: int
    unchanged: int


def write(cohort: Cohort, people: list[Person], by: User | None) -> Counts:
    """Make and change what the file says; a second call changes nothing. In the caller's transaction."""
    return _Import(cohort, people, by).run()


def _take_over(row: Model, facts: dict) -> bool:
    """Set attributes; say whether that changes the row."""
    changed = {name: value for name, value in facts.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)


class _Import:
    """One import under way: a method per table, each a constant number of queries."""

    def __init__(self, cohort: Cohort, people: list[Person], by: User | None):
        self.cohort, self.people, self.by = cohort, people, by
        self.created: set[str] = set()
        self.updated: set[str] = set()

    def run(self) -> Counts:
        self.users = self._users()
        self.open = [person for person in self.people if not self.users[person.email].zone_confirmed]
        self._profiles()
        self._hours()
        self._places()
        self._wishes()
        updated = self.updated - self.created
        return Counts(len(self.created), len(updated), len(self.people) - len(self.created) - len(updated))

    def _users(self) -> dict[str, User]:
        """Everyone's account by address, new ones included."""
        found = accounts.by_email(person.email for person in self.people)
        lock_people([user.pk for user in found.values()])
        known = [person for person in self.people if person.email in found and not found[person.email].zone_confirmed]
        changed = [p for p in known if _take_over(found[p.email], {"name": p.name, "zone": p.zone})]
        User.objects.bulk_update([found[person.email] for person in changed], ["name", "zone"])
        self._note(changed)
        new = [p for p in self.people if p.email not in found]
        return found | accounts.create({"email": p.email, "name": p.name, "zone": p.zone} for p in new)

    def _profiles(self) -> None:
        found = {profile.person_id: profile for profile in Profile.objects.filter(person__in=self.users.values())}
        new, changed = [], []
        for person in self.people:
            user, facts = self.users[person.email], _profile_facts(person)
            if user.pk not in found:
                new.append(Profile(person=user, **facts))
            elif not user.zone_confirmed and _take_over(found[user.pk], facts):
                changed.append(person)
        Profile.objects.bulk_create(new)
        Profile.objects.bulk_update([found[self.users[person.email].pk] for person in changed], _PROFILE_FIELDS)
        self._note(changed)

    def _hours(self) -> None:
        wanted = {(self.users[p.email].pk, weekly.weekday, weekly.starts, weekly.ends): p.email for p in self.open for weekly in p.hours}
        found = WeeklyHours.objects.filter(person__in=[self.users[person.email] for person in self.open])
        self._replace(wanted, found, ["person_id", "weekday", "starts", "ends"])
        freetime.refresh(self.users[person.email] for person in self.open)

    def _places(self) -> None:
        """Enrolments and the admitted applications behind them; the cohort is locked, so nobody else adds any."""
        found = {place.person_id: place for place in Enrolment.objects.filter(cohort=self.cohort).select_related("application")}
        new, changed = [], []
        for person in self.people:
            place = found.get(self.users[person.email].pk)
            if place is None:
                new.append(person)
            elif place.confirmed_at is None and self._changes_place(place, person):
                changed.append(person)
        places = [found[self.users[person.email].pk] for person in changed]
        Enrolment.objects.bulk_update(places, ["capacity"])
        applications = [place.application for place in places if hasattr(place, "application")]
        Application.objects.bulk_update(applications, ["capacity", "goals_or_offer", "tracks"])
        self._note(changed)
        self._enrol(new)
        self.settled = {pk for pk, place in found.items() if place.confirmed_at is not None}

    def _changes_place(self, place: Enrolment, person: Person) -> bool:
        changed = _take_over(place, {"capacity": person.capacity})
        if hasattr(place, "application"):
            changed |= _take_over(place.application, _application_facts(person))
        return changed

    def _enrol(self, people: list[Person]) -> None:
        now = timezone.now()
        who = [{"cohort": self.cohort, "person": self.users[person.email], "role": person.role} for person in people]
        places = [Enrolment(capacity=person.capacity, **facts) for person, facts in zip(people, who, strict=True)]
        decision = {"status": Application.Status.ADMITTED, "submitted_at": now, "decided_at": now, "decided_by": self.by}
        Enrolment.objects.bulk_create(places)
        Application.objects.bulk_create(
            Application(enrolment=place, **decision, **facts, **_application_facts(person))
            for person, place, facts in zip(people, places, who, strict=True)
        )
        self.created = {person.email for person in people}

    def _wishes(self) -> None:
        """Wishes of those who have not settled in; about whoever is in the file or already in the cohort.

        A conflict of interest, which a roster cannot say, stays."""
        wishers = [person for person in self.people if self.users[person.email].pk not in self.settled]
        keys = {place.person.email.lower(): place.person_id for place in self.cohort.enrolments.select_related("person")}
        kinds = [(p, Wish.Kind.PREFER, p.wishes) for p in wishers] + [(p, Wish.Kind.AVOID, p.avoids) for p in wishers]
        wanted = {(self.users[p.email].pk, keys[email], kind.value): p.email for p, kind, emails in kinds for email in emails}
        found = Wish.objects.filter(cohort=self.cohort, person__in=[self.users[person.email] for person in wishers])
        conflicts = {(wish.person_id, wish.about_id, wish.kind): "" for wish in found if wish.kind == Wish.Kind.CONFLICT}
        declared = {key[:2] for key in conflicts}
        wanted = {key: email for key, email in wanted.items() if key[:2] not in declared} | conflicts
        self._replace(wanted, found, ["person_id", "about_id", "kind"], cohort=self.cohort)

    def _replace(self, wanted: dict[tuple, str], found, columns: list[str], **facts) -> None:
        """Delete the rows that are not wanted, make those that are missing; `wanted` maps their columns to whose they are."""
        rows = {tuple(getattr(row, column) for column in columns): row for row in found}
        gone = [row for key, row in rows.items() if key not in wanted]
        new = [key for key in wanted if key not in rows]
        found.filter(pk__in=[row.pk for row in gone]).delete()
        found.model.objects.bulk_create(found.model(**dict(zip(columns, key, strict=True)), **facts) for key in new)
        owners = {row.person_id for row in gone}
        self.updated |= {wanted[key] for key in new} | {email for email, user in self.users.items() if user.pk in owners}

    def _note(self, people: list[Person]) -> None:
        self.updated |= {person.email for person in people}


_PROFILE_FIELDS = ["pronouns", "field", "stage", "organisation", "linkedin", "english_help", "languages"]


def _profile_facts(person: Person) -> dict:
    return {name: getattr(person, name) for name in _PROFILE_FIELDS} | {"languages": list(person.languages)}


def _application_facts(person: Person) -> dict:
    return {"capacity": person.capacity, "goals_or_offer": person.goals_or_offer, "tracks": list(person.tracks)}
