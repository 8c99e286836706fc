from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Who meets whom, when, and what comes of it."""

    name = "mentoring"

    def ready(self):
        from etiquette.registry import follow_absences
        from mentoring import occasions
        from mentoring.actions import absences

        occasions.announce()
        follow_absences(absences.follow)
