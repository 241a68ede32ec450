"""Wohngeld (housing benefit, WoGG): forms, rules, parameters, acts and texts of one service.

The platform reads `procedure.PROCEDURE` and nothing else. Pure Python, no Django.
"""
