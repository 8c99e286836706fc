"""Tiny helpers without tables or apps; everything may import them, they import nothing of ours."""
