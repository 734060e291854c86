"""Compression that the standard library has no function for."""

import io
import zipfile
import zlib


def raw_deflate(body: bytes) -> bytes:
    """Return deflate without a zlib header."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


def zipped(body: bytes) -> bytes:
    """Return a ZIP archive of a folder and one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("maps/", b"")
        archive.writestr("maps/sitemap.xml", body)
    return file.getvalue()
