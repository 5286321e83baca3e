"""The workbook of a self-assessment: written to be filled offline, and read with its changes."""
