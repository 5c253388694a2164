"""How much of the documents' words leaves the workspace: the setting, and generations that hold no more."""
