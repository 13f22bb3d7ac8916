package io.exhibit.packs;

import io.exhibit.kernel.Sha256;
import io.exhibit.ledger.Originals;
import io.exhibit.packs.PackQueue.Claim;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.springframework.stereotype.Component;

/**
 * Makes the sealed pack out of an approved draft: the report without its marks and with the names, the manifest with the people, the words for
 * examiners; every other file as it is in the draft, byte for byte.
 */
@Component
class PackFinishing {

    private final PackQueue queue;
    private final Originals originals;
    private final PackReport report;
    private final SignOffs signOffs;
    private final PackSealing sealing;

    PackFinishing(PackQueue queue, Originals originals, PackReport report, SignOffs signOffs, PackSealing sealing) {
        this.queue = queue;
        this.originals = originals;
        this.report = report;
        this.signOffs = signOffs;
        this.sealing = sealing;
    }

    void finish(Claim claim, Workshop workshop) throws IOException {
        queue.advance(claim, "Taking the draft", 5);
        Path draft = workshop.spools().resolve("draft.zip");
        try (InputStream kept =
                originals.open(claim.pack().draft().orElseThrow().zip())) {
            Files.copy(kept, draft);
        }
        try (ZipFile zip = new ZipFile(draft.toFile())) {
            List<SignOff> people = people(claim);
            Path pdf = workshop.root().resolve(PackReport.FILE);
            try (InputStream kept = zip.getInputStream(entry(zip, PackReport.FILE))) {
                Files.copy(kept, pdf);
            }
            queue.advance(claim, "Putting in the names and signing the report", 30);
            Optional<ReportSignature> signature = report.finish(pdf, claim.pack(), people);
            queue.advance(claim, "Archiving", 70);
            archive(claim, zip, workshop.root(), people, signature).write(workshop.zip());
            queue.advance(claim, "Sealing", 90);
            sealing.seal(claim, pdf, workshop.zip(), signature);
        }
    }

    private List<SignOff> people(Claim claim) {
        List<SignOff> people = signOffs.of(claim.id()).stream()
                .filter(said -> said.kind().isSignature())
                .toList();
        if (people.stream().map(SignOff::by).distinct().count() != 3
                || people.stream().map(SignOff::kind).distinct().count() != 3) {
            throw new UnsoundPack("A pack is sealed when three people have signed it; " + people.size() + " have.");
        }
        return people;
    }

    private static PackArchive archive(
            Claim claim, ZipFile draft, Path root, List<SignOff> people, Optional<ReportSignature> signature)
            throws IOException {
        byte[] words = PackVerification.text(claim.id(), signature).getBytes(StandardCharsets.UTF_8);
        PackFile pdf = DigestingFile.of(root, PackReport.FILE, 0);
        PackFile guide = new PackFile(PackVerification.FILE, words.length, Sha256.of(words), 0);
        PackArchive archive = new PackArchive();
        for (String line : new String(bytes(draft, PackArchive.SUMS), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            String path = line.substring(66);
            archive.add(path, new Sha256(line.substring(0, 64)), () -> draft.getInputStream(entry(draft, path)));
        }
        archive.add(root, pdf);
        archive.add(PackVerification.FILE, words);
        archive.add(
                Manifest.FILE, Manifest.sealed(bytes(draft, Manifest.FILE), people, signature, List.of(pdf, guide)));
        return archive;
    }

    private static byte[] bytes(ZipFile draft, String path) throws IOException {
        try (InputStream in = draft.getInputStream(entry(draft, path))) {
            return in.readAllBytes();
        }
    }

    private static ZipEntry entry(ZipFile draft, String path) {
        ZipEntry entry = draft.getEntry(path);
        if (entry == null) {
            throw new UnsoundPack("The draft has no file " + path + ".");
        }
        return entry;
    }
}
