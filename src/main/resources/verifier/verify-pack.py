#!/usr/bin/env python3
"""Checks an evidence pack of Exhibit, offline: python3 verify-pack.py KEY PACK [SHA256]

KEY     a file with the key of the ledger, one line: name+id+base64. Take it from whoever audits the bank, not from the pack.
        Further lines are keys of witnesses; each must have signed the later checkpoint too.
PACK    the archive as it was sealed, or the folder that it was unpacked to.
SHA256  the digest of the archive that was sealed, from the ledger's entry or from the page of the pack.

Or the receipt of an upload: python3 verify-pack.py receipt KEYS ANSWER SENT [PROOF]

KEYS    a file with the key that the receipt is signed with, and the ledger's where there is a proof, one a line.
ANSWER  what the upload was answered with, as it came.
SENT    what was sent.
PROOF   what /api/v1/receipts/<index>/proof answered later.

Needs Python 3 (standard library) and openssl. Ends with 0 when everything holds, with 1 when something does not.
"""
import base64
import binascii
import hashlib
import os
import re
import stat
import struct
import subprocess
import sys
import tempfile
import zlib

NAME = re.compile(r"(?:(?!\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,200}(?:/(?!$)|$)){1,8}")
HEX = re.compile(r"[0-9a-f]{64}")
INDEX = re.compile(r"0|[1-9][0-9]{0,17}")
POSITION = re.compile(r"0|[1-9][0-9]{0,8}")
WHOLE = 1 << 28


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
    """One text for each value: neither padding nor spare bits may differ."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    require(raw and base64.b64encode(raw).decode() == text, "base64 is not written as it should be")
    return raw


class Pack:
    """The files of a pack. Whoever made it may mean harm: names are plain, sizes have limits. Text is Latin-1, byte for byte."""

    def text(self, name):
        require(name in self.names, "missing: " + name)
        text = bytearray()
        for part in self.parts(name):
            require(len(text) + len(part) <= WHOLE, "too large: " + name)
            text += part
        return text.decode("latin-1")

    def lines(self, name):
        """There is one at least, and each ends with a line feed."""
        require(name in self.names, "missing: " + name)
        rest, some = b"", False
        for part in self.parts(name):
            *whole, rest = (rest + part).split(b"\n")
            for line in whole:
                some = True
                yield line.decode("latin-1")
            require(len(rest) < WHOLE, "too large: " + name)
        require(some and not rest, "cut short: " + name)


class Folder(Pack):
    """A pack that was unpacked: regular files in folders, nothing that leads elsewhere."""

    def __init__(self, root):
        def unreadable(wrong):
            raise wrong

        self.root, found, others = root, [], []
        for folder, folders, files in os.walk(root, onerror=unreadable):
            for name in files + [name for name in folders if os.path.islink(os.path.join(folder, name))]:
                path = os.path.join(folder, name)
                found.append(os.path.relpath(path, root).replace(os.sep, "/"))
                if not stat.S_ISREG(os.lstat(path).st_mode):
                    others.append(found[-1])
            require(len(found) <= 1000000, "more files than a pack has")
        require(all(NAME.fullmatch(name) for name in found), "a file is named as no file of a pack is")
        require(not others, "not a regular file: " + min(others, default=""))
        self.names = sorted(found)

    def parts(self, name):
        try:
            with open(os.path.join(self.root, name), "rb") as file:
                yield from iter(lambda: file.read(1 << 16), b"")
        except OSError:
            raise Unsound("cannot be read: " + name) from None


class Archive(Pack):
    """The archive itself, read as strictly as it is written: entries in the order of their names, one after the other from the first
    byte, every header as it must be, nothing before, between or behind. Two programs that open it cannot see two different packs."""

    FORM = struct.pack("<5H", 20, 0x0808, 8, 0, 0x0022)

    def __init__(self, path):
        self.file, self.entries = open(path, "rb"), {}
        end = os.path.getsize(path) - 22
        self.require(0 <= end < 0xFFFFFFFF)
        tail = self.at(end, 22)
        count, start = struct.unpack_from("<H", tail, 8)[0], struct.unpack_from("<I", tail, 16)[0]
        self.require(count <= 0xFFFE and start <= end)
        self.require(tail == struct.pack("<IIHHIIH", 0x06054B50, 0, count, count, end - start, start, 0))
        listed, at, offset = self.at(start, end - start), 0, 0
        for _ in range(count):
            at, offset = self.entry(listed, at, offset)
        self.require(offset == start and at == len(listed))
        require(sum(entry[3] for entry in self.entries.values()) <= 1 << 34, "the archive unpacks to more than a pack has")
        self.names = list(self.entries)

    def entry(self, listed, at, offset):
        """One line of the list at the end, and the entry that it is of; returns where they end."""
        self.require(len(listed) - at >= 46)
        crc, packed, size, length = struct.unpack_from("<IIIH", listed, at + 16)
        self.require(len(listed) - at >= 46 + length)
        raw, sizes = listed[at + 46 : at + 46 + length], struct.pack("<III", crc, packed, size)
        line = struct.pack("<IH", 0x02014B50, 20) + self.FORM + sizes + struct.pack("<HHIHII", length, 0, 0, 0, 0, offset) + raw
        self.require(line == listed[at : at + 46 + length])
        head = struct.pack("<I", 0x04034B50) + self.FORM + bytes(12) + struct.pack("<HH", length, 0) + raw
        self.require(head == self.at(offset, 30 + length))
        data = offset + 30 + length
        self.require(self.at(data + packed, 16) == struct.pack("<I", 0x08074B50) + sizes)
        name = raw.decode("latin-1")
        require(NAME.fullmatch(name), "a file is named as no file of a pack is")
        self.require(not self.entries or next(reversed(self.entries)) < name)
        self.entries[name] = (data, crc, packed, size)
        return at + 46 + length, data + packed + 16

    def at(self, offset, length):
        self.require(length <= WHOLE)
        self.file.seek(offset)
        found = self.file.read(length)
        self.require(len(found) == length)
        return found

    @staticmethod
    def require(holds):
        require(holds, "the archive is not as Exhibit writes it")

    def parts(self, name):
        """Never gives more than the entry says it has, and ends where its data ends."""
        start, expected, packed, size = self.entries[name]
        inflater, crc, found, position, end = zlib.decompressobj(-15), 0, 0, start, start + packed
        try:
            while not inflater.eof and found <= size:
                data = inflater.unconsumed_tail
                if not data and position < end:
                    self.file.seek(position)
                    data = self.file.read(min(1 << 16, end - position))
                    position += len(data)
                part = inflater.decompress(data, 1 << 16)
                if not data and not part:
                    break
                crc, found = zlib.crc32(part, crc), found + len(part)
                yield part
        except zlib.error:
            found = -1
        ended = inflater.eof and not inflater.unused_data and position == end
        require(ended and found == size and crc == expected, "changed: " + name)


def listing(pack):
    """Every file of the pack has the digest that the lists give it, and none is there that they do not have."""
    listed, last = {}, ""
    for line in pack.lines("SHA256SUMS"):
        match = re.fullmatch(r"([0-9a-f]{64})  ([A-Za-z0-9._/-]+)", line)
        require(match and last < match[2], "SHA256SUMS is not written as it should be")
        last = match[2]
        listed[last] = match[1]
    names = set(pack.names)
    for name in listed:
        require(name in names, "missing: " + name)
    for name in pack.names:
        require(name in listed or name == "SHA256SUMS", "not listed: " + name)
    found = {}
    for name, expected in listed.items():
        whole, size = hashlib.sha256(), 0
        for part in pack.parts(name):
            whole.update(part)
            size += len(part)
        require(whole.hexdigest() == expected, "changed: " + name)
        if name.startswith("originals/"):
            named = name == "originals/sha256/%s/%s" % (expected[:2], expected)
            require(named, "not what its name says: " + name)
        found[name] = (expected, size)
    found.pop("manifest.json", None)
    described(pack, found)
    return listed


def described(pack, found):
    """The manifest names the same files, digests and sizes."""
    unusual = "manifest.json is not written as it should be"
    manifest, begin, finish = pack.text("manifest.json"), '\n  "content" : [ ', " ]\n}\n"
    entry = re.compile(
        r'(?:, )?\{\n    "path" : "([A-Za-z0-9._/-]+)",\n    "media_type" : "[^"\n]*",\n    "bytes" : ([0-9]{1,18}),\n'
        r'    "sha256" : "([0-9a-f]{64})"(?:,\n    "[a-z]+" : [^,\n{}]*)*\n  \}'
    )
    start = manifest.find(begin)
    require(start >= 0 and start == manifest.rfind(begin) and manifest.endswith(finish), unusual)
    at, end, content = start + len(begin), len(manifest) - len(finish), {}
    match = entry.match(manifest, at, max(at, end))
    while match:
        require(match[1] not in content, unusual)
        content[match[1]] = (match[3], int(match[2]))
        at = match.end()
        match = entry.match(manifest, at, max(at, end))
    require(at == end, unusual)
    require(set(content) == set(found), "manifest.json lists other files than SHA256SUMS")
    for name in sorted(content):
        require(content[name] == found[name], "manifest.json gives another digest or size: " + name)


def keys(path, further, otherwise):
    """One a line, of a ledger or process (type 1) the first, and of that type the others: name, id, and type with key."""
    try:
        with open(path, encoding="latin-1", newline="") as file:
            lines = file.read().strip().split("\n")
    except OSError:
        raise Unsound("the file of the key cannot be read") from None
    found = []
    for line in lines:
        parts = line.strip().split("+", 2)
        require(len(parts) == 3 and parts[0], "the key is not written name+id+base64")
        typed = unbase64(parts[2])
        require(len(typed) == 33 and typed[0] in (1, 4), "the key is not one of Ed25519")
        require(digest(parts[0].encode("latin-1"), b"\n", typed)[:4].hex() == parts[1], "the key does not go with its id")
        found.append((parts[0], parts[1], typed))
        require(typed[0] == (further if found[1:] else 1), otherwise)
    return found


def note(text, name):
    """A checkpoint (C2SP tlog-checkpoint) with whoever signed it (C2SP signed-note); nothing is verified yet."""
    lines = text.split("\n")
    require(len(text) <= 1 << 16 and len(lines) >= 6 and lines[0] and not lines[3] and not lines[-1], "not a checkpoint: " + name)
    require(re.fullmatch(r"[1-9][0-9]{0,17}", lines[1]), "not a checkpoint: " + name)
    root_hash = unbase64(lines[2])
    require(len(root_hash) == 32, "not a checkpoint: " + name)
    signatures = []
    for line in lines[4:-1]:
        match = re.fullmatch(r"\u00e2\u0080\u0094 ([^ \n]+) ([A-Za-z0-9+/=]+)", line)
        require(match, "not a checkpoint: " + name)
        signatures.append((match[1], unbase64(match[2])))
    return {"file": name, "text": "\n".join(lines[:3]) + "\n", "origin": lines[0], "size": int(lines[1]), "root": root_hash,
            "signatures": signatures}


def signature(said, key, length, otherwise):
    owner, key_id, _ = key
    mine = [raw for name, raw in said["signatures"] if name == owner and len(raw) == length and raw[:4].hex() == key_id]
    require(len(mine) == 1, said["file"] + otherwise + owner)
    return mine[0]


def verifies(key, text, signed):
    with tempfile.TemporaryDirectory() as folder:
        parts = {"key": bytes.fromhex("302a300506032b6570032100") + key[2][1:], "text": text, "sig": signed}
        for part, raw in parts.items():
            with open(os.path.join(folder, part), "wb") as file:
                file.write(raw)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-rawin", "-in", "text",
                   "-sigfile", "sig"]
        ended = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return ended.returncode == 0


def checkpoint(text, name, key):
    """The checkpoint in that text, signed by this ledger. Signatures of others are left aside."""
    said = note(text, name)
    require(said["origin"] == key[0], name + " is of another ledger")
    signed = signature(said, key, 68, " is not signed with the key of ")
    require(verifies(key, said["text"].encode("latin-1"), signed[4:]), "the signature of " + name + " does not hold")
    return said


def cosigned(said, key):
    """That this witness saw it and found nothing before it changed (C2SP tlog-cosignature)."""
    signed = signature(said, key, 76, " is not cosigned by ")
    text = "cosignature/v1\ntime %d\n%s" % (int.from_bytes(signed[4:12], "big"), said["text"])
    holds = verifies(key, text.encode("latin-1"), signed[12:])
    require(holds, "the cosignature of %s by %s does not hold" % (said["file"], key[0]))


def root(peaks):
    """The root of a tree from the roots of its complete subtrees (RFC 6962, 2.1)."""
    whole = peaks[-1]
    for peak in reversed(peaks[:-1]):
        whole = digest(b"\1", peak, whole)
    return whole


def leads(node, index, size, path, top):
    """Whether a path leads from a leaf's hash at its place in a tree of that size to the root (RFC 6962, 2.1.1)."""
    last = size - 1
    for sibling in path:
        if not last:
            return False
        if index & 1 or index == last:
            node = digest(b"\1", sibling, node)
            while not index & 1:
                index, last = index >> 1, last >> 1
        else:
            node = digest(b"\1", node, sibling)
        index, last = index >> 1, last >> 1
    return not last and node == top


