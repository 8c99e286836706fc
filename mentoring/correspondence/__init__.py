"""Answering by e-mail: addresses only we can make, and what a person wrote in the mail that comes back.

Pure: bytes in, dataclasses out. `mentoring.actions.correspondence` puts the words into a conversation.
"""

from mentoring.correspondence.addresses import ReplyTo, read_address, reply_address
from mentoring.correspondence.letters import Enclosure, Letter, Unreadable, read_letter
from mentoring.correspondence.quoting import MARKER, own_words

__all__ = ["MARKER", "Enclosure", "Letter", "ReplyTo", "Unreadable", "own_words", "read_address", "read_letter", "reply_address"]
