"""The procedures: one folder, one citizen service.

Each folder holds `procedure.py` with the frozen record `PROCEDURE`; procedures do not know each
other.
"""
