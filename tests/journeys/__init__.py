"""Journeys over the whole product, with real processes where a person would meet them."""
