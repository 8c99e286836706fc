"""From an application to a decision."""

from tests.doors.table.roles import ADMIN_POST, ADMINS, MENTOR, POST

ROWS = {
    "applications:apply": ("/cohorts/{cohort}/apply/mentee/", (302, 302, 302, 302, 302)),  # this cohort's applications have closed
    "applications:autosave": ("/cohorts/{cohort}/apply/mentee/autosave/", POST),
    "applications:index": ("/cohorts/{cohort}/applications/", ADMINS),
    "applications:show": ("/applications/{application}/", (302, 404, 200, 404, 200)),
    "applications:versions": ("/applications/{application}/versions/", ADMINS),
    "applications:file": ("/files/{file}/", (302, 404, 200, 200, 200)),  # maya reviews this application
    "applications:withdraw": ("/applications/{application}/withdraw/", POST),
    "applications:decide": ("/applications/{application}/decide/", ADMINS),
    "application_forms:show": ("/cohorts/{cohort}/form/mentee/", ADMINS),
    "application_forms:add": ("/cohorts/{cohort}/form/mentee/add/long/", ADMINS),
    "application_forms:copy": ("/cohorts/{cohort}/form/mentee/copy/", ADMIN_POST),
    "application_forms:preview": ("/cohorts/{cohort}/form/mentee/preview/", ADMINS),
    "application_forms:edit": ("/form-questions/{form_question}/", ADMINS),
    "application_forms:move": ("/form-questions/{form_question}/move/up/", ADMIN_POST),
    "application_forms:remove": ("/form-questions/{form_question}/remove/", ADMIN_POST),
    "reviews:index": ("/cohorts/{cohort}/reviews/", ADMINS),
    "reviews:assign": ("/cohorts/{cohort}/reviews/assign/", ADMIN_POST),
    "reviews:setup": ("/cohorts/{cohort}/reviews/setup/", ADMINS),
    "reviews:rubric": ("/cohorts/{cohort}/reviews/rubric/mentee/", ADMINS),
    "reviews:name": ("/cohorts/{cohort}/reviewers/name/", ADMIN_POST),
    "reviews:free": ("/reviewers/{reviewer}/free/", ADMIN_POST),
    "reviews:pile": ("/reviewers/{reviewer}/", (302, 404, 404, 200, 200)),
    "reviews:review": ("/reviews/{review}/", MENTOR),
    "reviews:aside": ("/reviews/{review}/aside/", POST),
    "reviews:show": ("/applications/{application}/reviews/", ADMINS),
    "revisions:ask": ("/applications/{application}/ask/", (302, 404, 404, 200, 200)),
    "revisions:show": ("/revisions/{revision}/", (302, 404, 200, 404, 200)),
    "decisions:index": ("/cohorts/{cohort}/decisions/", ADMINS),
    "decisions:choose": ("/cohorts/{cohort}/decisions/choose/", ADMIN_POST),
    "decisions:release": ("/cohorts/{cohort}/decisions/release/", ADMIN_POST),
    "decisions:show": ("/decisions/{decision}/", ADMINS),
    "decisions:silence": ("/decisions/{decision}/silence/", ADMIN_POST),
    "decisions:undo": ("/decisions/{decision}/undo/", ADMIN_POST),
    "waitlists:show": ("/cohorts/{cohort}/waitlist/", ADMINS),
    "waitlists:statistics": ("/cohorts/{cohort}/statistics/", ADMINS),
    "waitlists:move": ("/applications/{application}/move/", ADMIN_POST),
}
