"""The occasions mentoring announces to etiquette, and the pages where the acts owed are done."""


def announce():
    """Register occasions and acts; called once when the app is ready."""
