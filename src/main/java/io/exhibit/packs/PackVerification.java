package io.exhibit.packs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The words that tell an examiner how to check a pack, the same on paper, on the page and in the archive. */
final class PackVerification {

    static final String FILE = "HOW-TO-VERIFY.txt";
    static final String SCRIPT = "verify-pack.py";
    static final String DRAW = "draw-sample.py";

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

            4. That no document of the period was left out, changed or put in later: the folder
               ledger has one line for every entry of Exhibit's ledger between two signed
               checkpoints. Take the key of the ledger (one line: name, id, key) from the bank's
               auditors or from an earlier examination, not from this pack, and run

                   python3 verify-pack.py log.vkey .

               or, best with a verify-pack.py that you had before and with the digest of step 1,

                   python3 verify-pack.py log.vkey {archive} DIGEST

               It needs Python 3 and openssl, nothing else, and no network; it is short enough to
               be read. java -jar exhibit-verifier.jar does the same with Java 17 or newer. Without
               the digest of step 1 nobody can know whether a document was left out with all that
               speaks of it, or whether the report and the registers are those that were sealed.
               What it does, by hand:
               - A line's hash is SHA-256 over a zero byte and the line (RFC 6962, 2.1):
                   ( printf '\\0'; sed -n 17p ledger/leaves.jsonl | tr -d '\\n' ) | sha256sum
                 Folded one after the other onto ledger/from.peaks, the hashes give the root that
                 stands, in base64, on the third line of ledger/to.checkpoint.
               - The signature of a checkpoint is over its first three lines; it is the last word
                 of the line with the ledger's name in base64, without its first four bytes:
                   openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in text -sigfile sig
               - Further lines below it are of witnesses, who saw that nothing before was changed.
                 With the key of one as a further line of log.vkey, from the witness, verify-pack.py
                 insists on its signature. It is over "cosignature/v1", a line "time" with the
                 seconds since 1970, and the three lines; behind the first four bytes of the line's
                 last word stand eight with that time, then the signature.
               - "m" in a line is the root of a tree over what the entry consists of (its items),
                 and an item names a document by its SHA-256. ledger/items/4711-3 is item 3 of
                 entry 4711: salt, item, and the hashes on the way up to "m". SHA-256 over salt and
                 item, then over a zero byte and that, is where the way begins:
                   ( sed -n 1p ledger/items/4711-3 | xxd -r -p; sed -n 2p ledger/items/4711-3 | tr -d '\\n' ) | sha256sum
                 The other items of the entry are not in the pack, and need not be.
               - Entries without "m" (older ones) name their documents in their detail, and "c"
                 commits to it:
                   ( head -n 1 ledger/details/4711 | xxd -r -p; tail -n +2 ledger/details/4711 ) | sha256sum
               - Where there is a ledger/timestamped.tsr, an authority outside of the bank has stamped
                 the time on ledger/timestamped.checkpoint, a checkpoint of the entries up to there.
                 verify-pack.py and exhibit-verifier.jar see that the checkpoint is one of these
                 entries; they do not check the timestamp. With the authority's root certificate,
                 from the authority, in tsa-root.pem:
                   openssl ts -verify -data ledger/timestamped.checkpoint -in ledger/timestamped.tsr -CAfile tsa-root.pem
                   openssl ts -reply -in ledger/timestamped.tsr -text
                 The first prints "Verification: OK", the second the time. None of these entries was
                 written later than that.
               There is no folder ledger when nothing had been signed yet.

            5. That this pack was sealed: its sealing is an entry of the ledger, too. It was written
               after the pack was made, so it is not in the pack. The page of the pack and
               GET /api/v1/packs/{pack} name the entry; take its proof, and what it
               commits to, from

                   GET /api/v1/receipts/<entry>/proof    as seal.proof (C2SP tlog-proof)
                   GET /api/v1/packs/{pack}/seal.txt

               The second line of seal.txt names the digest of step 1, and

                   ( head -n 1 seal.txt | xxd -r -p; tail -n +2 seal.txt ) | sha256sum

               gives the "c" of the entry's leaf, which stands in the proof:

                   sed -n 's/^extra //p' seal.proof | base64 -d

