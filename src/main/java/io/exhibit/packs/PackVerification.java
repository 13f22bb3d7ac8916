package io.exhibit.packs;

import java.util.Locale;
import java.util.UUID;

/** The words that tell an examiner how to check a pack, the same on paper, on the page and in the archive. */
final class PackVerification {

    static final String FILE = "HOW-TO-VERIFY.txt";

    private static final String GUIDE = """
            HOW TO VERIFY THIS PACK
            =======================

            1. That the archive is the one that was sealed: compare its digest with the one on the
               page of the pack, in GET /api/v1/packs/{pack},
               or in the ledger entry of the sealing.

                   sha256sum {archive}

            2. That no file in it was changed:

                   unzip -q {archive} -d pack
                   cd pack
                   sha256sum -c SHA256SUMS

               On a Mac: shasum -a 256 -c SHA256SUMS

            3. That a row stands on what was received: findings.csv and alerts.csv name the SHA-256
               of the documents that each row rests on. The document, byte for byte as it was
               received, is originals/sha256/<first two digits>/<digest>; its name is its digest.
               sources.csv names the ledger entry that was written when it came in.

            4. That the counts are right: populations/<check>.csv has one row for each item that a
               check judged, with its verdict. Count them by verdict and compare with report.pdf
               and manifest.json.

            WHAT THE FILES ARE
            ------------------
            report.pdf         the report, for reading; every figure in it counts rows of the files
            findings.csv/json  findings that were open in the period or due in it
            alerts.csv/json    runtime alerts of the period, with who dealt with them
            sources.csv/json   the documents that all of it rests on
            populations/       the population of each check, item by item
            originals/         the documents
            manifest.json      what the pack is, and every file with its size and digest
            SHA256SUMS         digests of all files but itself

            ABOUT THE CSV FILES
            -------------------
            UTF-8, fields after RFC 4180, lines end with LF, times are UTC. Rows stand in the order
            of their key. A text that begins like a formula has a ' in front, so that a spreadsheet
            shows it and does not run it. A character that would be invisible, such as one that
            turns the direction of writing, is shown as its code, for example \u27E6U+202E\u27E7. The
            JSON files have every text as it is.
            """;

    private PackVerification() {}

    static String archive(UUID pack) {
        return "pack-" + pack + ".zip";
    }

    static String commands(UUID pack) {
        return String.format(Locale.ROOT, """
                sha256sum %1$s
                unzip -q %1$s -d pack
                cd pack
                sha256sum -c SHA256SUMS
                """, archive(pack));
    }

    static String text(UUID pack) {
        return GUIDE.replace("{archive}", archive(pack)).replace("{pack}", pack.toString());
    }
}
