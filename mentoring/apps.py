from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Who meets whom, when, and what comes of it."""

    name = "mentoring"

    def ready(self):
        from etiquette.registry import compose_with, find_doors_with, find_scopes_with, follow_absences, tell_news_with
        from mentoring import moments, occasions
        from mentoring.actions import absences, invitations, places
        from mentoring.models import News
        from mentoring.selectors import rulebook

        occasions.announce()
        moments.announce()
        follow_absences(absences.follow)
        tell_news_with(News.objects.tell)
        compose_with("session_reminder", invitations.compose_reminder)
        compose_with("group_reminder", invitations.compose_reminder)
        compose_with("place_reminder", places.compose_reminder)
        find_scopes_with(rulebook.scopes_of)
        find_doors_with(rulebook.doors)
