"""Documents: XLSX, DOCX, PDF, QR; bytes in, values out, and the other way round."""
