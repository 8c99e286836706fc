"""What an application says, to whoever reads the page."""

from django import template

from mentoring.models import Answer

register = template.Library()


@register.simple_tag
def answers_of(application, user):
    """The answers to a cohort's own questions that `user` may read, in the order of the form: one query."""
    return list(Answer.objects.visible_to(user).filter(application=application).shown())
