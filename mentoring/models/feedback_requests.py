"""“Ask for feedback on …” (rule M5): one thing, two or three prompts, a scale, a day."""

from django.db import models

from mentoring.models.requests import Request
from mentoring.models.uploads import delete_with_row, private_storage, request_name


class FeedbackRequest(Request):
    """A mentee asks a mentor about one specific thing; the answer arrives as Feedback."""

    kind = "feedback_requests"
    waits_move_the_day = True  # the days a question back took are given to the mentor again

    subject = models.CharField("what about", max_length=120)
    note = models.TextField("what to know first", blank=True)
    prompts = models.JSONField(default=list)  # two or three questions; the answers stand in the feedback
    file = models.FileField(storage=private_storage, upload_to=request_name, max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)

    class Meta(Request.Meta):
        abstract = False

    def __str__(self):
        return f"{self.asker}'s request for feedback on {self.subject}"


models.signals.post_delete.connect(delete_with_row, sender=FeedbackRequest)
