"""What is still asked in a conversation: only what a chosen member uses and nobody has noticed.

Pure. The conversation of an event holds every question that any service may share; its page shows
those that count here, with the questions on which they depend.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from amt.contract.forms import Field, Form, FormStep, Group, bare_path
from amt.contract.life_events import Conversation


def asked_form(conversation: Conversation, used: Collection[str]) -> Form:
    """Return the conversation's form with the questions behind the used shared names alone."""
    wanted = frozenset(used) - frozenset(conversation.noticed) - frozenset(conversation.produced)
    wanted |= _conditions(conversation.form, wanted) - frozenset(conversation.noticed)
    steps = tuple(
        replace(step, groups=groups)
        for step in conversation.form.steps
        if (groups := _groups(step, wanted))
    )
    rules = tuple(
        rule
        for rule in conversation.form.rules
        if {bare_path(path) for path in (*rule.needs, rule.shown_at)} <= wanted
    )
    return replace(conversation.form, steps=steps, rules=rules)


def _groups(step: FormStep, wanted: Collection[str]) -> tuple[Group, ...]:
    return tuple(
        replace(group, fields=fields)
        for group in step.groups
        if (fields := tuple(field for field in group.fields if field.path in wanted))
    )


def _conditions(form: Form, wanted: Iterable[str]) -> frozenset[str]:
    """Return the questions that decide whether the wanted ones are asked, and theirs in turn."""
    found = frozenset(wanted)
    while True:
        further = found | frozenset(_conditions_of(form, found))
        if further == found:
            return found
        found = further


def _conditions_of(form: Form, wanted: Collection[str]) -> Iterable[str]:
    for step in form.steps:
        for group in step.groups:
            for field in group.fields:
                if field.path in wanted:
                    yield from _paths(step, group, field)


def _paths(step: FormStep, group: Group, field: Field) -> Iterable[str]:
    for condition in (step.condition, group.condition, field.condition):
        if condition is not None:
            yield bare_path(condition.path)
