"""The Excel workbook: one module a sheet, and what writes cells safely."""
