package io.exhibit.packs;

import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.ReportText.AnnexLine;
import io.exhibit.packs.ReportText.FileLine;
import io.exhibit.packs.ReportText.Progress;
import io.exhibit.packs.ReportText.Timeline;
import io.exhibit.packs.pdf.Drafts;
import io.exhibit.packs.pdf.HeadTexts;
import io.exhibit.packs.pdf.Imprint;
import io.exhibit.packs.pdf.PdfDocument;
import io.exhibit.packs.pdf.Signatory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Prints a pack: the registers as annexes first, because the narrative in front of them names their pages. */
@Component
class PackReport {

    static final String FILE = "report.pdf";

    private final ReportPages pages;
    private final ReportSigning signing;

    PackReport(ReportPages pages, ReportSigning signing) {
        this.pages = pages;
        this.signing = signing;
    }

    /** Who will sign it, if anybody; ends with the reason when somebody should and cannot. */
    Optional<Signatory> signatory(PackView pack) {
        return signing.signatory(pack);
    }

    /** Prints it as a draft, and tells what was printed of each register. */
    List<Annex> write(Path root, Dossier dossier, Registers registers) throws IOException {
        try (PdfDocument pdf = new PdfDocument()) {
            List<Annex> annexes = Annex.print(pdf, registers.files());
            Drawn drawn = Drawn.of(dossier);
            Ending ending = new Ending(annexes, registers.workbook(), registers.oscal());
            ReportText draft = text(dossier, drawn, ending, 0);
            int front = PdfDocument.pagesOf(pages.set(draft, drawn.pictures()));
            String narrative = pages.set(text(dossier, drawn, ending, front), drawn.pictures());
            EnclosedFiles.of(registers.files(), registers.oscal())
                    .inside()
                    .forEach(file -> pdf.attach(file.attachment(root)));
            pdf.draft(SignOffWords.draft());
            pdf.save(root.resolve(FILE), narrative, heads(dossier), imprint(dossier.pack()));
            return annexes;
        }
    }

    /** Takes the marks of a draft out of it, puts in who signed the pack, and signs it where there is a certificate. */
    Optional<ReportSignature> finish(Path report, PackView pack, List<SignOff> people) throws IOException {
        Optional<Signatory> signatory = signing.signatory(pack);
        Path finished = report.resolveSibling("finished.pdf");
        Drafts.finish(report, finished, SignOffWords.lines(people, signatory), imprint(pack));
        Files.move(finished, report, StandardCopyOption.REPLACE_EXISTING);
        return signatory.isEmpty() ? Optional.empty() : Optional.of(signing.sign(pack, signatory.get(), report));
    }

    /** What is drawn from the findings, and all the pictures, in the order of their numbers. */
    private record Drawn(Progress progress, Timeline timeline, List<String> pictures) {

        static Drawn of(Dossier dossier) throws IOException {
            Spool findings = dossier.register(FindingRegister.NAME);
            PatchProgress progress = PatchProgress.of(dossier.frame(), findings);
            List<String> pictures = new ArrayList<>(progress.pictures());
            int first = pictures.size();
            TimelineLanes lanes = TimelineLanes.of(dossier.frame(), findings);
            pictures.addAll(lanes.pictures(LaneDecisions.of(dossier, lanes.drawn())));
            List<Integer> numbers =
                    IntStream.range(first, pictures.size()).boxed().toList();
            return new Drawn(progress.words(), new Timeline(lanes.lead(), numbers), pictures);
        }
    }

    /** What the last pages of the written part are about. */
    private record Ending(List<Annex> annexes, PackFile workbook, List<OscalDocument> oscal) {}

    private static ReportText text(Dossier dossier, Drawn drawn, Ending ending, int front) throws IOException {
        BasisWords basis = new BasisWords(dossier);
        String framework = BasisWords.title(dossier.frame().framework());
        return new ReportText(
                "Evidence pack: " + framework + ", " + Visible.line(dossier.entity()),
                "Evidence for " + framework + ", " + basis.period(),
                "evidence, " + dossier.frame().framework().id() + ", "
                        + dossier.frame().scope().text(),
                Visible.line(dossier.entity()),
                framework,
                basis.cover(),
                basis.coverNotes(),
                new CoverageWords(dossier).statement(),
                basis.basis(),
                SheetWords.lead(dossier.controls()),
                new SheetWords(dossier, ending.annexes()).sheets(),
                drawn.progress(),
                drawn.timeline(),
                files(dossier, ending, front));
    }

    private static ReportText.Files files(Dossier dossier, Ending ending, int front) {
        PackFile workbook = ending.workbook();
        List<FileLine> lines = new ArrayList<>();
        List<AnnexLine> contents = new ArrayList<>();
        for (Annex annex : ending.annexes()) {
            lines.add(line(annex.file().csv()));
            lines.add(line(annex.file().json()));
            contents.add(new AnnexLine(annex.title() + ": " + size(annex), String.valueOf(front + annex.firstPage())));
        }
        lines.add(line(workbook));
        ending.oscal()
                .forEach(document -> lines.add(new FileLine(
                        document.file().path(), "", document.file().sha256().hex())));
        String sources = Written.count(dossier.register(SourceRegister.NAME).rows(), "document", "documents");
        return new ReportText.Files(
                "Each register is in the pack as CSV, as JSON with its definition, and as a sheet of " + workbook.path()
                        + ", a workbook for people. manifest.json names every file with its digest, this report too.",
                lines,
                EnclosedFiles.of(ending.annexes().stream().map(Annex::file).toList(), ending.oscal())
                        .words(),
                "The " + sources
                        + " that the registers rest on are listed with their digests in the annex of sources, and lie in the pack "
                        + "under originals/sha256/, byte for byte as they were received.",
                contents,
                PackVerification.commands(dossier.pack().id()),
                "The digest of the archive itself cannot stand in it. It is shown on the page of the pack, in the answer of GET /api/v1/packs/"
                        + dossier.pack().id() + ", and is what the ledger entry of the sealing commits to.",
                SignatureWords.pages());
    }

    private static String size(Annex annex) {
        long rows = annex.file().spool().rows();
        String all = Written.count(rows, "row", "rows");
        return annex.printed() == rows ? all : all + ", " + Written.count(annex.printed()) + " printed";
    }

    private static FileLine line(PackFile file) {
        return new FileLine(
                file.path(), Written.count(file.rows()), file.sha256().hex());
    }

    private static Imprint imprint(PackView pack) {
        return new Imprint(pack.requestedAt(), pack.id().getMostSignificantBits());
    }

    private static HeadTexts heads(Dossier dossier) {
        return new HeadTexts(
                "Evidence pack \u00b7 " + BasisWords.title(dossier.frame().framework()),
                Visible.line(dossier.entity()),
                "Pack " + dossier.pack().id() + " \u00b7 ledger position "
                        + Written.count(dossier.frame().ledgerSize()),
                dossier.pack().demo() ? "DEMONSTRATION \u00b7 MADE FROM SAMPLE DATA \u00b7 NOT EVIDENCE" : "");
    }
}
