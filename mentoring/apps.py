from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Who meets whom, when, and what comes of it."""

    name = "mentoring"

    def ready(self):
        from mentoring import occasions

        occasions.announce()
