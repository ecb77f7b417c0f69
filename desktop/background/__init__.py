"""Work off the GUI thread: one task runner, the sync timer."""
