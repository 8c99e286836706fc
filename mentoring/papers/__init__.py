"""The PDFs we write. Pure: a dataclass in, bytes out."""
