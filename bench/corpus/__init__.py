"""Files in, clean sentences out."""
