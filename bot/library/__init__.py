"""Which corpus is current: load, plan, watch, reload, roll back."""
