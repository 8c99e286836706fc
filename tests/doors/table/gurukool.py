"""Accounts, and what belongs to the house itself."""

from tests.doors.table.roles import MEMBERS, PUBLIC

ROWS = {
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
