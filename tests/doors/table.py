"""Who gets what from every address: status of GET for guest, outsider, mentee, mentor, admin.

302 is a guest sent to sign in (or a page that sends on), 404 a page that does not exist for that person,
405 an act that only a POST does. A new route without a row here fails `test_doors.py`.
"""

PUBLIC = (200, 200, 200, 200, 200)
MEMBERS = (302, 200, 200, 200, 200)  # signed-in people, each seeing their own
ADMINS = (302, 404, 404, 404, 200)
PAIR = (302, 404, 200, 200, 404)
MENTEE = (302, 404, 200, 404, 404)
MENTOR = (302, 404, 404, 200, 404)
POST = (302, 405, 405, 405, 405)
ADMIN_POST = (302, 404, 404, 404, 405)

TABLE = {
    "home": ("/", MEMBERS),
    "people:profile": ("/profile/", MEMBERS),
    "people:card": ("/people/{person}/", (302, 404, 200, 200, 200)),
    "cohorts:index": ("/cohorts/", PUBLIC),
    "cohorts:show": ("/cohorts/{cohort}/", PUBLIC),
    "cohorts:new": ("/cohorts/new/", ADMINS),
    "cohorts:edit": ("/cohorts/{cohort}/edit/", ADMINS),
    "cohorts:board": ("/cohorts/{cohort}/board/", ADMINS),
    "cohorts:invite": ("/cohorts/{cohort}/invite/", ADMINS),
    "cohorts:place": ("/places/{place}/", (302, 404, 200, 404, 200)),
    "cohorts:confirm": ("/places/{place}/confirm/", POST),
    "cohorts:leave": ("/places/{place}/leave/", POST),
    "applications:apply": ("/cohorts/{cohort}/apply/mentee/", (302, 302, 302, 302, 302)),  # this cohort's applications have closed
    "applications:index": ("/cohorts/{cohort}/applications/", ADMINS),
    "applications:show": ("/applications/{application}/", (302, 404, 200, 404, 200)),
    "applications:withdraw": ("/applications/{application}/withdraw/", POST),
    "applications:decide": ("/applications/{application}/decide/", ADMINS),
    "availability:edit": ("/hours/", MEMBERS),
    "availability:override": ("/hours/dates/", POST),
    "availability:forget": ("/hours/dates/{override}/forget/", POST),
    "sessions:index": ("/sessions/", MEMBERS),
    "sessions:book": ("/matches/{match}/book/", MENTEE),
    "sessions:show": ("/sessions/{coming}/", PAIR),
    "sessions:cancel": ("/sessions/{coming}/cancel/", PAIR),
    "sessions:settle": ("/sessions/{coming}/settle/", PAIR),
    "sessions:thank": ("/sessions/{held}/thank/", (302, 404, 200, 302, 404)),
    "sessions:calendar": ("/sessions/{coming}/calendar.ics", PAIR),
    "sessions:prepare": ("/sessions/{coming}/prepare/", (302, 404, 200, 302, 404)),
    "sessions:brief": ("/sessions/{coming}/brief/", MENTOR),
    "sessions:read": ("/sessions/{coming}/brief/read/", POST),
    "introductions:write": ("/places/{place}/introduction/", MENTEE),
    "introductions:index": ("/cohorts/{cohort}/introductions/", (302, 404, 404, 200, 200)),
    "introductions:show": ("/introductions/{introduction}/", (302, 404, 200, 200, 200)),
    "introductions:review": ("/introductions/{introduction}/review/", MENTOR),
    "conversations:index": ("/conversations/", MEMBERS),
    "conversations:show": ("/matches/{match}/", PAIR),
    "conversations:answer": ("/messages/{message}/", MENTOR),
    "conversations:received": ("/messages/{message}/received/", POST),
    "conversations:promise": ("/messages/{message}/promise/", POST),
    "feedback:give": ("/sessions/{held}/feedback/", (302, 404, 200, 302, 404)),
    "feedback:show": ("/feedback/{feedback}/", PAIR),
    "matching:board": ("/cohorts/{cohort}/matching/", ADMINS),
    "matching:propose": ("/places/{place}/propose/", ADMIN_POST),
    "matching:remove": ("/matches/{match}/remove/", ADMIN_POST),
    "approvals:show": ("/cohorts/{cohort}/approval/", ADMINS),
    "approvals:approve": ("/cohorts/{cohort}/approval/approve/", ADMIN_POST),
    "rosters:upload": ("/cohorts/{cohort}/roster/", ADMINS),
    "rosters:confirm": ("/cohorts/{cohort}/roster/import/", ADMIN_POST),
    "duties:owed": ("/owed/", MEMBERS),
    "duties:promise": ("/owed/{duty}/promise/", MENTEE),
    "duties:overdue": ("/overdue/", ADMINS),
    "checklists:show": ("/checklists/{checklist}/", (302, 404, 200, 200, 200)),
    "checklists:tick": ("/checklists/{checklist}/{step}/tick/", POST),
    "checklists:untick": ("/checklists/{checklist}/{step}/untick/", POST),
    "mail:preferences": ("/mail/preferences/", MEMBERS),
    "mail:away": ("/mail/away/", MEMBERS),
    "mail:back": ("/mail/away/{absence}/back/", POST),
    "mail:unsubscribe": ("/mail/unsubscribe/{token}/", PUBLIC),
    "outbox:list": ("/outbox/", ADMINS),
    "outbox:show": ("/outbox/{email}/", ADMINS),
    "outbox:retry": ("/outbox/{email}/retry/", ADMIN_POST),
    "rules:list": ("/rules/", ADMINS),
    "rules:edit": ("/rules/{rule}/", ADMINS),
    "thanks:list": ("/thanks/", MEMBERS),
    "thanks:show": ("/thanks/{note}/", (302, 404, 200, 200, 200)),
    "account_login": ("/accounts/login/", (200, 302, 302, 302, 302)),
    "account_logout": ("/accounts/logout/", (302, 200, 200, 200, 200)),
    "account_inactive": ("/accounts/inactive/", PUBLIC),
    "account_signup": ("/accounts/signup/", (200, 302, 302, 302, 302)),
    "account_reauthenticate": ("/accounts/reauthenticate/", (302, 404, 404, 404, 404)),  # the cast has no passwords
    "account_email": ("/accounts/email/", MEMBERS),
    "account_email_verification_sent": ("/accounts/confirm-email/", (302, 302, 302, 302, 302)),
    "account_change_password": ("/accounts/password/change/", (302, 302, 302, 302, 302)),
    "account_set_password": ("/accounts/password/set/", MEMBERS),
    "account_reset_password": ("/accounts/password/reset/", PUBLIC),
    "account_reset_password_done": ("/accounts/password/reset/done/", PUBLIC),
    "account_reset_password_from_key": ("/accounts/password/reset/key/1-guess/", PUBLIC),
    "account_reset_password_from_key_done": ("/accounts/password/reset/key/done/", PUBLIC),
    "account_request_login_code": ("/accounts/login/code/", (200, 302, 302, 302, 302)),
    "account_confirm_login_code": ("/accounts/login/code/confirm/", (302, 302, 302, 302, 302)),
    "look": ("/look/", PUBLIC),  # development only
    "healthz": ("/healthz", None),  # 200 or 503 by the state of the services, to anyone: tests/gurukool/test_health.py
    "mailbox:index": ("/mailbox/", None),  # development only: tests/gurukool/test_mailbox.py
    "mailbox:letter": ("/mailbox/x/", None),
    "mailbox:html": ("/mailbox/x/html/", None),
    "mailbox:attachment": ("/mailbox/x/attachment/0/", None),
}
