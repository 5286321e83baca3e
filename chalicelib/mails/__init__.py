"""The texts of e-mails as data: one folder a letter with `subject.txt`, `text.txt` and `body.html`.

`{{name}}` stands for a value. The mail service puts values in as they are, so each value comes
twice: plain for the subject and the text, and as `{{name_html}}` for the HTML.
"""
