"""The rules, pure: values in, values out; no await, no clock, no SQL, no Telegram."""
