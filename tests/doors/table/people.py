"""People, their week, and what they leave behind."""

from tests.doors.table.roles import MEMBERS, MENTEE, MENTOR, POST, PUBLIC

ROWS = {
    "home": ("/", MEMBERS),
    "people:profile": ("/profile/", MEMBERS),
    "people:clock": ("/profile/clock/", POST),
    "people:card": ("/people/{person}/", (302, 404, 200, 200, 200)),
    "certificates:verify": ("/certificates/", PUBLIC),
    "certificates:show": ("/certificates/{certificate}/", PUBLIC),
    "certificates:download": ("/certificates/{certificate}/pdf/", MENTEE),
    "lineage:show": ("/family-tree/", MEMBERS),
    "lineage:choose": ("/family-tree/choose/", POST),
    "weeks:show": ("/week/", MEMBERS),
    "mentees:index": ("/mentees/", MENTOR),
    "kudos:index": ("/kudos/", MEMBERS),
    "kudos:give": ("/places/{mentor_place}/kudos/", MENTEE),  # maya may not praise herself; admins are not in the cohort
}
