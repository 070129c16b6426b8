"""Extraction on a Dask cluster: sources and results by fsspec urls, results as Parquet that the catalogue takes in."""
