"""Keep the finished files of an archive in a bucket: S3, Google Cloud Storage, Azure, or a mounted folder."""
