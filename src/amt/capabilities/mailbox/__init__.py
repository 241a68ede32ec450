"""The mailbox of a resident: messages of the office with documents."""
