"""Drafts and applications: from the first answer to the submitted, receipted application.

Front saves pages here; submitting opens a case in the same transaction.
"""
