"""One file is one probe; the file's name is the word written in YAML."""
