"""The brief in Word: the sections that a planning office's benchmark report has, filled in."""
