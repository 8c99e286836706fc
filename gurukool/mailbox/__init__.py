"""The development mailbox: an SMTP server on loopback, and pages that show what it caught. Not there in production."""
