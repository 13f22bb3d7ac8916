#!/usr/bin/env python3
"""Checks an evidence pack of Exhibit, offline: python3 verify-pack.py KEY PACK

KEY   a file with the key of the ledger, one line: name+id+base64. Take it from whoever audits the bank, not from the pack.
PACK  the folder that the pack was unpacked to.

Needs Python 3 (standard library) and openssl. Ends with 0 when everything holds, with 1 when something does not.
"""
import base64
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

HEX = re.compile(r"[0-9a-f]{64}")


class Unsound(Exception):
    pass


def require(holds, otherwise):
    if not holds:
        raise Unsound(otherwise)


def digest(*parts):
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part)
    return whole.digest()


def unbase64(text):
    raw = base64.b64decode(text, validate=True)
    require(base64.b64encode(raw).decode() == text, "base64 that is not written as it should be: " + text)
    return raw


def read(pack, name):
    with open(os.path.join(pack, name), "rb") as file:
        return file.read()


def files(pack):
    """Every file of the pack has the digest that the list gives it, and none is there that the list does not have."""
    listed = {}
    for line in read(pack, "SHA256SUMS").decode("utf-8").splitlines():
        match = re.fullmatch(r"([0-9a-f]{64})  ([^/].*)", line)
        require(match and ".." not in line and match[2] not in listed, "SHA256SUMS has a line that it should not have: " + line)
        listed[match[2]] = match[1]
    found = set()
    for folder, _, names in os.walk(pack):
        found.update(os.path.relpath(os.path.join(folder, name), pack).replace(os.sep, "/") for name in names)
    found.discard("SHA256SUMS")
    require(found == set(listed), "files and SHA256SUMS differ: " + ", ".join(sorted(found ^ set(listed))))
    for name, expected in listed.items():
        whole = hashlib.sha256()
        with open(os.path.join(pack, name), "rb") as file:
            for part in iter(lambda: file.read(1 << 20), b""):
                whole.update(part)
        require(whole.hexdigest() == expected, "changed: " + name)
        original = re.fullmatch(r"originals/sha256/(..)/(.+)", name)
        if original:
            require(original[2] == expected and original[1] == expected[:2], "not what its name says: " + name)
    content = {part["path"]: part for part in json.loads(read(pack, "manifest.json"))["content"]}
    require(set(content) == set(listed) - {"manifest.json"}, "manifest.json lists other files than SHA256SUMS")
    for name, part in content.items():
        require(part["sha256"] == listed[name], "manifest.json gives another digest: " + name)
    return listed


def checkpoint(pack, name, key):
    """The size and the root of a checkpoint (C2SP tlog-checkpoint) that the key signed (C2SP signed-note, Ed25519)."""
    note = read(pack, name).decode("utf-8")
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    lines = text.splitlines()
    require(len(lines) == 3 and re.fullmatch(r"[1-9][0-9]{0,17}", lines[1]), "not a checkpoint: " + name)
    owner, key_id, typed = key.split("+", 2)
    public = unbase64(typed)
    require(len(public) == 33 and public[0] == 1, "the key is not one of Ed25519")
    require(digest(owner.encode(), b"\n", public)[:4].hex() == key_id, "the key does not go with its id")
    require(lines[0] == owner, name + " is of another ledger: " + lines[0])
    signed = [line for line in signatures.splitlines() if line.startswith("\u2014 " + owner + " ")]
    require(len(signed) == 1, name + " is not signed by " + owner)
    signature = unbase64(signed[0].rsplit(" ", 1)[1])
    require(len(signature) == 68 and signature[:4].hex() == key_id, name + " is signed with another key")
    with tempfile.TemporaryDirectory() as folder:
        parts = {"key": bytes.fromhex("302a300506032b6570032100") + public[1:], "text": text.encode(), "sig": signature[4:]}
        for part, raw in parts.items():
            with open(os.path.join(folder, part), "wb") as file:
                file.write(raw)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "text",
                   "-sigfile", "sig"]
        ended = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    require(ended.returncode == 0, "the signature of " + name + " does not hold")
    return int(lines[1]), unbase64(lines[2])


