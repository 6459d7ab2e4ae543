"""What was extracted from documents, kept: Parquet files, read by DuckDB."""
