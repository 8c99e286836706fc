"""What pages and actions read that takes more than one QuerySet: rows in, dataclasses out, a constant number of queries.

Nothing here changes a row; which rows a person may see stays with the QuerySets, who may act with `policies`.
"""
