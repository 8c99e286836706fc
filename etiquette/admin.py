"""Django's own admin: for looking closely, not the programme admins' workplace."""

from django.contrib import admin

from etiquette import models


@admin.register(models.Norm)
class NormAdmin(admin.ModelAdmin):
    list_display = ["code", "name"]


@admin.register(models.Rule)
class RuleAdmin(admin.ModelAdmin):
    list_display = ["occasion", "role", "act", "within", "scope", "active"]
    list_filter = ["active", "occasion"]


@admin.register(models.Duty)
class DutyAdmin(admin.ModelAdmin):
    list_display = ["act", "person", "due_at", "status", "stage"]
    list_filter = ["status", "act"]
    list_select_related = ["person"]
    raw_id_fields = ["person", "owed_to", "rule"]


@admin.register(models.Email)
class EmailAdmin(admin.ModelAdmin):
    list_display = ["kind", "to_address", "status", "attempts", "created_at"]
    list_filter = ["status", "kind"]
    exclude = ["body_text", "body_html", "calendar"]
    raw_id_fields = ["person", "duty"]


class StepInline(admin.TabularInline):
    model = models.Step


@admin.register(models.Checklist)
class ChecklistAdmin(admin.ModelAdmin):
    inlines = [StepInline]


@admin.register(models.MailPreference, models.Absence)
class PersonalAdmin(admin.ModelAdmin):
    raw_id_fields = ["person"]


@admin.register(models.ThankYou)
class ThankYouAdmin(admin.ModelAdmin):
    list_display = ["sender", "recipient", "outcome", "created_at"]
    list_select_related = ["sender", "recipient"]
    exclude = ["text"]
    raw_id_fields = ["sender", "recipient"]
