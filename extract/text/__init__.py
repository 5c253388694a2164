"""What every reader of notes and prose shares: folding, names, dates, shelfmarks, the language packs."""
