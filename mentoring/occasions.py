"""The occasions mentoring announces to etiquette, and the page where each act owed is done."""

from etiquette import occasions

OCCASIONS = [
    "application_submitted",  # about the Application; role admin
    "review_assigned",  # about the Reviewer, by the date reviews are due; role reviewer
    "revision_requested",  # about the RevisionRequest; role applicant
    "place_offered",  # about the Enrolment; role member
    "place_confirmed",  # about the Enrolment; roles mentee, mentor
    "introduction_submitted",  # about the Introduction; role reviewer
    "cohort_approved",  # about the Match; roles mentee, mentor
    "action_agreed",  # about the ActionItem, at the end of its day; roles mentee, mentor: whose it is
    "agreement_written",  # about the Agreement, a version of it; roles mentee, mentor: the one who has not signed
    "agreement_half_way",  # about the Match, at the cohort's mid-point; roles mentee, mentor
    "midpoint_reached",  # about the Enrolment, at the cohort's mid-point; roles mentee, mentor
    "end_near",  # about the Enrolment, at the cohort's end; roles mentee, mentor
    "match_ended",  # about the Match; role admin, the one who approved the cohort
    "cohort_ended",  # about the Match; roles mentee, mentor
    "place_ended",  # about the Enrolment; role member
    "session_booked",  # about the Session, at its start; roles mentee, mentor
    "preparation_ready",  # about the Session, at its start; role mentor
    "session_ended",  # about the Session, at its end; roles mentee, mentor
    "group_ended",  # about the Session, at its end; role host
    "session_held",  # about the Session, when it is settled that they met; roles mentee, mentor
    "no_show_disputed",  # about the Dispute; role admin, the one who approved the cohort
    "message_sent",  # about the Message; role recipient
    "reading_asked",  # about the Reading; role helper, the volunteer who reads the draft
    "reading_questioned",  # about the Reading; role author, who is asked to tell more
    "concern_raised",  # about the Concern; role admin
    "announced",  # about the Announcement; role member
    "silence",  # about the Match, at the last word or session; roles mentee, mentor, admin, each asked when their time has come
    "feedback_requested",  # about the FeedbackRequest, at the end of the day it is needed; role mentor
    "letter_requested",  # about the LetterRequest; role mentor
    "request_questioned",  # about either; role mentee, the one who asked
    "letter_accepted",  # about the LetterRequest, two days before its deadline; role mentor
    "letter_sent",  # about the LetterRequest; role mentee
    "private_line_written",  # about the PrivateLine; role admin
    "pulse_taken",  # about the Pulse; role mentee or mentor
    "word_wanted",  # about the Pulse; role admin
    "answer_promised",  # about the Message, at the date promised; role recipient
    "feedback_given",  # about the Feedback; role mentee or mentor, the one it is for
]

ACTS = [
    ("decide", "Decide on {about}", "applications:decide", "Decide"),
    ("review_applications", "Review {about}", "reviews:pile", "Review"),
    ("revise", "Revise an answer in {about}", "revisions:show", "Read the question"),
    ("confirm_place", "Confirm your place in the cohort", "cohorts:place", "Confirm"),
    ("introduce", "Introduce yourself to the mentors", "introductions:write", "Write"),
    ("assess", "Look at yourself, and write down what you expect", "development:assess", "Begin"),
    ("assess_again", "Look at yourself again, and see what has moved", "development:assess", "Look"),
    ("draft_agreement", "Draft your mentoring agreement with {to}", "agreements:write", "Draft it"),
    ("sign_agreement", "Read and sign {about}", "agreements:version", "Read it"),
    ("revisit_agreement", "Half-way: is your agreement with {to} still right?", "agreements:show", "Look at it"),
    ("do_action_item", "Do what you agreed with {to}", "action_items:show", "Open"),
    ("offer_hours", "Offer the hours you can give", "availability:edit", "Offer hours"),
    ("review_introduction", "Review {about}", "introductions:review", "Read and review"),
    ("rematch", "See to a new match after {about}", "matching:rematch", "See to it"),
    ("write_first", "Write to {to}, who is looking forward to it", "conversations:show", "Write"),
    ("acknowledge_announcement", "Say that {about} arrived", "announcements:show", "Open"),
    ("break_silence", "Write {to} a line: it has been quiet for a while", "conversations:show", "Write"),
    ("look_into_silence", "Ask how {about} are doing: it has been quiet for a while", "silences:show", "Look at it"),
    ("prepare", "Prepare your session with {to}", "sessions:prepare", "Prepare"),
    ("read_brief", "Read what {to} brings to your session", "sessions:brief", "Open the brief"),
    ("settle", "Say whether you and {to} met", "sessions:settle", "Say it"),
    ("decide_dispute", "Decide {about}", "disputes:decide", "Look at it"),
    ("settle_group", "Say who came to {about}", "groups:settle", "Say it"),
    ("thank", "Thank {to} and say what came of it", "sessions:thank", "Write the note"),
    ("give_feedback", "Give {to} feedback on your session", "feedback:give", "Give feedback"),
    ("acknowledge", "Acknowledge {about}", "conversations:answer", "Open"),
    ("answer", "Answer {about}, as you promised", "conversations:answer", "Answer"),
    ("read_draft", "Read {about} for its English", "readings:show", "Read it"),
    ("clarify_draft", "Tell {to} more about your draft", "readings:show", "Tell more"),
    ("see_to_concern", "See to {about}", "concerns:show", "Read it"),
    ("write_closing_letter", "Write your closing letter to {to}", "closings:letter", "Write it"),
    ("answer_survey", "Tell us how the programme was", "closings:survey", "Tell us"),
    ("answer_pulse", "Say in three clicks how it is going", "pulses:answer", "Tell us"),
    ("have_a_word", "Have a word with {to}, who asked for it", "pulses:word", "See who"),
    ("answer_request", "Answer {about}", "requests:show", "Read it"),
    ("clarify_request", "Tell {to} more about what you asked for", "requests:show", "Tell more"),
    ("write_letter", "Send the letter for {to}", "requests:show", "Open the facts"),
    ("thank_for_letter", "Thank {to} for the letter", "letter_requests:thank", "Write the note"),
    ("read_private_line", "Read {about}", "feedback:line", "Read it"),
    ("reply_to_feedback", "Answer {to}'s feedback", "feedback:show", "Read and answer"),
]