LEAF = re.compile(
    r'\{"by":"[^"\n]*","c":"([0-9a-f]{64})","i":(0|[1-9][0-9]{0,17}),"k":"[^"\n]*",(?:"m":"([0-9a-f]{64})",)?'
    r'"n":([0-9]{1,9}),"sz":[0-9]{1,18},"t":"[^"\n]*","v":([12])\}'
)


def said_by(line, otherwise):
    """What a leaf commits to: its detail and, in version 2, the root over its items, of which there are so many."""
    leaf = LEAF.fullmatch(line)
    require(leaf and leaf[5] == ("2" if leaf[3] else "1"), otherwise)
    return {"index": int(leaf[2]), "detail": leaf[1], "items": leaf[3], "count": int(leaf[4])}


STAMPED, TIMESTAMP = "ledger/timestamped.checkpoint", "ledger/timestamped.tsr"


def ledger(pack, key, witnesses):
    """The leaves between the checkpoints, by index: folded onto the earlier tree they give the later one. And how many of the entries
    a timestamp speaks of; what it says is not checked here."""
    size, peaks, leaves, stamped, root_there = 0, [], {}, None, b""
    belong = (STAMPED in pack.names) == (TIMESTAMP in pack.names)
    require(belong, "timestamped.checkpoint and timestamped.tsr belong together")
    if STAMPED in pack.names:
        stamped = checkpoint(pack.text(STAMPED), STAMPED, key)
    if "ledger/from.checkpoint" in pack.names:
        early = checkpoint(pack.text("ledger/from.checkpoint"), "ledger/from.checkpoint", key)
        for line in pack.lines("ledger/from.peaks"):
            require(HEX.fullmatch(line), "from.peaks is not written as it should be")
            peaks.append(bytes.fromhex(line))
        size = early["size"]
        fits = len(peaks) == bin(size).count("1") and root(peaks) == early["root"]
        require(fits, "from.peaks does not go with from.checkpoint")
    for line in pack.lines("ledger/leaves.jsonl"):
        leaf = said_by(line, "not a leaf, in the place of %d" % size)
        require(leaf["index"] == size, "leaf %d stands in the place of %d" % (leaf["index"], size))
        leaves[size] = leaf
        node, place = digest(b"\0", line.encode("latin-1")), size
        while place & 1:
            node, place = digest(b"\1", peaks.pop(), node), place >> 1
        peaks.append(node)
        size += 1
        if stamped and size == stamped["size"]:
            root_there = root(peaks)
    later = checkpoint(pack.text("ledger/to.checkpoint"), "ledger/to.checkpoint", key)
    require(size == later["size"], "to.checkpoint is of %d entries, the leaves end at %d" % (later["size"], size))
    require(root(peaks) == later["root"], "the leaves are not those that were signed")
    require(not stamped or root_there == stamped["root"], "timestamped.checkpoint is not of these entries")
    for witness in witnesses:
        cosigned(later, witness)
    return leaves, stamped and stamped["size"]


