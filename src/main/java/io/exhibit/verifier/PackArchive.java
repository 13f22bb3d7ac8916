package io.exhibit.verifier;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The archive itself, read as strictly as it is written: entries in the order of their names, one after the other from the first byte,
 * every header as it must be, nothing before, between or behind. Two programs that open it cannot see two different packs in it.
 */
final class PackArchive implements Pack {

    private static final int MOST = 0xFFFE;
    private static final long UNPACKED = 1L << 34;

    /** Version, flags (sizes follow the data, names are UTF-8), method, and the one time that all entries have. */
    private static final int[] FORM = {20, 0x0808, 8, 0, 0x0022};

    private final RandomAccessFile file;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private PackArchive(RandomAccessFile file) {
        this.file = file;
    }

    private record Entry(long start, int crc, long packed, long size) {}

    static Pack open(Path path) throws Unsound, IOException {
        PackArchive archive = new PackArchive(new RandomAccessFile(path.toFile(), "r"));
        try {
            archive.list();
            return archive;
        } catch (EOFException cut) {
            archive.close();
            throw new Unsound("the archive is not as Exhibit writes it");
        } catch (IOException | Unsound wrong) {
            archive.close();
            throw wrong;
        }
    }

    private void list() throws Unsound, IOException {
        long end = file.length() - 22;
        require(end >= 0 && end < 0xFFFFFFFFL);
        ByteBuffer tail = at(end, 22);
        int count = tail.getShort(8) & 0xFFFF;
        long start = tail.getInt(16) & 0xFFFFFFFFL;
        require(count <= MOST && start <= end);
        ByteBuffer expected = buffer(22).putInt(0x06054b50).putInt(0).putShort((short) count);
        expected.putShort((short) count).putInt((int) (end - start)).putInt((int) start);
        require(expected.clear().equals(tail));
        ByteBuffer listed = at(start, end - start);
        long next = 0;
        for (int n = 0; n < count; n++) {
            next = entry(listed, next);
        }
        require(next == start && !listed.hasRemaining());
        long unpacked = entries.values().stream().mapToLong(Entry::size).sum();
        Unsound.unless(unpacked <= UNPACKED, "the archive unpacks to more than a pack has");
    }

    /** One line of the list at the end, and the entry that it is of; returns where that ends. */
    private long entry(ByteBuffer listed, long offset) throws Unsound, IOException {
        require(listed.remaining() >= 46);
        int at = listed.position();
        int crc = listed.getInt(at + 16);
        long packed = listed.getInt(at + 20) & 0xFFFFFFFFL;
        long size = listed.getInt(at + 24) & 0xFFFFFFFFL;
        int length = listed.getShort(at + 28) & 0xFFFF;
        require(listed.remaining() >= 46 + length);
        byte[] raw = new byte[length];
        listed.get(at + 46, raw);
        ByteBuffer line = form(buffer(46 + length).putInt(0x02014b50).putShort((short) 20));
        line.putInt(crc).putInt((int) packed).putInt((int) size).putShort((short) length);
        line.putShort((short) 0)
                .putInt(0)
                .putShort((short) 0)
                .putInt(0)
                .putInt((int) offset)
                .put(raw);
        require(line.clear().equals(listed.slice(at, 46 + length)));
        listed.position(at + 46 + length);

        ByteBuffer head = form(buffer(30 + length).putInt(0x04034b50));
        head.putInt(0)
                .putInt(0)
                .putInt(0)
                .putShort((short) length)
                .putShort((short) 0)
                .put(raw);
        require(head.clear().equals(at(offset, 30 + length)));
        long data = offset + 30 + length;
        ByteBuffer foot =
                buffer(16).putInt(0x08074b50).putInt(crc).putInt((int) packed).putInt((int) size);
        require(foot.clear().equals(at(data + packed, 16)));

        String name = new String(raw, StandardCharsets.ISO_8859_1);
        Unsound.unless(NAME.matcher(name).matches(), "a file is named as no file of a pack is");
        require(entries.isEmpty() || entries.lastKey().compareTo(name) < 0);
        entries.put(name, new Entry(data, crc, packed, size));
        return data + packed + 16;
    }

    private static ByteBuffer buffer(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer form(ByteBuffer header) {
        for (int field : FORM) {
            header.putShort((short) field);
        }
        return header;
    }

    private ByteBuffer at(long offset, long length) throws Unsound, IOException {
        require(length <= WHOLE && offset + length <= file.length());
        byte[] bytes = new byte[(int) length];
        file.seek(offset);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void require(boolean holds) throws Unsound {
        Unsound.unless(holds, "the archive is not as Exhibit writes it");
    }

    @Override
    public SortedSet<String> names() {
        return Collections.unmodifiableSortedSet((SortedSet<String>) entries.keySet());
    }

    @Override
    public void read(String name, Part to) throws Unsound {
        Entry entry = entries.get(name);
        Inflater inflater = new Inflater(true);
        try {
            Unsound.unless(entry != null && isWhole(inflate(inflater, entry, to), entry), "changed: " + name);
        } catch (IOException | DataFormatException damaged) {
            throw new Unsound("changed: " + name);
        } finally {
            inflater.end();
        }
    }

    private record Inflated(boolean ended, long size, int crc) {}

    private static boolean isWhole(Inflated inflated, Entry entry) {
        return inflated.ended() && inflated.size() == entry.size() && inflated.crc() == entry.crc();
    }

    /** Never gives more than the entry says it has, and ends where its data ends. */
    private Inflated inflate(Inflater inflater, Entry entry, Part to) throws Unsound, IOException, DataFormatException {
        CRC32 crc = new CRC32();
        byte[] packed = new byte[1 << 16];
        byte[] plain = new byte[1 << 16];
        long position = entry.start();
        long end = entry.start() + entry.packed();
        long size = 0;
        while (!inflater.finished() && size <= entry.size()) {
            if (inflater.needsInput()) {
                if (position == end) {
                    break;
                }
                int length = (int) Math.min(packed.length, end - position);
                file.seek(position);
                file.readFully(packed, 0, length);
                inflater.setInput(packed, 0, length);
                position += length;
            }
            int inflated = inflater.inflate(plain);
            crc.update(plain, 0, inflated);
            size += inflated;
            to.bytes(plain, inflated);
        }
        boolean ended = inflater.finished() && inflater.getRemaining() == 0 && position == end;
        return new Inflated(ended, size, (int) crc.getValue());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
