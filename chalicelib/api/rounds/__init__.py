"""Routes of operations staff about rounds: loading, windows, units, rulings, questionnaires."""
