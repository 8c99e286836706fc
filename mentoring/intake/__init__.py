"""What comes in before a cohort begins: answers, files, and who reads them. Pure: no request, no rows."""
