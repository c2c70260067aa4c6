"""Pictures of a dataset, on the review page and as one HTML file."""
