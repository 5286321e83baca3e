"""The texts of e-mails as data: one folder a letter with `subject.txt`, `text.txt` and `body.html`.

`{{name}}` is replaced by a value. The mail service does not escape values, so each is given twice:
plain for the subject and the text, and as `{{name_html}}` for the HTML.
"""
