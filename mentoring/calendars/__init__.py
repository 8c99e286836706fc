"""Calendar files by RFC 5545 and 5546: the ones we send, the ones we read. Pure: bytes and dataclasses."""
