"""The unit of account: a bare view beside our own pages."""

from django.http import HttpResponse
from django.template import engines
from django.urls import path

from gurukool.urls import *  # noqa: F403 - our pages stay where they are
from gurukool.urls import urlpatterns as ours
from mentoring.models import User

PAGE = engines["django"].from_string(
    """{% extends "base.html" %}{% block title %}Bare{% endblock %}
    {% block content %}<ul>{% for person in people %}<li>{{ person.name }}</li>{% endfor %}</ul>{% endblock %}"""
)


def bare(request):
    """Login session, person, one list of ten rows, the base template."""
    people = list(User.objects.filter(is_active=True).order_by("pk")[:10])
    return HttpResponse(PAGE.render({"people": people}, request))


urlpatterns = [path("bare/", bare), *ours]
