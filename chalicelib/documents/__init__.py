"""Documents: XLSX, DOCX, PDF and QR codes, read from bytes to values and written from values to
bytes.
"""
