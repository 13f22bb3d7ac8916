package io.exhibit.packs;

import io.exhibit.kernel.Sha256;

/** A file of the pack as it was written: where it stands in the pack, its size, its digest, and the rows in it. */
record PackFile(String path, long size, Sha256 sha256, long rows) {}
