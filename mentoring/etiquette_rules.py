"""The default rules: on an occasion, a role owes an act within a time. Admins may edit them afterwards.

`within` counts from the occasion's moment; negative means before it.
"""

from datetime import timedelta

from etiquette.occasions import DefaultRule


def hours(count):
    return timedelta(hours=count)


RULES = [
    DefaultRule("application_submitted", "admin", "decide", hours(0), "G1", "People plan their year around this answer."),
    DefaultRule(
        "review_assigned", "reviewer", "review_applications", hours(0), "G1", "Two readers make a fairer answer; it waits for yours."
    ),
    DefaultRule("revision_requested", "applicant", "revise", hours(0), "G1", "A better answer to one question may be all that is missing."),
    DefaultRule("place_offered", "member", "confirm_place", hours(0), "G1", "A line from you keeps the place; silence would pass it on."),
    DefaultRule("place_confirmed", "mentee", "introduce", hours(72), "I1", "Mentors read it first, and match you better for it."),
    DefaultRule(
        "place_confirmed", "mentee", "assess", hours(7 * 24), "M1", "Whoever knows where they stand gets more out of the first hour."
    ),
    DefaultRule(
        "place_confirmed", "mentor", "assess", hours(14 * 24), "M1", "Mentors look, too: the middle and the end mean more beside a start."
    ),
    DefaultRule("place_confirmed", "mentor", "offer_hours", hours(72), "M7", "Mentees can only book hours they can see."),
    DefaultRule(
        "introduction_submitted", "reviewer", "review_introduction", hours(72), "I1", "A first answer from a mentor is what they remember."
    ),
    DefaultRule(
        "cohort_approved", "mentee", "write_first", hours(48), "M2", "The mentee opens the conversation; two sentences are plenty."
    ),
    DefaultRule("cohort_approved", "mentee", "first_steps", hours(7 * 24), "I2", "A good start takes three small things."),
    DefaultRule("cohort_approved", "mentor", "first_steps", hours(7 * 24), "I4", "A good start takes three small things."),
    DefaultRule(
        "cohort_approved", "mentee", "draft_agreement", hours(10 * 24), "M2", "Ten lines now spare you the awkward talk in week six."
    ),
    DefaultRule("agreement_written", "mentee", "sign_agreement", hours(5 * 24), "M1", "It holds once you have both put your name to it."),
    DefaultRule("agreement_written", "mentor", "sign_agreement", hours(5 * 24), "M1", "It holds once you have both put your name to it."),
    DefaultRule("agreement_half_way", "mentee", "revisit_agreement", hours(7 * 24), "M1", "What fitted at first may want a word changed."),
    DefaultRule("agreement_half_way", "mentor", "revisit_agreement", hours(7 * 24), "M1", "What fitted at first may want a word changed."),
    DefaultRule("midpoint_reached", "mentee", "assess_again", hours(7 * 24), "M1", "Half-way there is still time to change course."),
    DefaultRule("midpoint_reached", "mentor", "assess_again", hours(7 * 24), "M1", "Half-way there is still time to change course."),
    DefaultRule("end_near", "mentee", "assess_again", hours(0), "M1", "Only beside the beginning does one see how far one came."),
    DefaultRule("end_near", "mentor", "assess_again", hours(0), "M1", "Only beside the beginning does one see how far one came."),
    DefaultRule("action_agreed", "mentee", "do_action_item", hours(0), "M2", "You said so to each other; next time begins with it."),
    DefaultRule("action_agreed", "mentor", "do_action_item", hours(0), "M7", "You said so to each other; next time begins with it."),
    DefaultRule("match_ended", "admin", "rematch", hours(72), "G1", "Whoever is left without a match waits for a word from us."),
    DefaultRule("session_booked", "mentee", "prepare", hours(-24), "G2", "Three questions and an agenda let the meeting start with facts."),
    DefaultRule("preparation_ready", "mentor", "read_brief", hours(-1), "G2", "One screen: what they ask and what happened since."),
    DefaultRule("session_ended", "mentee", "settle", hours(12), "G1", "One click, so that nobody has to guess."),
    DefaultRule("session_ended", "mentor", "settle", hours(12), "G1", "One click, so that nobody has to guess."),
    DefaultRule("group_ended", "host", "settle_group", hours(24), "G1", "A tick for each who came, so that only they are asked."),
    DefaultRule("session_held", "mentee", "thank", hours(24), "I5", "People who hear the outcome keep giving hours."),
    DefaultRule("session_held", "mentee", "give_feedback", hours(72), "M5", "Two minutes now make the next hour better."),
    DefaultRule("session_held", "mentor", "give_feedback", hours(72), "M5", "Two minutes now make the next hour better."),
    DefaultRule(
        "no_show_disputed", "admin", "decide_dispute", hours(72), "M7", "A record is fair only if what is wrong in it can be put right."
    ),
    DefaultRule("message_sent", "recipient", "acknowledge", hours(24), "G1", "A line is enough, so that they know it arrived."),
    DefaultRule("reading_asked", "helper", "read_draft", hours(48), "G6", "Somebody waits with a letter until you have looked at it."),
    DefaultRule("reading_questioned", "author", "clarify_draft", hours(48), "G6", "They would like to help; a few lines let them."),
    DefaultRule("concern_raised", "admin", "see_to_concern", hours(48), "G7", "Somebody trusted you with it; a calm word soon helps."),
    DefaultRule("announced", "member", "acknowledge_announcement", hours(48), "G1", "One click, so that nobody has to ask you twice."),
    DefaultRule("silence", "mentee", "break_silence", hours(7 * 24), "M2", "Two sentences are plenty: how it goes, and what comes next."),
    DefaultRule("silence", "mentor", "break_silence", hours(14 * 24), "M2", "A line from you makes it easy for them to begin again."),
    DefaultRule(
        "silence", "admin", "look_into_silence", hours(21 * 24), "M2", "Silence has many good reasons; a friendly question finds out."
    ),
    DefaultRule("pulse_taken", "mentee", "answer_pulse", hours(96), "M5", "A small doubt is easier to mend now than later."),
    DefaultRule("pulse_taken", "mentor", "answer_pulse", hours(96), "M5", "A small doubt is easier to mend now than later."),
    DefaultRule("word_wanted", "admin", "have_a_word", hours(48), "G7", "Somebody found the courage to ask; a line from you soon helps."),
    DefaultRule(
        "feedback_requested", "mentor", "answer_request", hours(0), "M5", "They asked about one thing, to learn from what you say."
    ),
    DefaultRule("letter_requested", "mentor", "answer_request", hours(72), "G1", "Yes, no or a question: any of them lets them plan."),
    DefaultRule("request_questioned", "mentee", "clarify_request", hours(72), "G1", "They would like to help; a few lines let them."),
    DefaultRule("letter_accepted", "mentor", "write_letter", hours(0), "G1", "You said you would; somebody's plans wait for it."),
    DefaultRule("letter_sent", "mentee", "thank_for_letter", hours(48), "G3", "A letter is an evening of somebody's life."),
    DefaultRule("private_line_written", "admin", "read_private_line", hours(48), "G7", "Somebody told you what they tell nobody else."),
    DefaultRule("answer_promised", "recipient", "answer", hours(0), "G1", "You said you would answer by then."),
    DefaultRule("cohort_ended", "mentee", "write_closing_letter", hours(7 * 24), "I5", "What stays of a term is often one letter."),
    DefaultRule("cohort_ended", "mentor", "write_closing_letter", hours(7 * 24), "I5", "What stays of a term is often one letter."),
    DefaultRule("place_ended", "member", "answer_survey", hours(10 * 24), "G3", "Two minutes; the next cohort is better for it."),
    DefaultRule("feedback_given", "mentee", "reply_to_feedback", hours(48), "M6", "Thanks and one question turn feedback into progress."),
]