DETAIL = re.compile(r"ledger/details/(0|[1-9][0-9]{0,17})")
ITEM = re.compile(r"ledger/items/(0|[1-9][0-9]{0,17})-(0|[1-9][0-9]{0,8})")
NAMED = re.compile(r'"sha256":"([0-9a-f]{64})"')


def details(pack, leaves):
    """The digests that entries name, from details and items that are what the leaves commit to."""
    named, others = {}, {"ledger/" + name for name in ("from.checkpoint", "from.peaks", "leaves.jsonl", "to.checkpoint")}
    others |= {STAMPED, TIMESTAMP}
    for file in pack.names:
        if not file.startswith("ledger/") or file in others:
            continue
        place, item = DETAIL.fullmatch(file), ITEM.fullmatch(file)
        require(place or item, "no file of a ledger: " + file)
        if item:
            lines = pack.text(file).split("\n")
            written = len(lines) > 2 and not lines[-1] and HEX.fullmatch(lines[0]) and all(map(HEX.fullmatch, lines[2:-1]))
            require(written, "not an item: " + file)
            leaf = leaf_of(leaves, item, file)
            opened(lines[0], lines[1], lines[2:-1], leaf, int(item[2]), file)
            named[item[1] + "-" + item[2]] = set(NAMED.findall(lines[1]))
        else:
            text, leaf = pack.text(file), leaf_of(leaves, place, file)
            require(not leaf["items"], "the leaf has items, not " + file)
            require(HEX.fullmatch(text[:64]) and text[64:65] == "\n", "not a salt: " + file)
            commitment = digest(bytes.fromhex(text[:64]), text[65:].encode("latin-1")).hex()
            require(leaf["detail"] == commitment, "the leaf does not commit to " + file)
            named[place[1]] = set(NAMED.findall(text[65:]))
    return named


