"""A workbook of the self-assessment: written to be filled offline, read back with every change."""
