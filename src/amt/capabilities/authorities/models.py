"""Authorities, units, offices, places and competences.

All of it is data of an installation (`amt load_organisation`); nothing about a city is in code.
What has no proof is left empty and not shown.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Authority(models.Model):
    """A public body that decides in its own name."""

    personal_data = ()

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)


class Unit(models.Model):
    """A part of an authority that does the work; every owned row carries one."""

    personal_data = ()

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="units")


class Office(models.Model):
    """A place where a unit can be reached."""

    personal_data = ()

    key = models.SlugField(unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="offices")
    name = models.CharField(max_length=200)
    street = models.CharField(max_length=200)
    postcode = models.CharField(max_length=5)
    city = models.CharField(max_length=100)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    hours = models.JSONField(default=list)
    by_appointment = models.BooleanField(default=False)
    source = models.CharField(max_length=300)


class Place(models.Model):
    """A municipality, by its Amtlicher Regionalschlüssel of twelve digits."""

    personal_data = ()

    ars = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=100)
    land = models.CharField(max_length=2)


class Competence(models.Model):
    """Which unit is competent for a procedure in an area (ARS prefix), from when to when."""

    personal_data = ()

    procedure_key = models.CharField(max_length=60)
    ars_prefix = models.CharField(max_length=12)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="competences")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["procedure_key", "ars_prefix", "valid_from"], name="one_competence_a_start"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="competence_ends_after_start",
            ),
        )


class Street(models.Model):
    """A street of a place, as the official list of streets writes it."""

    personal_data = ()

    ars = models.CharField(max_length=12)
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200)
    postcodes = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["ars", "name"], name="street_once_a_place"),)
        indexes = (
            models.Index(
                fields=["sort_key", "ars"],
                opclasses=["text_pattern_ops", "text_pattern_ops"],
                name="street_by_beginning",
            ),
        )
