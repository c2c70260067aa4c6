"""Loading of patterns/: every Indonesian phrase, name and threshold, checked at load."""
