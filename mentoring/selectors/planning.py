"""Where a development plan stands: look, draft, discuss, revise."""

from mentoring.models import Comment, Enrolment, Plan


def stages(place: Enrolment, plan: Plan | None, comments: list[Comment]) -> list[dict]:
    """The four steps as `components/steps.html` shows them: done, now, or next. One query."""
    is_revised = bool(plan and plan.shared_at and comments and plan.changed_at > comments[0].created_at)
    done = [
        ("Look at yourself", place.self_assessments.exists()),
        ("Draft", plan is not None),
        ("Discuss", bool(plan and plan.shared_at and comments)),
        ("Revise", is_revised),
    ]
    now = next((label for label, is_done in done if not is_done), "")
    return [{"label": label, "state": "done" if is_done else "now" if label == now else "next"} for label, is_done in done]
