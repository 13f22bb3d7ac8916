package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Originals;
import io.exhibit.packs.PackQueue.Claim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.stereotype.Component;

/** Makes the draft of a pack: freeze, write, compare, archive. Started again from the beginning, it makes the same one. */
@Component
class PackMaking {

    private final PackQueue queue;
    private final Freezing freezing;
    private final PackReport report;
    private final PackSealing sealing;
    private final Originals originals;
    private final LedgerFolder ledger;
    private final String product;

    PackMaking(
            PackQueue queue,
            Freezing freezing,
            PackReport report,
            PackSealing sealing,
            Originals originals,
            LedgerFolder ledger,
            ObjectProvider<BuildProperties> build) {
        this.queue = queue;
        this.freezing = freezing;
        this.report = report;
        this.sealing = sealing;
        this.originals = originals;
        this.ledger = ledger;
        this.product =
                build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
    }

    void make(Claim claim, Workshop workshop) throws IOException {
        // A certificate that cannot be used is found before anybody reads a draft.
        report.signatory(claim.pack());
        queue.advance(claim, "Freezing: one state of the database onto disk", 5);
        Dossier dossier = freezing.freeze(claim.pack(), workshop.spools());
        Reconciliation.compare(dossier);
        List<Blocker> blockers = Gates.of(dossier);
        queue.advance(claim, "Writing registers", 25);
        Registers registers = Registers.write(workshop.root(), dossier);
        queue.advance(claim, "Printing the report", 40);
        List<Annex> annexes = report.write(workshop.root(), dossier, registers);
        queue.advance(claim, "Comparing counts", 70);
        Reconciliation.compare(workshop.root(), PackReport.FILE, annexes);
        Reconciliation.compare(workshop.root(), registers);
        queue.advance(claim, "Archiving, originals included", 75);
        Path zip = workshop.zip();
        archive(dossier, workshop.root(), registers, ledger.write(workshop.root(), dossier))
                .write(zip);
        queue.advance(claim, "Keeping the draft", 90);
        sealing.draft(claim, workshop.root().resolve(PackReport.FILE), zip, blockers);
    }

    private PackArchive archive(Dossier dossier, Path root, Registers registers, List<PackFile> excerpt)
            throws IOException {
        PackFile pdf = DigestingFile.of(root, PackReport.FILE, 0);
        PackArchive archive = new PackArchive();
        Manifest manifest = new Manifest(dossier);
        archive.add(root, pdf);
        manifest.add(pdf, "report");
        for (RegisterFile file : registers.files()) {
            archive.add(root, file.csv());
            archive.add(root, file.json());
            manifest.add(file.csv(), "register");
            manifest.add(file.json(), "register");
        }
        archive.add(root, registers.workbook());
        manifest.add(registers.workbook(), "workbook");
        for (OscalDocument oscal : registers.oscal()) {
            archive.add(root, oscal.file());
            manifest.add(oscal.file(), oscal.role());
        }
        for (Sha256 source : sources(dossier.register(SourceRegister.NAME))) {
            String path = "originals/sha256/" + source.hex().substring(0, 2) + "/" + source.hex();
            archive.add(path, source, () -> originals.open(source));
            manifest.add(new PackFile(path, originals.size(source), source, 0), "original");
        }
        for (PackFile file : excerpt) {
            archive.add(root, file);
            manifest.add(file, "ledger");
        }
        for (String script : List.of(PackVerification.SCRIPT, PackVerification.DRAW)) {
            instruct(archive, manifest, script, PackVerification.script(script));
        }
        byte[] words = PackVerification.draft(dossier.pack().id()).getBytes(StandardCharsets.UTF_8);
        instruct(archive, manifest, PackVerification.FILE, words);
        archive.add(Manifest.FILE, manifest.bytes(product, new CoverageWords(dossier).limitations()));
        return archive;
    }

    private static void instruct(PackArchive archive, Manifest manifest, String path, byte[] bytes) {
        archive.add(path, bytes);
        manifest.add(new PackFile(path, bytes.length, Sha256.of(bytes), 0), "instructions");
    }

    private static SortedSet<Sha256> sources(Spool sources) throws IOException {
        int digest =
                sources.register().columns().stream().map(Column::name).toList().indexOf("sha256");
        SortedSet<Sha256> all = new TreeSet<>(Comparator.comparing(Sha256::hex));
        sources.each(row -> all.add(new Sha256(String.valueOf(row.get(digest)))));
        return all;
    }
}