# What who waits may be told, once and kindly, when an act stays undone after two reminders; all other acts are private.
TOLD = {
    "write_first": "{name} has not written to you yet. A first line from you may be all it takes.",
    "prepare": "{name} has not handed over a preparation for your session yet. It can still be moved.",
    "review_introduction": "Your introduction is still with {name}. You will hear as soon as it is read.",
    "acknowledge": "{name} has not come to your message yet. It reached them, and we have reminded them.",
    "answer": "{name} has not answered your message yet, and knows that you wait.",
    "answer_request": "{name} has not come to your request yet. It reached them, and we have reminded them.",
    "reply_to_feedback": "{name} has not answered your feedback yet. It reached them.",
}
GENTLE = {"break_silence", "look_into_silence"}  # asked once, told to nobody, kept in no record
PROMISES = dict.fromkeys(["acknowledge", "answer"], "conversations:answer")  # who wrote sees the day in the conversation
RECEIPTS = {"acknowledge": "conversations:received", "acknowledge_announcement": "announcements:received"}  # where one click is enough

CHECKLISTS = [
    ("first_steps", "Your first steps with {to}", "Open the list", "first_contact"),
]

MAILS = [
    ("dates_moved", "A date of your cohort moves"),
    ("review_assigned", "Applications are given to you to review"),
    ("message", "Somebody writes to you"),
    ("introduction_reviewed", "A mentor answers your introduction"),
    ("request_made", "Somebody asks you for feedback or for a letter"),
    ("request_moved", "What becomes of a request of yours"),
    ("feedback", "Somebody gives you feedback"),
    ("feedback_reply", "Somebody answers your feedback"),
    ("thank_you", "Somebody thanks you"),
    ("thanks_digest", "All the thanks you got, when a cohort is over"),
    ("cohort_ended", "Your cohort is over: certificate, letters, the way back"),
    ("closing_letter", "Somebody sends you a closing letter"),
    ("week_ahead", "Your week as a mentor, on Monday morning"),
    ("reading_asked", "Somebody asks you to read a draft"),
    ("reading_questioned", "Whoever reads your draft would like to know more first"),
    ("reading_returned", "Your draft has been read"),
]

ESSENTIAL_MAILS = [
    ("account", "Codes to sign in, and to confirm an address"),
    ("session_invitation", "Invitations to sessions"),
    ("session_reminder", "A day and an hour before a session"),
    ("session_moved", "A session is moved"),
    ("session_cancelled", "A session is called off"),
    ("group_invitation", "Your seat in a group session"),
    ("group_reminder", "A day and an hour before a group session"),
    ("group_moved", "A group session is moved"),
    ("group_cancelled", "A group session is called off"),
    ("group_left", "Your seat in a group session is given back"),
    ("group_line", "What becomes of a group session you wait for"),
    ("dispute_decided", "An admin has looked at a session you say you came to"),
    ("cohort_approved", "Whom you are matched with"),
    ("match_ended", "A match has ended"),
    ("application_received", "Your application has arrived"),
    ("revision_requested", "A question about your application"),
    ("more_time", "More time to apply"),
    ("admitted", "You are admitted"),
    ("waitlisted", "You are on the waiting list"),
    ("declined", "You are not admitted this time"),
    ("place_offered", "A place is kept for you"),
    ("place_reminder", "A place waits for your word"),
    ("place_lapsed", "A place was not confirmed in time"),
    ("approval_taken_back", "A cohort starts later than announced"),
    ("answer_sent_back", "An answer by mail did not reach its conversation"),
]


def announce():
    """Register occasions, acts and default rules; called once when the app is ready."""
    from mentoring.etiquette_rules import RULES

    occasions.register(*OCCASIONS)
    for code, label, url_name, button in ACTS:
        more = {"receipt_url_name": RECEIPTS.get(code, ""), "promise_url_name": PROMISES.get(code, ""), "is_promise": code == "answer"}
        more |= {"told": TOLD.get(code, ""), "gentle": code in GENTLE}
        occasions.register_act(code, label, url_name, button=button, **more)
    for code, label, button, moment in CHECKLISTS:
        occasions.register_act(code, label, "checklists:show", button=button, moment=moment)
    for code, label in MAILS:
        occasions.register_kind(code, label)
    occasions.register_kind("announcement", "The programme writes to your whole cohort", written_by_admin=True)
    for code, label in ESSENTIAL_MAILS:
        occasions.register_kind(code, label, essential=True)
    occasions.register_rules(RULES)
    occasions.register_peers("readings:ask")
    occasions.register_way("letter_request", "requests:index", "Letters are asked for here")
