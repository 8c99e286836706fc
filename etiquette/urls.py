"""The pages of etiquette, one namespace per noun."""

from django.urls import include, path

from etiquette.views import checklists, coach, duties, handbook, mail, outbox, record, rules, selfcheck, thanks

duties_urls = [
    path("owed/", duties.owed, name="owed"),
    path("owed/<uuid:pk>/promise/", duties.promise, name="promise"),
    path("owed/<uuid:pk>/more-time/", duties.ask, name="ask"),
    path("owed/requests/<uuid:pk>/", duties.request, name="request"),
    path("owed/requests/<uuid:pk>/agree/", duties.agree, name="agree"),
    path("owed/requests/<uuid:pk>/keep/", duties.keep, name="keep"),
    path("overdue/", duties.overdue, name="overdue"),
]
checklists_urls = [
    path("<slug:moment>/<uuid:about>/", checklists.show, name="show"),
    path("<slug:moment>/<uuid:about>/<uuid:step>/tick/", checklists.tick, name="tick"),
    path("<slug:moment>/<uuid:about>/<uuid:step>/untick/", checklists.untick, name="untick"),
]
coach_urls = [
    path("ignored/<uuid:pk>/hear/", coach.hear, name="hear"),
    path("<slug:surface>/", coach.advise, name="advise"),
    path("<slug:surface>/ignore/<slug:code>/", coach.ignore, name="ignore"),
]
handbook_urls = [
    path("", handbook.index, name="index"),
    path("all/", handbook.all, name="all"),
    path("self-check/", selfcheck.start, name="self_check"),
    path("self-check/<int:number>/", selfcheck.scene, name="scene"),
    path("self-check/end/", selfcheck.end, name="end"),
    path("self-check/forget/", selfcheck.forget, name="forget"),
    path("self-check/put-aside/", selfcheck.put_aside, name="put_aside"),
    path("<slug:code>/", handbook.page, name="page"),
]
mail_urls = [
    path("preferences/", mail.preferences, name="preferences"),
    path("away/", mail.away, name="away"),
    path("away/<uuid:pk>/back/", mail.back, name="back"),
    path("unsubscribe/<str:token>/", mail.unsubscribe, name="unsubscribe"),
]
outbox_urls = [
    path("", outbox.list, name="list"),
    path("<uuid:pk>/", outbox.show, name="show"),
    path("<uuid:pk>/retry/", outbox.retry, name="retry"),
]
record_urls = [
    path("", record.mine, name="mine"),
    path("not-right/<str:kind>/<uuid:pk>/", record.ask, name="ask"),
    path("corrections/", record.corrections, name="corrections"),
    path("corrections/<uuid:pk>/", record.correction, name="correction"),
    path("of/<uuid:pk>/", record.counts, name="counts"),
]
rules_urls = [
    path("", rules.list, name="list"),
    path("<uuid:pk>/", rules.edit, name="edit"),
]
thanks_urls = [
    path("", thanks.list, name="list"),
    path("wall/", thanks.on_the_wall, name="on_the_wall"),
    path("<uuid:pk>/", thanks.show, name="show"),
    path("<uuid:pk>/agree/", thanks.agree, name="agree"),
    path("<uuid:pk>/withdraw/", thanks.withdraw, name="withdraw"),
    path("later/<uuid:pk>/", thanks.tell, name="tell"),
]

urlpatterns = [
    path("", include((duties_urls, "duties"))),
    path("checklists/", include((checklists_urls, "checklists"))),
    path("coach/", include((coach_urls, "coach"))),
    path("handbook/", include((handbook_urls, "handbook"))),
    path("mail/", include((mail_urls, "mail"))),
    path("outbox/", include((outbox_urls, "outbox"))),
    path("record/", include((record_urls, "record"))),
    path("rules/", include((rules_urls, "rules"))),
    path("thanks/", include((thanks_urls, "thanks"))),
]
