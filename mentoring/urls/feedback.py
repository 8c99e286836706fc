from django.urls import path

from mentoring.views import feedback

app_name = "feedback"
urlpatterns = [
    path("sessions/<uuid:pk>/feedback/", feedback.give, name="give"),
    path("feedback/<uuid:pk>/", feedback.show, name="show"),
    path("cohorts/<slug:slug>/feedback/", feedback.overview, name="overview"),
    path("private-lines/<uuid:pk>/", feedback.line, name="line"),
    path("sessions/<uuid:pk>/gaps/<slug:question>/seen/", feedback.see_gap, name="see_gap"),
]