               The rest of the proof are the hashes that lead from the leaf to the root of the
               checkpoint at its end, which is signed as in step 4.

            6. That the counts are right: populations/<check>.csv has one row for each item that a
               check judged, with its verdict. Count them by verdict and compare with report.pdf
               and manifest.json.

            7. Who signed the report:

            {signature}

            8. That a sample is the one that your nonce draws: choose a nonce after the pack is sealed
               and have it entered on the page of the pack under samples, or draw without Exhibit:

                   python3 draw-sample.py {archive} \
                       '{"check": "C07", "nonce": "NONCE", "stratum": "", "size": 25}'

               The seed is HMAC-SHA256 with the nonce as key over the digest of the population's
               JSON file, in hex, and the name of the check. An item's lot is SHA-256 over the seed
               and the item's key; the lowest are drawn. With stratum "system", "verdict" or "about"
               so many are drawn of each. The file sample.json of a draw in the place of the text
               in braces: it is drawn again and compared.

            WHAT THE FILES ARE
            ------------------
            report.pdf         the report, for reading; every figure in it counts rows of the files.
                               CSV and JSON files lie inside it, too, as attachments with - for /,
                               as far as they are not too large for that
            findings.csv/json  findings that were open in the period or due in it
            alerts.csv/json    runtime alerts of the period, with who dealt with them
            exceptions.csv/json  which findings an approved exception covered, from when to when, by whose decision
            escalations.csv/json  which findings' deadlines were escalated, when, to whom, and what was decided
            vendor-images.csv/json  images of vendors that ran, and what could be verified of them
            parameters.csv/json  the numbers that the checks judge by, each value of the period, and who decided it
            sources.csv/json   the documents that all of it rests on
            populations/       the population of each check, item by item
            reconciliation/    whether the lists are all of it and right: ten tests, and what each compared
            registers.xlsx     all of these lists as sheets of one workbook, for sorting and filtering
            oscal/             the results as OSCAL assessment results (1.1.3), for programs that read those; and what is
                               to be put right as a plan of action and milestones, if anything is
            originals/         the documents
            manifest.json      what the pack is, and every file with its size and digest
            ledger/            the entries of the ledger around what the pack rests on, signed
            verify-pack.py     checks all of it, without Exhibit
            draw-sample.py     draws samples of populations, without Exhibit
            SHA256SUMS         digests of all files but itself

            ABOUT THE CSV FILES
            -------------------
            UTF-8, fields after RFC 4180, lines end with LF, times are UTC. Rows stand in the order
            of their key. A text that begins like a formula has a ' in front, so that a spreadsheet
            shows it and does not run it. A character that would be invisible, such as one that
            turns the direction of writing, is shown as its code, for example \u27E6U+202E\u27E7. The
            JSON files have every text as it is.

            ABOUT THE WORKBOOK
            ------------------
            registers.xlsx has no formula, no macro and no link. Its first sheet says what it is and
            how many rows each list has, the second what each column means. Text is in cells of type
            text, with no ' in front; times are in cells of type date, UTC, shown to the second.
            A number of more than 15 digits is text. A text of more than 32,767 characters is cut and
            says so. Saving the workbook gives it another digest: sort and filter in a copy.
            """;

    private PackVerification() {}

    /** A script that does what these words explain. */
    static byte[] script(String name) throws IOException {
        try (InputStream in = PackVerification.class.getResourceAsStream("/verifier/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

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

    static String draftArchive(UUID pack) {
        return "DRAFT-" + archive(pack);
    }

    /** For those who review a draft: what it is not yet, then the same words. */
    static String draft(UUID pack) {
        return """
            THIS IS A DRAFT
            ===============

            Nobody has approved it, it is not sealed and its report is not signed: it is no evidence.
            The file is called {draft}. The ledger's entry of its making commits to its digest; what is
            said below of the sealing is true of the sealed pack, whose data files are these.

            """.replace("{draft}", draftArchive(pack)) + text(pack, Optional.empty());
    }

    static String text(UUID pack, Optional<ReportSignature> signature) {
        return GUIDE.replace("{archive}", archive(pack))
                .replace("{pack}", pack.toString())
                .replace("{signature}", SignatureWords.guide(signature));
    }
}
