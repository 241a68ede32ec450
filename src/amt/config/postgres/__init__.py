"""The database server that the product starts itself, where nobody names one.

`programs` finds PostgreSQL, `places` says where data and socket lie and who owns them, `cluster`
starts, adopts and stops a server, `explain` turns its complaints into sentences. Docs:
docs/operations/postgres.md.
"""
