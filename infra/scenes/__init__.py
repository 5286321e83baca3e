"""The pictures in docs/: what they show and how they are taken."""
