"""Telegram plumbing and the composition root."""
