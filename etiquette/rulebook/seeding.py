"""After `migrate`: norms, default rules and lists that are missing become rows; what an admin edited stays."""

from etiquette import registry
from etiquette.checklists import moments
from etiquette.rulebook.norms import NORMS


def plant(**signal) -> None:
    """Create the missing Norms, Rules and Checklists; nothing that exists is touched."""
    from etiquette.models import Checklist, Norm, Rule, Step

    Norm.objects.bulk_create([Norm(code=code, name=name, sentence=sentence) for code, name, sentence in NORMS], ignore_conflicts=True)
    norms = {norm.code: norm for norm in Norm.objects.all()}
    Rule.objects.bulk_create([_rule(rule, norms) for rule in registry.RULES.values()], ignore_conflicts=True)
    there = set(Checklist.objects.filter(scope=None).values_list("moment", "role"))
    for key, default in moments.DEFAULTS.items():
        if key not in there:
            checklist = Checklist.objects.create(moment=default.moment, role=default.role, title=default.title)
            rows = [Step(checklist=checklist, position=at, text=text, act=act) for at, (text, act) in enumerate(default.pairs, 1)]
            Step.objects.bulk_create(rows)


def _rule(default, norms):
    from etiquette.models import Rule

    return Rule(
        occasion=default.occasion,
        role=default.role,
        act=default.act,
        within=default.within,
        why=default.why,
        norm=norms.get(default.norm),
    )
