"""Frameworks that call the tap by themselves; each module imports its framework only when it is imported."""
