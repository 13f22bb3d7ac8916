#!/usr/bin/env python3
"""Checks an evidence pack of Exhibit, offline: python3 verify-pack.py KEY PACK

KEY   a file with the key of the ledger, one line: name+id+base64. Take it from whoever audits the bank, not from the pack.
PACK  the folder that the pack was unpacked to.

Or the receipt of an upload: python3 verify-pack.py receipt KEYS ANSWER SENT [PROOF]

KEYS    a file with the key that the receipt is signed with, and the ledger's where there is a proof, one a line.
ANSWER  what the upload was answered with, as it came.
SENT    what was sent.
PROOF   what /api/v1/receipts/<index>/proof answered later.

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
LEAF = re.compile(
    rb'\{"by":"[^"]*","c":"([0-9a-f]{64})","i":([0-9]{1,18}),"k":"[^"]*",(?:"m":"([0-9a-f]{64})",)?'
    rb'"n":([0-9]{1,9}),"sz":[0-9]{1,18},"t":"[^"]*","v":([12])}')
NAMED = re.compile(rb'"sha256":"([0-9a-f]{64})"')
PLACE = re.compile(r"(0|[1-9][0-9]{0,17})(?:-(0|[1-9][0-9]{0,8}))?")


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


def public_key(key):
    """Name, id and the 32 bytes of a key, written name+id+base64."""
    parts = key.split("+", 2)
    require(len(parts) == 3, "the key is not written name+id+base64")
    typed = unbase64(parts[2])
    require(len(typed) == 33 and typed[0] == 1, "the key is not one of Ed25519")
    require(digest(parts[0].encode(), b"\n", typed)[:4].hex() == parts[1], "the key does not go with its id")
    return parts[0], parts[1], typed[1:]


def verifies(public, text, signature):
    """Whether the Ed25519 signature is this key's, as openssl sees it."""
    with tempfile.TemporaryDirectory() as folder:
        parts = {"key": bytes.fromhex("302a300506032b6570032100") + public, "text": text.encode(), "sig": signature}
        for part, raw in parts.items():
            with open(os.path.join(folder, part), "wb") as file:
                file.write(raw)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "text",
                   "-sigfile", "sig"]
        ended = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return ended.returncode == 0


def checkpoint(note, name, key):
    """The size and the root of a checkpoint (C2SP tlog-checkpoint) that the key signed (C2SP signed-note, Ed25519)."""
    text, _, signatures = note.partition("\n\n")
    text += "\n"
    lines = text.splitlines()
    require(len(lines) == 3 and re.fullmatch(r"[1-9][0-9]{0,17}", lines[1]), "not a checkpoint: " + name)
    owner, key_id, public = public_key(key)
    require(lines[0] == owner, name + " is of another ledger: " + lines[0])
    signed = [line for line in signatures.splitlines() if line.startswith("\u2014 " + owner + " ")]
    require(len(signed) == 1, name + " is not signed by " + owner)
    signature = unbase64(signed[0].rsplit(" ", 1)[1])
    require(len(signature) == 68 and signature[:4].hex() == key_id, name + " is signed with another key")
    require(verifies(public, text, signature[4:]), "the signature of " + name + " does not hold")
    return int(lines[1]), unbase64(lines[2])


def root(peaks):
    """The root of a tree from the roots of its complete subtrees (RFC 6962, 2.1)."""
    whole = peaks[-1]
    for peak in reversed(peaks[:-1]):
        whole = digest(b"\1", peak, whole)
    return whole


def climb(node, index, size, path):
    """The root that a path leads to from a leaf's hash at its place in a tree of that size (RFC 6962, 2.1.1)."""
    last = size - 1
    for sibling in path:
        require(last > 0, "a path is longer than its tree is high")
        if index & 1 or index == last:
            node = digest(b"\1", sibling, node)
            while not index & 1:
                index, last = index >> 1, last >> 1
        else:
            node = digest(b"\1", node, sibling)
        index, last = index >> 1, last >> 1
    require(last == 0, "a path is shorter than its tree is high")
    return node


def said_by(leaf):
    """What a leaf says: its index, the commitment to its detail, and in version 2 the root over so many items."""
    match = LEAF.fullmatch(leaf)
    require(match and match[5] == (b"2" if match[3] else b"1"), "not a leaf: %s" % leaf.decode("ascii", "replace"))
    return {"i": match[2].decode(), "c": match[1].decode(), "m": match[3] and match[3].decode(), "n": int(match[4])}


