from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EtiquetteConfig(AppConfig):
    """What people owe each other, and how we remind them."""

    name = "etiquette"

    def ready(self):
        from etiquette import reminders, seeding

        reminders.start()
        post_migrate.connect(seeding.plant, sender=self, dispatch_uid="etiquette.seeding")
