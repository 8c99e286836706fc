from etiquette.models.advice import IgnoredAdvice
from etiquette.models.checklists import Checklist, Step, Tick
from etiquette.models.duties import Duty
from etiquette.models.emails import Email, Heartbeat
from etiquette.models.handbook import SelfCheck, Wording
from etiquette.models.more_time import MoreTime
from etiquette.models.preferences import Absence, MailPreference
from etiquette.models.records import Correction, Incident
from etiquette.models.rules import Norm, Rule
from etiquette.models.thanks import FollowUp, ThankYou

__all__ = [
    "Absence",
    "Checklist",
    "Correction",
    "Duty",
    "Email",
    "FollowUp",
    "Heartbeat",
    "IgnoredAdvice",
    "Incident",
    "MailPreference",
    "MoreTime",
    "Norm",
    "Rule",
    "SelfCheck",
    "Step",
    "ThankYou",
    "Tick",
    "Wording",
]
