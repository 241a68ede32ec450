"""The look of the office: page frames, template tags, style sheets and fonts.

Every room of `front` builds its pages from `{% load design %}` and `design/base.html`.
Imports nothing of this project; values come in plain.
"""
