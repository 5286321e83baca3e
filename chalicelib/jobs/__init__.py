"""What runs unasked: the tick, the mail worker, the publisher."""
