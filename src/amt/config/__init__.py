"""The composition root: settings, addresses, processes and the command line.

It imports every room and is imported by none. It alone reads the environment (`env.py`).
"""
