"""Workbooks in, what does not hold out: quotes found again, scores worked out again."""
