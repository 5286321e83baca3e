"""Routes of operations staff about rounds: load, windows, units, rulings, questionnaires."""
