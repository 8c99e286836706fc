"""Load, form, action, redirect. The function name is the URL name and the template path."""
