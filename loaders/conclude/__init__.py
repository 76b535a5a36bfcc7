"""Conclusions (contract R1-R12): pure functions over the records of all editions together."""