def leaf_of(leaves, place, file):
    require(int(place[1]) in leaves, "no leaf goes with " + file)
    return leaves[int(place[1])]


def opened(salt, item, path, leaf, position, name):
    """Ends well when the leaf commits to this item at that position."""
    require(leaf["items"] and position < leaf["count"], "the leaf has no such item: " + name)
    commitment = digest(bytes.fromhex(salt), item.encode("latin-1"))
    siblings = [bytes.fromhex(sibling) for sibling in path]
    holds = leads(digest(b"\0", commitment), position, leaf["count"], siblings, bytes.fromhex(leaf["items"]))
    require(holds, "the leaf does not commit to " + name)


def table(text, unusual):
    """RFC 4180 as the product writes it: every line ends with a line feed, every row has as many cells as the first."""
    cell = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\n"]*))([,\n])')
    rows, row, at = [], [], 0
    require(text, unusual)
    while at < len(text):
        match = cell.match(text, at)
        require(match, unusual)
        row.append(match[2] if match[1] is None else match[1].replace('""', '"'))
        at = match.end()
        if match[3] == "\n":
            require(not rows or len(rows[0]) == len(row), unusual)
            rows.append(row)
            row = []
    require(not row, unusual)
    return rows


def sources(pack, named):
    """Every document came in with an entry of the ledger, and every document that the register names is there."""
    unusual = "sources.csv is not written as it should be"
    head, *rows = table(pack.text("sources.csv"), unusual)
    columns = ("ledger_index", "ledger_position", "sha256")
    require(all(name in head for name in columns), unusual)
    places, cited = [head.index(name) for name in columns], set()
    for row in rows:
        index, position, sha256 = (row[place] for place in places)
        require(INDEX.fullmatch(index) and POSITION.fullmatch(position) and HEX.fullmatch(sha256), unusual)
        names = named.get(index + "-" + position, named.get(index))
        require(names is not None, "entry %s is not in the pack" % index)
        require(sha256 in names, "entry %s does not name %s" % (index, sha256))
        cited.add("originals/sha256/%s/%s" % (sha256[:2], sha256))
    differing = cited ^ {name for name in pack.names if name.startswith("originals/")}
    require(not differing, "originals and sources.csv differ: " + min(differing, default=""))
    return len(rows)


