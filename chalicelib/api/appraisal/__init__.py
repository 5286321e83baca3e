"""Routes of the council: units to appraise, their sheets and evidence, the council's values."""
