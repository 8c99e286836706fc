from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EtiquetteConfig(AppConfig):
    """What people owe each other, and how we remind them."""

    name = "etiquette"

    def ready(self):
        from etiquette import registry
        from etiquette.ledger import outcomes
        from etiquette.reminding import digests, reminders, telling
        from etiquette.rulebook import seeding

        reminders.start()
        telling.start()
        digests.start()
        outcomes.start()
        registry.register_kind("correction", "An admin answers what you said about your record", written_by_admin=True)
        registry.register_kind("more_time_asked", "Somebody asks you for more time")
        registry.register_kind("more_time_questioned", "Whoever you asked for more time would like to know more")
        post_migrate.connect(seeding.plant, sender=self, dispatch_uid="etiquette.seeding")