def root(peaks):
    """The root of a tree from the roots of its complete subtrees (RFC 6962, 2.1)."""
    whole = peaks[-1]
    for peak in reversed(peaks[:-1]):
        whole = digest(b"\1", peak, whole)
    return whole


def ledger(pack, key):
    """The leaves between the checkpoints, by index: folded onto the earlier tree they give the later one."""
    size, peaks = 0, []
    if os.path.exists(os.path.join(pack, "ledger/from.checkpoint")):
        size, early = checkpoint(pack, "ledger/from.checkpoint", key)
        lines = read(pack, "ledger/from.peaks").decode().splitlines()
        require(all(HEX.fullmatch(line) for line in lines), "from.peaks is not written as it should be")
        peaks = [bytes.fromhex(line) for line in lines]
        require(len(peaks) == bin(size).count("1") and root(peaks) == early, "from.peaks does not go with from.checkpoint")
    leaves = {}
    text = read(pack, "ledger/leaves.jsonl")
    require(text.endswith(b"\n"), "leaves.jsonl is cut short")
    for leaf in text[:-1].split(b"\n"):
        node, index = digest(b"\0", leaf), size
        said = json.loads(leaf)
        require(said["i"] == size, "leaf %d stands in the place of %d" % (said["i"], size))
        leaves[size] = said
        while index & 1:
            node, index = digest(b"\1", peaks.pop(), node), index >> 1
        peaks.append(node)
        size += 1
    later, expected = checkpoint(pack, "ledger/to.checkpoint", key)
    require(size == later, "to.checkpoint is of %d entries, the leaves end at %d" % (later, size))
    require(root(peaks) == expected, "the leaves are not those that were signed")
    return leaves


def details(pack, leaves):
    """The digests that each entry names, from details that are what the leaves commit to."""
    named = {}
    folder = os.path.join(pack, "ledger/details")
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        salt, _, detail = read(pack, "ledger/details/" + name).partition(b"\n")
        require(HEX.fullmatch(salt.decode("ascii")), "not a salt: ledger/details/" + name)
        require(name.isdigit() and int(name) in leaves, "no leaf goes with ledger/details/" + name)
        commitment = digest(bytes.fromhex(salt.decode("ascii")), detail).hex()
        require(leaves[int(name)]["c"] == commitment, "the leaf does not commit to ledger/details/" + name)
        named[int(name)] = set(re.findall(rb'"sha256":"([0-9a-f]{64})"', detail))
    return named


def sources(pack, listed, leaves, named):
    """Every document came in with an entry of the ledger, and every document that the register names is there."""
    with open(os.path.join(pack, "sources.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cited = set()
    for row in rows:
        index, sha256 = int(row["ledger_index"]), row["sha256"]
        require(index in leaves and index in named, "entry %d is not in the pack" % index)
        require(sha256.encode() in named[index], "entry %d does not name %s" % (index, sha256))
        cited.add("originals/sha256/%s/%s" % (sha256[:2], sha256))
    kept = {name for name in listed if name.startswith("originals/")}
    require(kept == cited, "originals and sources.csv differ: " + ", ".join(sorted(kept ^ cited)))
    return len(rows)


def main(arguments):
    if len(arguments) != 2:
        print(__doc__)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        key = file.read().strip()
    pack = arguments[1]
    try:
        listed = files(pack)
        print("ok  %d files are what SHA256SUMS and manifest.json say" % len(listed))
        require("ledger/to.checkpoint" in listed, "there is no folder ledger: nothing had been signed")
        leaves = ledger(pack, key)
        print("ok  %d entries of the ledger are those that were signed as %s" % (len(leaves), key.split("+")[0]))
        named = details(pack, leaves)
        print("ok  %d details are what their entries commit to" % len(named))
        print("ok  %d documents came in with their entries" % sources(pack, listed, leaves, named))
    except (Unsound, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as wrong:
        print("NOT SOUND: %s" % wrong)
        return 1
    print("The pack is sound.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
