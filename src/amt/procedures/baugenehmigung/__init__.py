"""Baugenehmigung im vereinfachten Verfahren (§ 63 BremLBO): one folder, pure Python.

The platform reads `procedure.PROCEDURE` and nothing else. Discretion and expert judgement are a
person's, so nothing is proposed here; the law of the clock is in `rules.fristen`.
"""
