"""How messages are shown: what is cited set apart, what was searched for marked."""

from django import template
from django.utils.html import format_html, format_html_join

from mentoring.correspondence import citing
from mentoring.models.conversations import MARK_FROM, MARK_TO

register = template.Library()


@register.filter
def said(text: str):
    """A message as HTML: its own words keep their lines, cited ones stand in a `blockquote`."""
    cite, own = '<blockquote class="letters">{}</blockquote>', '<div class="letters">{}</div>'
    return format_html_join("", "{}", ((format_html(cite if is_cited else own, piece),) for is_cited, piece in citing.pieces(text)))


@register.filter
def marked(excerpt: str):
    """What Postgres found, its marks as `mark`."""
    before, *rest = excerpt.split(MARK_FROM)
    pairs = [piece.partition(MARK_TO) for piece in rest]
    return format_html("{}{}", before, format_html_join("", "<mark>{}</mark>{}", ((found, after) for found, _, after in pairs)))
