"""One file per noun; import from here."""

from mentoring.models.action_items import ActionItem
from mentoring.models.agreements import Agreement, Signature
from mentoring.models.announcements import Announcement, AnnouncementReceipt
from mentoring.models.application_forms import Answer, AnswerFile, FormQuestion
from mentoring.models.applications import Application
from mentoring.models.approvals import Approval, ApprovalTick
from mentoring.models.attachments import Attachment
from mentoring.models.availability import Availability, DateOverride, Journey, Weekday, WeeklyHours
from mentoring.models.blocks import Block
from mentoring.models.busy import BusyCalendar, BusyTime, FreeTime
from mentoring.models.closings import Certificate, ClosingLetter, Survey
from mentoring.models.cohorts import Cohort, Enrolment, Role
from mentoring.models.comments import Comment
from mentoring.models.concerns import Concern
from mentoring.models.conversations import Message
from mentoring.models.correspondence import InboundMail
from mentoring.models.decisions import Decision, Tally
from mentoring.models.development import Goal, SelfAssessment
from mentoring.models.disputes import Dispute
from mentoring.models.documents import Document
from mentoring.models.extensions import Extension
from mentoring.models.feedback import Feedback
from mentoring.models.feedback_requests import FeedbackRequest
from mentoring.models.feeds import CalendarFeed
from mentoring.models.gaps import SeenGap
from mentoring.models.groups import Group, Waiting
from mentoring.models.introductions import Introduction, IntroductionReview, IntroductionVersion, Remark
from mentoring.models.kinds import Kind
from mentoring.models.kudos import Kudos
from mentoring.models.letter_requests import LetterRequest
from mentoring.models.matching import Match, Wish
from mentoring.models.message_drafts import MessageDraft
from mentoring.models.moves import Move
from mentoring.models.news import News
from mentoring.models.openings import Opening
from mentoring.models.pairs import OpenPair
from mentoring.models.people import Profile, User
from mentoring.models.plans import Plan
from mentoring.models.preparations import Preparation, Question
from mentoring.models.private_lines import PrivateLine
from mentoring.models.proposals import Proposal
from mentoring.models.pulses import Pulse
from mentoring.models.readings import Reading
from mentoring.models.reviews import Criterion, Review, Reviewer, ReviewPlan, Score
from mentoring.models.revisions import RevisionRequest
from mentoring.models.series import Series
from mentoring.models.sessions import Attendance, Session
from mentoring.models.versions import ApplicationVersion

__all__ = [
    "Announcement",
    "AnnouncementReceipt",
    "ActionItem",
    "Agreement",
    "Answer",
    "AnswerFile",
    "Application",
    "ApplicationVersion",
    "Approval",
    "ApprovalTick",
    "Attachment",
    "Attendance",
    "Availability",
    "Block",
    "BusyCalendar",
    "BusyTime",
    "CalendarFeed",
    "Certificate",
    "ClosingLetter",
    "Cohort",
    "Comment",
    "Concern",
    "Criterion",
    "DateOverride",
    "Decision",
    "Dispute",
    "Document",
    "Enrolment",
    "Extension",
    "Feedback",
    "FeedbackRequest",
    "FormQuestion",
    "FreeTime",
    "Goal",
    "Group",
    "InboundMail",
    "Introduction",
    "IntroductionReview",
    "IntroductionVersion",
    "Journey",
    "Kind",
    "Kudos",
    "LetterRequest",
    "Match",
    "Message",
    "MessageDraft",
    "Move",
    "News",
    "OpenPair",
    "Opening",
    "Plan",
    "Preparation",
    "PrivateLine",
    "Profile",
    "Proposal",
    "Pulse",
    "Question",
    "Reading",
    "Remark",
    "Review",
    "ReviewPlan",
    "Reviewer",
    "RevisionRequest",
    "Role",
    "Score",
    "SelfAssessment",
    "Series",
    "SeenGap",
    "Session",
    "Survey",
    "Signature",
    "Tally",
    "User",
    "Waiting",
    "Weekday",
    "WeeklyHours",
    "Wish",
]
