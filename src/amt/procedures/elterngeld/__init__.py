"""Elterngeld (parental allowance, BEEG): forms, rules, parameters, acts and texts, thin.

The platform reads `procedure.PROCEDURE` and nothing else. Pure Python, no Django.
"""