def ledger(pack, key):
    """The leaves between the checkpoints, by index: folded onto the earlier tree they give the later one."""
    size, peaks = 0, []
    if os.path.exists(os.path.join(pack, "ledger/from.checkpoint")):
        size, early = checkpoint(read(pack, "ledger/from.checkpoint").decode("utf-8"), "from.checkpoint", key)
        lines = read(pack, "ledger/from.peaks").decode().splitlines()
        require(all(HEX.fullmatch(line) for line in lines), "from.peaks is not written as it should be")
        peaks = [bytes.fromhex(line) for line in lines]
        require(len(peaks) == bin(size).count("1") and root(peaks) == early, "from.peaks does not go with from.checkpoint")
    leaves = {}
    text = read(pack, "ledger/leaves.jsonl")
    require(text.endswith(b"\n"), "leaves.jsonl is cut short")
    for leaf in text[:-1].split(b"\n"):
        node, index = digest(b"\0", leaf), size
        said = said_by(leaf)
        require(said["i"] == str(size), "leaf %s stands in the place of %d" % (said["i"], size))
        leaves[size] = said
        while index & 1:
            node, index = digest(b"\1", peaks.pop(), node), index >> 1
        peaks.append(node)
        size += 1
    later, expected = checkpoint(read(pack, "ledger/to.checkpoint").decode("utf-8"), "to.checkpoint", key)
    require(size == later, "to.checkpoint is of %d entries, the leaves end at %d" % (later, size))
    require(root(peaks) == expected, "the leaves are not those that were signed")
    return leaves


def places(pack, folder, leaves):
    """The files of a folder that has one for each entry, or one for each item: name, bytes, leaf and position."""
    path = os.path.join(pack, folder)
    for name in os.listdir(path) if os.path.isdir(path) else []:
        place = PLACE.fullmatch(name)
        require(place and bool(place[2]) == (folder == "ledger/items"), "not the name of an entry: " + name)
        require(int(place[1]) in leaves, "no leaf goes with what is said of entry " + name)
        yield name, read(pack, folder + "/" + name), leaves[int(place[1])], int(place[2] or 0)


def opened(text, leaf, position, name):
    """An item that the leaf commits to: its salt, itself, and the path to the leaf's root, one a line."""
    lines = text.split(b"\n")
    require(len(lines) >= 3 and not lines[-1], "not an item: " + name)
    salt, item, path = lines[0], lines[1], lines[2:-1]
    require(all(HEX.fullmatch(part.decode("ascii")) for part in [salt] + path), "not written as it should be: " + name)
    require(leaf["m"] and position < leaf["n"], "the leaf has no such item: " + name)
    commitment = digest(bytes.fromhex(salt.decode("ascii")), item)
    top = climb(digest(b"\0", commitment), position, leaf["n"], [bytes.fromhex(part.decode("ascii")) for part in path])
    require(top.hex() == leaf["m"], "the leaf does not commit to item " + name)
    return item


def details(pack, leaves):
    """The digests that entries name, from details and items that are what the leaves commit to."""
    named = {}
    for name, text, leaf, _ in places(pack, "ledger/details", leaves):
        salt, _, detail = text.partition(b"\n")
        require(HEX.fullmatch(salt.decode("ascii")), "not a salt: ledger/details/" + name)
        commitment = digest(bytes.fromhex(salt.decode("ascii")), detail).hex()
        require(leaf["c"] == commitment, "the leaf does not commit to ledger/details/" + name)
        named[name] = set(NAMED.findall(detail))
    for name, text, leaf, position in places(pack, "ledger/items", leaves):
        named[name] = set(NAMED.findall(opened(text, leaf, position, name)))
    return named


