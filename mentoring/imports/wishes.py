"""What people wished for, said on paper or in a survey."""

from mentoring.actions import wishes
from mentoring.imports import cells
from mentoring.imports.finding import Places
from mentoring.imports.kinds import Column, Import, Row, Sheet, Taken, WrongRow, judged, once_each
from mentoring.models import Cohort, User, Wish

WHO, WISH, ABOUT = "Their e-mail", "Wish", "About, e-mail"
KINDS = ", ".join(kind.label for kind in Wish.Kind)
COLUMNS = [
    Column(WHO, "email", cells.email, "must be filled: whose wish it is", needed=True),
    Column(WISH, "kind", lambda cell: cells.chosen(cell, Wish.Kind), f"must be filled: {KINDS}", needed=True),
    Column(ABOUT, "about", cells.email, "must be filled: a mentor for a mentee, a mentee for a mentor", needed=True),
]


def take(cohort: Cohort, sheet: Sheet, by: User | None) -> Taken:
    """Keep each wish; what people who confirmed their place wished for themselves stays, and so does every conflict of interest."""
    rows, twice = once_each(sheet.rows, lambda row: (row["email"], row["about"]), ABOUT)
    desk = _Desk(cohort, rows)
    found, wrong = judged(rows, desk.wish)
    new = [wish for wish in found if wish and wish._state.adding]
    changed = [wish for wish in found if wish and not wish._state.adding]
    wishes.record([*new, *changed])
    return Taken(len(new), len(changed), found.count(None), [*sheet.problems, *twice, *wrong])


class _Desk:
    """The people and wishes of a cohort, as the file finds them."""

    def __init__(self, cohort: Cohort, rows: list[Row]):
        self.cohort, self.places = cohort, Places(cohort, [row[who] for row in rows for who in ("email", "about")])
        self.wishes = {(wish.person_id, wish.about_id): wish for wish in cohort.wishes.all()}

    def wish(self, row: Row) -> Wish | None:
        """The wish, changed or new; None: it stands there already."""
        mine, theirs = self.places.of(row["email"], WHO), self.places.of(row["about"], ABOUT)
        if mine.role == theirs.role:
            raise WrongRow(ABOUT, f"Both are {mine.role}s: a wish is about somebody on the other side.")
        old = self.wishes.get((mine.person_id, theirs.person_id))
        if old is None:
            return Wish(cohort=self.cohort, person=mine.person, about=theirs.person, kind=row["kind"])
        if old.kind == row["kind"]:
            return None
        if old.kind == Wish.Kind.CONFLICT or mine.confirmed_at:
            raise WrongRow(WISH, f"{mine.person} has said “{old.get_kind_display()}”, and only they change that.")
        old.kind = row["kind"]
        return old


WISHES = Import("wishes", "Wishes", "Who would like to work with whom, and who would rather not.", lambda cohort: COLUMNS, take)
