"""Kindergeld (child benefit, EStG): form, handing over to the Familienkasse, texts.

The platform reads `procedure.PROCEDURE` and nothing else. Pure Python, no Django.
"""
