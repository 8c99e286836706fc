"""The occasions mentoring announces to etiquette."""


def announce():
    """Register occasions and acts; called once when the app is ready."""
