"""Routes of the survey: a respondent's link, sealing, and survey progress."""
