"""HTTP in: webhook, postbacks, health, metrics."""
