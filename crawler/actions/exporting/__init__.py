"""The outputs of an export: a stream, a file, a folder of files, or an object in a remote storage."""
