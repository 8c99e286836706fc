"""Django's own admin: for looking closely and putting a time right, not the programme admins' workplace."""

from django.contrib import admin, messages
from django.shortcuts import redirect

from gurukool.lib.refusals import Refused
from mentoring.actions import moves
from mentoring.models import Attendance, Session

CORRECTED = "The programme put the time right."


class AttendanceInline(admin.TabularInline):
    model = Attendance
    fields = readonly_fields = ["person", "role", "status", "sequence", "came"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    """Only the time can be changed, by the same action as on the pages: the constraint, the mails and the calendars follow."""

    list_display = ["during", "host", "format", "status", "cohort"]
    list_filter = ["status", "format"]
    list_select_related = ["host", "cohort"]
    fields = ["during", "host", "format", "status", "cohort"]
    readonly_fields = ["host", "format", "status", "cohort"]
    inlines = [AttendanceInline]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        if "during" in form.changed_data:
            moves.correct(obj, request.user, form.cleaned_data["during"], CORRECTED)

    def changeform_view(self, request, *args, **kwargs):
        """A refusal in words, with nothing written: the transaction around the form is over by then."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.path)
