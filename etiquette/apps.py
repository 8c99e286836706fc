from django.apps import AppConfig


class EtiquetteConfig(AppConfig):
    """What people owe each other, and how we remind them."""

    name = "etiquette"
