"""The trainer's window: a folder of lessons, its preview and its problems."""