def sealed(path, expected):
    require(HEX.fullmatch(expected), "the third argument is not a SHA-256 in hexadecimal digits")
    require(os.path.isfile(path), "only an archive has the digest of an archive")
    whole = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            whole.update(part)
    require(whole.hexdigest() == expected, "this is not the archive that was sealed")


def verify(pack, known):
    print("ok  %d files are what SHA256SUMS and manifest.json say" % len(listing(pack)))
    require("ledger/to.checkpoint" in pack.names, "there is no folder ledger: nothing had been signed")
    leaves, stamped = ledger(pack, known[0], known[1:])
    print("ok  %d entries of the ledger are those that were signed as %s" % (len(leaves), known[0][0]))
    if stamped:
        print("--  the timestamp of the first %d entries was not checked by this program; use openssl ts -verify"
              " -data %s -in %s -CAfile tsa-root.pem" % (stamped, STAMPED, TIMESTAMP))
    named = details(pack, leaves)
    print("ok  %d details and items are what their entries commit to" % len(named))
    print("ok  %d documents came in with their entries" % sources(pack, named))


def content(path, what):
    """The parts of a file; it is called what it is for."""
    try:
        with open(path, "rb") as file:
            yield from iter(lambda: file.read(1 << 16), b"")
    except OSError:
        raise Unsound(what + " cannot be read") from None


