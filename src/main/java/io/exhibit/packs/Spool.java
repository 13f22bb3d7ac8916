package io.exhibit.packs;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that one query gave, kept on disk: every file of a pack that shows them reads them from here. */
final class Spool {

    private final Register register;
    private final Path file;
    private final long rows;

    private Spool(Register register, Path file, long rows) {
        this.register = register;
        this.file = file;
        this.rows = rows;
    }

    Register register() {
        return register;
    }

    long rows() {
        return rows;
    }

    void each(Row row) throws IOException {
        try (Cursor all = cursor()) {
            for (List<@Nullable String> values = all.next(); values != null; values = all.next()) {
                row.accept(values);
            }
        }
    }

    Cursor cursor() throws IOException {
        return new Cursor(new DataInputStream(new BufferedInputStream(Files.newInputStream(file))));
    }

    /** Reads the rows one at a time, where two registers are read in step. */
    final class Cursor implements AutoCloseable {

        private final DataInputStream in;
        private long read;

        private Cursor(DataInputStream in) {
            this.in = in;
        }

        /** The next row; null: there is no more. */
        @Nullable
        List<@Nullable String> next() throws IOException {
            if (read == rows) {
                return null;
            }
            read++;
            @Nullable String[] values = new String[register.columns().size()];
            for (int column = 0; column < values.length; column++) {
                int length = in.readInt();
                values[column] = length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
            }
            return Arrays.asList(values);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** What reads the rows back, in order; null: not known. */
    @FunctionalInterface
    interface Row {
        void accept(List<@Nullable String> values) throws IOException;
    }

    /** Takes the rows as the query gives them, and insists that they come in the order of their key, each once. */
    static final class Writer implements AutoCloseable {

        private final Register register;
        private final Path file;
        private final DataOutputStream out;
        private final int[] key;
        private byte[] last = new byte[0];
        private long rows;

        Writer(Register register, Path directory) {
            this.register = register;
            this.file = directory.resolve(register.name().replace('/', '-') + ".spool");
            this.key = register.keyPositions();
            try {
                this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        void row(List<@Nullable String> values) {
            insistOnOrder(values);
            try {
                for (String value : values) {
                    write(value);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            rows++;
        }

        private void write(@Nullable String value) throws IOException {
            if (value == null) {
                out.writeInt(-1);
                return;
            }
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        private void insistOnOrder(List<@Nullable String> values) {
            var joined = new StringBuilder();
            for (int position : key) {
                joined.append(values.get(position)).append('\u0000');
            }
            byte[] next = joined.toString().getBytes(StandardCharsets.UTF_8);
            if (rows > 0 && Arrays.compareUnsigned(last, next) >= 0) {
                throw new UnsoundPack("The register " + register.name() + " lists "
                        + joined.toString().replace('\u0000', ' ') + "twice or out of order.");
            }
            last = next;
        }

        Spool done() {
            return new Spool(register, file, rows);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
