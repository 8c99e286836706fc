"""After `migrate`: norms and default rules that are missing become rows; what an admin edited stays."""

from etiquette import registry
from etiquette.norms import NORMS


def plant(**signal) -> None:
    """Create the missing Norms, Rules and Checklists; nothing that exists is touched."""
    from etiquette.models import Checklist, Norm, Rule, Step

    Norm.objects.bulk_create([Norm(code=code, name=name, sentence=sentence) for code, name, sentence in NORMS], ignore_conflicts=True)
    norms = {norm.code: norm for norm in Norm.objects.all()}
    Rule.objects.bulk_create([_rule(rule, norms) for rule in registry.RULES.values()], ignore_conflicts=True)
    stepped = {key: rule for key, rule in registry.RULES.items() if rule.steps}
    for row in Rule.objects.filter(scope=None, checklist=None, occasion__in=[key[0] for key in stepped]):
        default = stepped.get((row.occasion, row.role, row.act))
        if default:
            checklist = Checklist.objects.create(rule=row, title=registry.ACTS[row.act].label)
            Step.objects.bulk_create(Step(checklist=checklist, position=at, text=text) for at, text in enumerate(default.steps, 1))


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
