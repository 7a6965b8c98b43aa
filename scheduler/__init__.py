"""What time does: sweeps over due rows, no state of its own."""
