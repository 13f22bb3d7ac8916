package io.exhibit.packs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A register as it lies in the pack: the rows, and the two files that were written from them. */
record RegisterFile(Spool spool, PackFile csv, PackFile json) {

    static List<RegisterFile> write(Path root, List<Spool> spools) throws IOException {
        List<RegisterFile> files = new ArrayList<>();
        for (Spool spool : spools) {
            String name = spool.register().name();
            PackFile csv = CsvFile.write(root, name + ".csv", spool);
            files.add(new RegisterFile(spool, csv, JsonFile.write(root, name + ".json", spool, csv)));
        }
        return files;
    }

    String title() {
        return spool.register().definition().title();
    }
}
