"""Every address of the product, from one root."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from gurukool import health

handler403 = "gurukool.errors.hidden"
handler500 = "gurukool.errors.broken"

urlpatterns = [
    path("", include("mentoring.urls")),
    path("", include("etiquette.urls")),
    path("django-admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("healthz", health.page, name="healthz"),
]

if settings.MAILBOX_DIR:
    urlpatterns.append(path("mailbox/", include("gurukool.mailbox.urls")))

if not settings.PRODUCTION:
    from gurukool.look import gallery

    urlpatterns.append(path("look/", gallery, name="look"))
