"""Invented registers of residents and of civil status: two programs with data of their own.

`python -m standins.registers.generate` makes the people of both. docs/how-to/registers.md has the
protocol.
"""
