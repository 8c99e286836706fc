from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Who meets whom, when, and what comes of it."""

    name = "mentoring"

    def ready(self):
        from etiquette.registry import compose_with, follow_absences, tell_news_with
        from mentoring import occasions
        from mentoring.actions import absences, invitations, places
        from mentoring.models import News

        occasions.announce()
        follow_absences(absences.follow)
        tell_news_with(News.objects.tell)
        compose_with("session_reminder", invitations.compose_reminder)
        compose_with("place_reminder", places.compose_reminder)
