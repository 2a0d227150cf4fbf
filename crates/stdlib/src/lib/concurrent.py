"""This currently contains the package concurrent.futures only."""
