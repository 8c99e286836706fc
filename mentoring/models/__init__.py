from mentoring.models.people import Profile, User

__all__ = ["Profile", "User"]
