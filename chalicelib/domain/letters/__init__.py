"""Letters: everybody on a list gets a personal link, once.

An invitation is claimed before its letter is sent, so that no letter goes out twice. What became
of each letter is followed; those who have not answered are reminded; a wrong address is corrected;
what the mail service allows a day is never exceeded.
"""
