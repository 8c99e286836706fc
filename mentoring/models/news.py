"""What is new for a person: written with the act itself, so that home reads one short index."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from gurukool.lib.records import Record


class NewsQuerySet(models.QuerySet):
    def latest_for(self, person):
        return self.filter(person=person, created_at__lte=timezone.now()).order_by("-created_at")

    def tell(self, person, tag, text, about, at=None):
        """Write one line for `person` that leads to the page of `about`; with `at`, they see it from that moment on."""
        line = self.create(person=person, tag=tag, text=text, url=about.get_absolute_url())
        if at:
            self.filter(pk=line.pk).update(created_at=at)

    def tell_all(self, people, tag, text, about):
        """The same line for many, in one statement."""
        url, text = about.get_absolute_url(), text[:300]
        return self.bulk_create(News(person=person, tag=tag, text=text, url=url) for person in people)

    def take_back(self, about):
        """What was told of `about` is no longer true."""
        self.filter(url=about.get_absolute_url()).delete()


class News(Record):
    """One line on one person's home page: a tag, a sentence, the page it leads to."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="news")
    tag = models.CharField(max_length=20)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300)

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "news"
        indexes = [models.Index(fields=["person", "-created_at"], name="news_latest")]

    def __str__(self):
        return self.text
