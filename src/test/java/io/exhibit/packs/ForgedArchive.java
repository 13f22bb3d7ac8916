package io.exhibit.packs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a forger does to the archive itself, so that one program sees another pack in it than the next one, or does harm where it is unpacked. */
final class ForgedArchive {

    private final List<Entry> entries = new ArrayList<>();
    private final List<Entry> listed = new ArrayList<>();
    private byte[] before = new byte[0];
    private byte[] between = new byte[0];
    private byte[] behind = new byte[0];
    private byte[] comment = new byte[0];
    private int countMore;

    /** An entry as it stands, and its line in the list at the end. */
    private static final class Entry {
        private byte[] body;
        private byte[] line;

        private Entry(byte[] body, byte[] line) {
            this.body = body;
            this.line = line;
        }

        private Entry copy() {
            return new Entry(body.clone(), line.clone());
        }
    }

    private ForgedArchive(byte[] zip) {
        ByteBuffer all = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int start = all.getInt(zip.length - 6);
        for (int at = start; at < zip.length - 22; ) {
            int end = at + 46 + all.getShort(at + 28);
            int next = end < zip.length - 22 ? all.getInt(end + 42) : start;
            entries.add(
                    new Entry(Arrays.copyOfRange(zip, all.getInt(at + 42), next), Arrays.copyOfRange(zip, at, end)));
            at = end;
        }
        listed.addAll(entries);
    }

    static Map<String, Consumer<ForgedArchive>> forgeries() {
        Map<String, Consumer<ForgedArchive>> all = new LinkedHashMap<>();
        all.put("an entry left out", zip -> zip.both(entries -> entries.remove(2)));
        all.put("an entry left out of the list", zip -> zip.listed.remove(2));
        all.put("an entry that is not there", zip -> zip.entries.remove(2));
        all.put("an entry twice", zip -> zip.both(entries -> entries.add(3, entries.get(2))));
        all.put("an entry twice in the list", zip -> zip.listed.add(3, zip.listed.get(2)));
        all.put(
                "a second entry of the same name",
                zip -> zip.both(entries -> entries.add(entries.getFirst().copy())));
        all.put("entries in another order", zip -> zip.both(entries -> Collections.swap(entries, 1, 2)));
        all.put("another order of the list", zip -> Collections.swap(zip.listed, 1, 2));
        all.put("something before", zip -> zip.before = "#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII));
        all.put("something between", zip -> zip.between = new byte[7]);
        all.put("something behind", zip -> zip.behind = new byte[3]);
        all.put("a comment", zip -> zip.comment = "PK\5\6".getBytes(StandardCharsets.ISO_8859_1));
        all.put("more entries than are there", zip -> zip.countMore = 1);
        all.put("fewer entries than are there", zip -> zip.countMore = -1);
        all.put(
                "one name here and another there",
                zip -> zip.listed.set(0, zip.renamed(zip.listed.getFirst(), "HOW-TO-VERIFY.tx_", false)));
        for (String name : List.of(
                "../escape",
                "/etc/passwd",
                "a/../../b",
                "C:\\boot.ini",
                "a\\b",
                "x\u0000y",
                "./a",
                "a//b",
                "a/",
                "\u202e")) {
            all.put(
                    "an entry named " + name,
                    zip -> zip.both(entries -> entries.set(0, zip.renamed(entries.getFirst(), name, true))));
        }
        all.put("a symbolic link", zip -> zip.change(38, 0xA1FF0000));
        all.put("a folder", zip -> zip.change(38, 0x10));
        all.put("encrypted", zip -> zip.change(8, 0x00080809));
        all.put("stored", zip -> zip.change(8, 0x00000808));
        all.put("another time", zip -> zip.change(12, 0x00230000));
        all.put("a size that is not so", zip -> zip.change(24, 0x7FFFFFFF));
        all.put("a size for which there is a larger form", zip -> zip.change(24, -1));
        all.put("another checksum", zip -> zip.change(16, 0));
        all.put("an entry that begins elsewhere", zip -> zip.change(42, 0x7FFFFFFF));
        all.put("all of it again", zip -> zip.before = zip.bytes());
        return all;
    }

    static byte[] forge(byte[] zip, Consumer<ForgedArchive> forgery) {
        ForgedArchive forged = new ForgedArchive(zip);
        forgery.accept(forged);
        return forged.bytes();
    }

    private void both(Consumer<List<Entry>> edit) {
        edit.accept(entries);
        listed.clear();
        listed.addAll(entries);
    }

    /** Four bytes of the second line of the list. */
    private void change(int at, int value) {
        Entry entry = listed.get(1).copy();
        ByteBuffer.wrap(entry.line).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
        entries.set(1, entry);
        listed.set(1, entry);
    }

    private Entry renamed(Entry entry, String name, boolean everywhere) {
        byte[] raw = name.getBytes(StandardCharsets.UTF_8);
        Entry renamed = entry.copy();
        renamed.line = renamed(entry.line, 46, 28, raw);
        renamed.body = everywhere ? renamed(entry.body, 30, 26, raw) : entry.body;
        return renamed;
    }

    private static byte[] renamed(byte[] header, int start, int length, byte[] name) {
        ByteBuffer old = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        int rest = start + old.getShort(length);
        ByteBuffer made =
                ByteBuffer.allocate(start + name.length + header.length - rest).order(ByteOrder.LITTLE_ENDIAN);
        made.put(header, 0, start).put(name).put(header, rest, header.length - rest);
        return made.putShort(length, (short) name.length).array();
    }

    private byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        IdentityHashMap<Entry, Integer> offsets = new IdentityHashMap<>();
        for (Entry entry : entries) {
            offsets.put(entry, out.size());
            out.writeBytes(entry.body);
            out.writeBytes(offsets.size() == 2 ? between : new byte[0]);
        }
        int start = out.size();
        for (Entry entry : listed) {
            ByteBuffer line = ByteBuffer.wrap(entry.line.clone()).order(ByteOrder.LITTLE_ENDIAN);
            if (line.getInt(42) != 0x7FFFFFFF) {
                line.putInt(42, offsets.getOrDefault(entry, 0));
            }
            out.writeBytes(line.array());
        }
        short count = (short) (listed.size() + countMore);
        ByteBuffer tail = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        tail.putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
        tail.putInt(out.size() - start).putInt(start).putShort((short) comment.length);
        out.writeBytes(tail.array());
        out.writeBytes(comment);
        out.writeBytes(behind);
        return out.toByteArray();
    }
}
