package io.exhibit.packs;

import io.exhibit.kernel.Written;
import io.exhibit.packs.pdf.Attachment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The data files that lie inside the report as attachments, so that the report alone is worth something to a program; and those that are
 * too large for a report that is sent by mail. The manifest cannot be among them: it has the report's own digest.
 */
record EnclosedFiles(List<Enclosed> inside, List<PackFile> left) {

    private static final long LARGEST = 8L << 20;
    private static final long TOGETHER = 32L << 20;

    /** A file and what it holds. */
    record Enclosed(PackFile file, String words) {

        String name() {
            return file.path().replace('/', '-');
        }

        Attachment attachment(Path root) {
            return new Attachment(
                    name(),
                    file.path().endsWith(".csv") ? "text/csv" : "application/json",
                    words + "; " + file.path() + " of the pack, SHA-256 "
                            + file.sha256().hex(),
                    root.resolve(file.path()));
        }
    }

    static EnclosedFiles of(List<RegisterFile> registers, List<OscalDocument> oscal) {
        List<Enclosed> all = new ArrayList<>();
        oscal.forEach(document -> all.add(new Enclosed(document.file(), document.title())));
        for (RegisterFile register : registers) {
            for (PackFile file : List.of(register.csv(), register.json())) {
                all.add(new Enclosed(file, register.title() + ", " + Written.count(file.rows(), "row", "rows")));
            }
        }
        return chosen(all);
    }

    private static EnclosedFiles chosen(List<Enclosed> all) {
        List<Enclosed> inside = new ArrayList<>();
        List<PackFile> left = new ArrayList<>();
        long room = TOGETHER;
        for (Enclosed one : all) {
            if (one.file().size() <= Math.min(room, LARGEST)) {
                inside.add(one);
                room -= one.file().size();
            } else {
                left.add(one.file());
            }
        }
        return new EnclosedFiles(inside, left);
    }

    /** What the report says about them. */
    String words() {
        if (inside.isEmpty()) {
            return "None of these files lies inside this document: they are too large for that. The archive has them.";
        }
        String all = "Inside this document, as attachments that a reader of PDF lists and saves, "
                + Written.count(inside.size(), "of these files lies", "of these files lie")
                + " with the same bytes and digests; a name has - for / there. ";
        return left.isEmpty()
                ? all + "The workbook, the originals and the manifest are in the archive only."
                : all + "Too large for that, and in the archive only: "
                        + left.stream().map(PackFile::path).collect(Collectors.joining(", "))
                        + "; so are the workbook, the originals and the manifest.";
    }
}