def small(path, what):
    text = bytearray()
    for part in content(path, what):
        require(len(text) + len(part) <= 1 << 24, "too large: " + what)
        text += part
    return text.decode("latin-1")


STRING = r'"((?:[^"\\\x00-\x1f]|\\["\\])*)"'
NUMBER = r"(0|[1-9][0-9]{0,17})\s*[,}]"
HASH = r'"([0-9a-f]{64})"'
PATH = r'\[\s*((?:"[0-9a-f]{64}"\s*(?:,\s*(?="))?){0,64})\]'


def only(answer, name, value):
    """Each member must be there exactly once, so that nobody can read another than we do."""
    found = [match[1] for match in re.finditer(r'"%s"\s*:\s*(?:%s)?' % (name, value), answer, re.ASCII)]
    require(len(found) == 1 and found[0] is not None, "the answer has no or more than one usable " + name)
    return found[0]


def string(answer, name):
    return re.sub(r'\\(["\\])', r"\1", only(answer, name, STRING))


def receipt(known, answer, sent):
    """Ends well when a key that is trusted promised to keep what was sent; returns the leaf as it is written and what it says."""
    # Another way to write a letter of a member's name: a reader of JSON would see a member where we see none.
    disguised = re.search(r"(?<!\\)(?:\\\\)*\\u00[2-7]", answer)
    require(not disguised, "the answer is not written as it should be")
    text = string(answer, "leaf")
    leaf = said_by(text, "the receipt has no leaf")
    require(int(only(answer, "index", NUMBER)) == leaf["index"], "the leaf has another index than the receipt")
    position = int(only(answer, "position", NUMBER))
    require(position < leaf["count"], "the leaf has no such item: the receipt")
    path = re.findall(HASH, only(answer, "path", PATH))
    salt, item = only(answer, "salt", HASH), string(answer, "item")
    key, signed = string(answer, "key"), string(answer, "signature")
    opened(salt, item, path, leaf, position, "the receipt")
    whole = hashlib.sha256()
    for part in content(sent, "what was sent"):
        whole.update(part)
    require(whole.hexdigest() in NAMED.findall(item), "the receipt is for something else")
    signed = unbase64(signed)
    mine = [one for one in known if "%s+%s+%s" % (one[0], one[1], base64.b64encode(one[2]).decode()) == key]
    require(mine, "the receipt is signed with a key that is not among those given")
    message = ("exhibit/receipt/v1\n" + text + "\n").encode("latin-1")
    require(len(signed) == 64 and verifies(mine[0], message, signed), "the signature of the receipt does not hold")
    print("ok  %s promised these bytes entry %d" % (key, leaf["index"]))
    return text, leaf


