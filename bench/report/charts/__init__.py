"""The charts of a report: the page they are drawn on, and one module a chart."""
