"""Letters: everybody on a list gets a personal link, once.

An invitation is claimed before its letter is sent, so that no letter goes out twice. The delivery
of each letter is followed, people who have not answered are reminded, and a wrong address is
corrected. The daily quota of the mail service is never exceeded.
"""
