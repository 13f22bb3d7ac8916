package io.exhibit.verifier;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The command: {@code java -jar exhibit-verifier.jar}, of a pack or of a receipt. Ends with 0 when everything holds, with 1 when something does not. */
public final class VerifyPack {

    private static final String USAGE = """
            Checks an evidence pack of Exhibit, offline: java -jar exhibit-verifier.jar KEY PACK [SHA256]

            KEY     a file with the key of the ledger, one line: name+id+base64. Take it from whoever audits the bank, not from the pack.
                    Further lines are keys of witnesses; each must have signed the later checkpoint too.
            PACK    the archive as it was sealed, or the folder that it was unpacked to.
            SHA256  the digest of the archive that was sealed, from the ledger's entry or from the page of the pack.

            Or the receipt of an upload: java -jar exhibit-verifier.jar receipt KEYS ANSWER SENT [PROOF]

            KEYS    a file with the key that the receipt is signed with, and the ledger's where there is a proof, one a line.
            ANSWER  what the upload was answered with, as it came.
            SENT    what was sent.
            PROOF   what /api/v1/receipts/<index>/proof answered later.
            """;
    /** The JDK has no reader of such timestamps; whoever has openssl has one. */
    private static final String UNCHECKED = " entries was not checked by this program; use openssl ts -verify"
            + " -data ledger/timestamped.checkpoint -in ledger/timestamped.tsr -CAfile tsa-root.pem";

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private VerifyPack() {}

    public static void main(String[] arguments) {
        System.exit(run(
                List.of(arguments),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)));
    }

    static int run(List<String> arguments, PrintStream out) {
        boolean receipt = !arguments.isEmpty() && arguments.get(0).equals("receipt");
        int least = receipt ? 4 : 2;
        if (arguments.size() < least || arguments.size() > least + 1) {
            out.print(USAGE);
            return 2;
        }
        try {
            if (receipt) {
                receipt(arguments.stream().skip(1).map(Path::of).toList(), out);
            } else {
                pack(arguments, out);
            }
            return 0;
        } catch (Unsound wrong) {
            out.println("NOT SOUND: " + wrong.getMessage());
        } catch (IOException unreadable) {
            out.println("NOT SOUND: the pack cannot be read");
        }
        return 1;
    }

    private static void pack(List<String> arguments, PrintStream out) throws Unsound, IOException {
        Path path = Path.of(arguments.get(1));
        List<Key> keys = Key.read(Path.of(arguments.get(0)));
        if (arguments.size() == 3) {
            sealed(path, arguments.get(2));
        }
        try (Pack pack = Pack.open(path)) {
            verify(keys, pack, out);
        }
        out.println("The pack is sound.");
    }

    private static void receipt(List<Path> files, PrintStream out) throws Unsound {
        List<Key> keys = Key.trusted(files.get(0));
        Receipt receipt = Receipt.read(Receipt.text(files.get(1), "the answer"));
        receipt.verify(keys, files.get(2));
        out.println("ok  " + receipt.key() + " promised these bytes entry "
                + receipt.leaf().index());
        if (files.size() == 4) {
            receipt.prove(keys, Receipt.text(files.get(3), "the proof"));
            out.println("ok  the entry is in the signed ledger");
        }
        out.println("The receipt is sound.");
    }

    private static void sealed(Path archive, String expected) throws Unsound, IOException {
        Unsound.unless(DIGEST.matcher(expected).matches(), "the third argument is not a SHA-256 in hexadecimal digits");
        Unsound.unless(Files.isRegularFile(archive), "only an archive has the digest of an archive");
        MessageDigest digest = Hash.digest();
        try (InputStream in = Files.newInputStream(archive)) {
            Pack.pass(in, (buffer, length) -> digest.update(buffer, 0, length));
        }
        Unsound.unless(
                HexFormat.of().formatHex(digest.digest()).equals(expected), "this is not the archive that was sealed");
    }

    private static void verify(List<Key> keys, Pack pack, PrintStream out) throws Unsound {
        Key ledger = keys.get(0);
        out.println("ok  " + Listing.verify(pack) + " files are what SHA256SUMS and manifest.json say");
        Unsound.unless(
                pack.names().contains("ledger/to.checkpoint"), "there is no folder ledger: nothing had been signed");
        Leaves read = Leaves.verify(pack, ledger, keys.subList(1, keys.size()));
        Map<Long, Leaf> leaves = read.found();
        out.println("ok  " + leaves.size() + " entries of the ledger are those that were signed as " + ledger.name());
        if (read.stamped().isPresent()) {
            out.println("--  the timestamp of the first " + read.stamped().getAsLong() + UNCHECKED);
        }
        Map<String, Set<String>> named = Details.verify(pack, leaves);
        out.println("ok  " + named.size() + " details and items are what their entries commit to");
        out.println("ok  " + Sources.verify(pack, named) + " documents came in with their entries");
    }
}
