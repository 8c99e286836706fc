"""Who gets what from every address: status of GET for guest, outsider, mentee, mentor, admin.

302 is a guest sent to sign in (or a page that sends on), 404 a page that does not exist for that person,
405 an act that only a POST does. A new route without a row here fails `test_doors.py`.
"""

from tests.doors.table import cohorts, conversations, development, etiquette, gurukool, meetings, people, selection

AREAS = [people, cohorts, selection, meetings, conversations, development, etiquette, gurukool]
TABLE = {name: row for area in AREAS for name, row in area.ROWS.items()}
