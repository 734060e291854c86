"""Where an export writes to: a stream, a file, a folder of files, or an address of a remote storage."""
