"""`manage.py seed_demo`: a believable programme to look around in."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mentoring.demo import cast
from mentoring.demo.programme import STARTS_AFTER
from mentoring.demo.seeding import is_empty, seed
from mentoring.models import User

LOGINS = [
    ("mentor", "maya@example.org", "Maya Iyer, New York"),
    ("mentee", "mina@example.org", "Mina Das, Kolkata"),
    ("admin", cast.OLGA[0], "Olga Petersen, Berlin"),
]


class Command(BaseCommand):
    help = "Fill an empty development database with a demo programme at a stage of its life."

    def add_arguments(self, parser):
        parser.add_argument("--stage", choices=list(STARTS_AFTER), default="running")
        parser.add_argument("--if-empty", action="store_true", help="when somebody is there already, only print the logins")

    def handle(self, *, stage, if_empty, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo has well-known passwords, so it stays out of production.")
        if is_empty():
            self.stdout.write(f"Telling the demo's story (stage: {stage}) …")
            seed(stage)
        elif not if_empty:
            raise CommandError(
                "Somebody lives in this database already: remove .data/, or point DATABASE_URL to an empty one, and try again."
            )
        self._print_logins_of_demo()

    def _print_logins_of_demo(self):
        if User.objects.filter(email=cast.OLGA[0]).exists():
            self.stdout.write(logins())


def logins() -> str:
    """A table of who can sign in, by role."""
    rows = [f"  {role:<8}{email:<20}{cast.PASSWORD:<16}{who}" for role, email, who in LOGINS]
    return "\n".join(["Sign in as", *rows, "Everybody else signs in with a code by mail."])
