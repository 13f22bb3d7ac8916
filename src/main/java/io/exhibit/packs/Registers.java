package io.exhibit.packs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All registers of a pack as they lie in it: the files of each, the workbook with all of them, and OSCAL. */
record Registers(List<RegisterFile> files, PackFile workbook, List<OscalDocument> oscal) {

    static Registers write(Path root, Dossier dossier) throws IOException {
        List<RegisterFile> files = RegisterFile.write(root, dossier.registers());
        return new Registers(
                files,
                XlsxFile.write(root, facts(dossier), dossier.frame().asOf(), files),
                OscalDocument.write(root, dossier, files));
    }

    /** Neither the id of the pack nor who asked for it: the same question gives the same workbook, byte for byte. */
    private static List<List<@Nullable String>> facts(Dossier dossier) {
        Frame frame = dossier.frame();
        List<List<@Nullable String>> facts = new ArrayList<>();
        if (dossier.pack().demo()) {
            facts.add(fact(
                    "demonstration",
                    "yes",
                    "Made from sample data. It is about no real bank and is evidence of nothing."));
        }
        facts.add(fact("entity", dossier.entity(), "The bank that the pack is about."));
        facts.add(fact(
                "framework",
                BasisWords.title(frame.framework()),
                frame.framework().notice()));
        facts.add(fact(
                "scope", frame.scope().text(), BasisWords.scope(frame.scope().text())));
        facts.add(fact("period from", frame.period().from().toString(), "The first moment of the period."));
        facts.add(fact("period to", frame.period().to().toString(), "The first moment after the period."));
        facts.add(fact("as of", frame.asOf().toString(), "What was recorded later is not known here."));
        facts.add(fact("judged at", frame.judgedAt().toString(), "The moment as of which things are judged."));
        facts.add(
                fact(
                        "ledger position",
                        String.valueOf(frame.ledgerSize()),
                        "How many entries the ledger had then. The entry of the sealing came after this file was written; the page of the pack names it."));
        facts.add(
                fact(
                        "this workbook",
                        XlsxFile.NAME,
                        "For reading, sorting and filtering. manifest.json has its digest; a copy that was saved again has another. Times are UTC, shown to"
                                + " the second. Text stays text, whatever it begins with. A list that does not fit goes on in a sheet of the same name with (2)."));
        return facts;
    }

    private static List<@Nullable String> fact(String what, String value, String meaning) {
        return Arrays.asList(what, value, null, meaning);
    }
}
