"""Routes of a unit's people from the first value to the receipt; anyone may check a receipt."""
