"""Routes about letters: people on a list, corrections, nudges; the mailing of the whole round."""
