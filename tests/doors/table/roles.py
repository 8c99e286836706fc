"""Status of GET for guest, outsider, mentee, mentor, admin, under names."""

PUBLIC = (200, 200, 200, 200, 200)
MEMBERS = (302, 200, 200, 200, 200)  # signed-in people, each seeing their own
ADMINS = (302, 404, 404, 404, 200)
PAIR = (302, 404, 200, 200, 404)
MENTEE = (302, 404, 200, 404, 404)
MENTOR = (302, 404, 404, 200, 404)
POST = (302, 405, 405, 405, 405)
ADMIN_POST = (302, 404, 404, 404, 405)
