"""Run the processes of a demo as one: start, watch, restart, stop.

`children` is one process and its log, `supervisor` the loop over all of them, `ports` finds free
ports. Production uses the machine's own supervisor (docs/operations/production.md).
"""
