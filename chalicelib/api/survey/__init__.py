"""Routes of the survey: a respondent's link, and the progress that units and operations follow."""
