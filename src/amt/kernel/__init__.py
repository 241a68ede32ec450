"""What every room stands on: ids, money, periods, clock, events, jobs, audit, errors.

Knows nothing of procedures, offices or pages.
"""
