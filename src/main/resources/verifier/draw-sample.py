#!/usr/bin/env python3
"""Draws a sample of an evidence pack again, offline: python3 draw-sample.py PACK SAMPLE

PACK    the archive as it was sealed; first see that it is the sealed one (HOW-TO-VERIFY.txt).
SAMPLE  the file sample.json of the draw, or a text {"check": "C07", "nonce": "...", "stratum": "", "size": 25} of your own.

Prints the keys that are drawn, one a line. Where SAMPLE says which were, ends with 1 if they are others.
Needs Python 3 (standard library).
"""
import hashlib
import hmac
import json
import sys
import zipfile


def draw(rows, population_sha256, check, nonce, stratum, size):
    """Of each stratum the items with the lowest lots; strata and lots in their order."""
    seed = hmac.new(nonce.encode(), (population_sha256 + check).encode(), hashlib.sha256).digest()
    strata = {}
    for row in rows:
        lot = hashlib.sha256(seed + row["key"].encode()).digest()
        strata.setdefault(row[stratum] or "" if stratum else "", []).append((lot, row["key"]))
    in_order = sorted(strata, key=lambda text: text.encode("utf-16-be"))
    return [key for name in in_order for lot, key in sorted(strata[name])[:size]]


def main(pack, sample):
    if sample.lstrip().startswith("{"):
        asked = json.loads(sample)
    else:
        with open(sample, encoding="utf-8") as file:
            asked = json.load(file)
    with zipfile.ZipFile(pack) as archive:
        population = archive.read("populations/" + asked["check"] + ".json")
    digest = hashlib.sha256(population).hexdigest()
    if asked.get("population_sha256", digest) != digest:
        sys.exit("The population in this pack is not the one that was drawn from: " + digest)
    keys = draw(json.loads(population)["rows"], digest, asked["check"], asked["nonce"], asked["stratum"], asked["size"])
    print("\n".join(keys))
    if asked.get("keys", keys) != keys:
        sys.exit("This is another sample than the file says.")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