def sources(pack, listed, named):
    """Every document came in with an entry of the ledger, and every document that the register names is there."""
    with open(os.path.join(pack, "sources.csv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cited = set()
    for row in rows:
        index, sha256 = row["ledger_index"], row["sha256"]
        names = named.get(index + "-" + row["ledger_position"], named.get(index))
        require(names is not None, "entry " + index + " is not in the pack")
        require(sha256.encode() in names, "entry %s does not name %s" % (index, sha256))
        cited.add("originals/sha256/%s/%s" % (sha256[:2], sha256))
    kept = {name for name in listed if name.startswith("originals/")}
    require(kept == cited, "originals and sources.csv differ: " + ", ".join(sorted(kept ^ cited)))
    return len(rows)


def only(answer, pattern, name):
    """The one place where the answer has that member, so that nobody can read another than we do."""
    found = re.findall(pattern, answer, re.ASCII)
    require(len(found) == 1, "the answer has no or more than one usable " + name)
    return found[0]


def string(answer, name):
    return only(answer, r'"%s"\s*:\s*"((?:[^"\\]|\\["\\])*)"' % name, name)


def receipt(keys, answer, sent, proof):
    """A trusted key promised to keep what was sent; the proof leads from there to a checkpoint that a trusted key signed."""
    text = re.sub(r'\\(["\\])', r"\1", string(answer, "leaf"))
    leaf = said_by(text.encode("utf-8"))
    require(only(answer, r'"index"\s*:\s*([0-9]{1,18})\b', "index") == leaf["i"], "the leaf has another index")
    path = re.findall(r'"([^"]*)"', only(answer, r'"path"\s*:\s*\[([^\]]*)\]', "path"))
    item = re.sub(r'\\(["\\])', r"\1", string(answer, "item"))
    position = int(only(answer, r'"position"\s*:\s*([0-9]{1,9})\b', "position"))
    lines = "\n".join([string(answer, "salt"), item] + path) + "\n"
    item = opened(lines.encode("utf-8"), leaf, position, "of the receipt")
    require(digest(sent).hex().encode() in NAMED.findall(item), "the receipt is for something else")
    key, signature = string(answer, "key"), unbase64(string(answer, "signature"))
    require(key in keys, "the receipt is signed with a key that is not among those given: " + key)
    require(len(signature) == 64 and verifies(public_key(key)[2], "exhibit/receipt/v1\n" + text + "\n", signature),
            "the signature of the receipt does not hold")
    print("ok  %s promised these bytes entry %s" % (key, leaf["i"]))
    if proof is not None:
        prove(keys, text, leaf, proof)
        print("ok  the entry is in the signed ledger")


def prove(keys, text, leaf, proof):
    parts = re.fullmatch(
        r"c2sp\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9][0-9]{0,17})\n((?:[A-Za-z0-9+/]{43}=\n)*)\n(.*)",
        proof, re.DOTALL)
    require(parts, "not a proof")
    extra = unbase64(parts[1]).decode("utf-8").split("\n")
    require(extra[0] == text and parts[2] == leaf["i"], "the proof is of another entry")
    mine = [key for key in keys if parts[4].startswith(key.split("+")[0] + "\n")]
    require(mine, "the proof is of a ledger whose key is not among those given")
    size, top = checkpoint(parts[4], "the proof's checkpoint", mine[0])
    require(int(leaf["i"]) < size, "the checkpoint does not cover the entry")
    path = [unbase64(line) for line in parts[3].splitlines()]
    require(climb(digest(b"\0", text.encode("utf-8")), int(leaf["i"]), size, path) == top, "the entry is not in the signed ledger")


def pack_is_sound(key, pack):
    listed = files(pack)
    print("ok  %d files are what SHA256SUMS and manifest.json say" % len(listed))
    require("ledger/to.checkpoint" in listed, "there is no folder ledger: nothing had been signed")
    leaves = ledger(pack, key)
    print("ok  %d entries of the ledger are those that were signed as %s" % (len(leaves), key.split("+")[0]))
    named = details(pack, leaves)
    print("ok  %d details and items are what their entries commit to" % len(named))
    print("ok  %d documents came in with their entries" % sources(pack, listed, named))


def receipt_is_sound(keys, answer, sent, proof=None):
    keys = keys.split("\n")
    for key in keys:
        public_key(key)
    receipt(keys, content(answer).decode("utf-8"), content(sent), proof and content(proof).decode("utf-8"))


def content(path):
    with open(path, "rb") as file:
        return file.read()


def main(arguments):
    is_receipt = arguments[:1] == ["receipt"]
    if len(arguments) not in ((4, 5) if is_receipt else (2,)):
        print(__doc__)
        return 2
    try:
        key = content(arguments[1 if is_receipt else 0]).decode("utf-8").strip()
        if is_receipt:
            receipt_is_sound(key, *arguments[2:])
        else:
            pack_is_sound(key, arguments[1])
    except (Unsound, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as wrong:
        print("NOT SOUND: %s" % wrong)
        return 1
    print("The receipt is sound." if is_receipt else "The pack is sound.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
