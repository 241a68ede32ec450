"""What a procedure may say of itself, and what the platform may ask of it.

Frozen dataclasses and loaders only; no models, no Django. Procedures fill the records, capabilities
and front read them.
"""
