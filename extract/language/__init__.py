"""Language packs: a folder of TOML files a language; every word, cue, frame, weight and threshold lives
there."""
