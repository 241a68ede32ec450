"""The demo: one office with invented people, all processes on one machine.

`office` starts everything, `prepare` fills the database (a process of its own), `seed` invents the
people, `folder` guards the data folder.
"""
