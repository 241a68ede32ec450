"""Telling open pages that something changed: server-sent events, a process of its own.

A page opens `/events/<token>`; the token names one topic and is signed, so there is no session and
nothing personal in an event. `hub` keeps one LISTEN per process and hands each notice to the
streams of its topic. Senders call `amt.kernel.live.announce`.
"""
