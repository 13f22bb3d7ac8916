package io.exhibit.verifier;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command: {@code java -jar exhibit-verifier.jar KEY PACK}. Ends with 0 when everything holds, with 1 when something does not. */
public final class VerifyPack {

    private static final String USAGE = """
            Checks an evidence pack of Exhibit, offline: java -jar exhibit-verifier.jar KEY PACK

            KEY   a file with the key of the ledger, one line: name+id+base64. Take it from whoever audits the bank, not from the pack.
            PACK  the folder that the pack was unpacked to.

            Or the receipt of an upload: java -jar exhibit-verifier.jar receipt KEYS ANSWER SENT [PROOF]

            KEYS    a file with the key that the receipt is signed with, and the ledger's where there is a proof, one a line.
            ANSWER  what the upload was answered with, as it came.
            SENT    what was sent.
            PROOF   what /api/v1/receipts/<index>/proof answered later.
            """;

    private VerifyPack() {}

    public static void main(String[] arguments) {
        System.exit(run(
                List.of(arguments),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)));
    }

    static int run(List<String> arguments, PrintStream out) {
        if (!arguments.isEmpty() && arguments.getFirst().equals("receipt")) {
            return receipt(arguments.subList(1, arguments.size()), out);
        }
        if (arguments.size() != 2) {
            out.print(USAGE);
            return 2;
        }
        try {
            Key key = Key.read(Files.readString(Path.of(arguments.get(0))).strip());
            verify(key, Path.of(arguments.get(1)), out);
            out.println("The pack is sound.");
            return 0;
        } catch (Unsound | IOException | RuntimeException wrong) {
            out.println("NOT SOUND: " + wrong.getMessage());
            return 1;
        }
    }

    private static int receipt(List<String> arguments, PrintStream out) {
        if (arguments.size() < 3 || arguments.size() > 4) {
            out.print(USAGE);
            return 2;
        }
        try {
            List<Path> files = arguments.stream().map(Path::of).toList();
            Receipt receipt = Receipt.read(Files.readString(files.get(1)));
            List<Key> keys = Key.readAll(files.get(0));
            receipt.verify(keys, files.get(2));
            out.println("ok  " + receipt.key() + " promised these bytes entry "
                    + receipt.leaf().index());
            if (files.size() == 4) {
                receipt.prove(keys, Files.readString(files.get(3)));
                out.println("ok  the entry is in the signed ledger");
            }
            out.println("The receipt is sound.");
            return 0;
        } catch (Unsound | IOException | RuntimeException wrong) {
            out.println("NOT SOUND: " + wrong.getMessage());
            return 1;
        }
    }

    private static void verify(Key key, Path pack, PrintStream out) throws Unsound, IOException {
        Map<String, String> listed = Listing.verify(pack);
        out.println("ok  " + listed.size() + " files are what SHA256SUMS and manifest.json say");
        Unsound.unless(
                listed.containsKey("ledger/to.checkpoint"), "there is no folder ledger: nothing had been signed");
        Map<Long, Leaves.Leaf> leaves = Leaves.verify(pack, key);
        out.println("ok  " + leaves.size() + " entries of the ledger are those that were signed as " + key.name());
        Map<String, Set<String>> named = Details.verify(pack, leaves);
        out.println("ok  " + named.size() + " details and items are what their entries commit to");
        out.println("ok  " + Sources.verify(pack, listed.keySet(), named) + " documents came in with their entries");
    }
}