PROOF = re.compile(
    r"c2sp\.org/tlog-proof@v1\nextra ([A-Za-z0-9+/=]+)\nindex (0|[1-9][0-9]{0,17})\n((?:[A-Za-z0-9+/]{43}=\n){0,64})\n(.*)",
    re.DOTALL,
)


def prove(known, text, leaf, proof):
    """Ends well when the proof leads from this leaf to a checkpoint that a trusted key signed."""
    parts = PROOF.fullmatch(proof)
    require(parts, "not a proof")
    extra = unbase64(parts[1]).decode("latin-1").split("\n")
    require(extra[0] == text and int(parts[2]) == leaf["index"], "the proof is of another entry")
    path, name = [unbase64(line) for line in parts[3].split("\n")[:-1]], "the proof's checkpoint"
    origin = note(parts[4], name)["origin"]
    mine = [key for key in known if key[0] == origin]
    require(mine, "the proof is of a ledger whose key is not among those given")
    said = checkpoint(parts[4], name, mine[0])
    require(leaf["index"] < said["size"], "the checkpoint does not cover the entry")
    holds = leads(digest(b"\0", text.encode("latin-1")), leaf["index"], said["size"], path, said["root"])
    require(holds, "the entry is not in the signed ledger")
    print("ok  the entry is in the signed ledger")


def verify_receipt(known, answer, sent, proof=None):
    text, leaf = receipt(known, small(answer, "the answer"), sent)
    if proof is not None:
        prove(known, text, leaf, small(proof, "the proof"))
    print("The receipt is sound.")


def verify_pack(known, path, expected=None):
    if expected is not None:
        sealed(path, expected)
    verify(Folder(path) if os.path.isdir(path) else Archive(path), known)
    print("The pack is sound.")


def main(arguments):
    of_receipt = arguments[:1] == ["receipt"]
    if len(arguments) not in ((4, 5) if of_receipt else (2, 3)):
        print(__doc__)
        return 2
    try:
        if of_receipt:
            known = keys(arguments[1], 1, "the file of keys has those of processes and ledgers only")
            verify_receipt(known, *arguments[2:])
        else:
            known = keys(arguments[0], 4, "the file of keys has one of the ledger, then those of witnesses")
            verify_pack(known, *arguments[1:])
    except Unsound as wrong:
        print("NOT SOUND: %s" % wrong)
        return 1
    except OSError:
        print("NOT SOUND: the pack cannot be read")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
