package io.exhibit.estate;

import io.exhibit.access.CsvFile;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Csv;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The register of vendors, and who makes which image, as files. */
@Controller
class VendorFiles {

    private static final List<String> VENDORS = List.of(
            "code",
            "name",
            "relationship",
            "critical",
            "owner",
            "owner_email",
            "description",
            "contract_days_critical",
            "contract_days_high",
            "patterns",
            "images",
            "images_running",
            "due_diligence",
            "as_of",
            "known_on");

    private static final List<String> IMAGES = List.of(
            "repository",
            "tag",
            "digest",
            "image",
            "first_seen_at",
            "running_places",
            "made_by",
            "vendor",
            "patterns",
            "signature",
            "signature_why",
            "key_entry",
            "verified_since",
            "sbom_given",
            "provenance",
            "builder",
            "source",
            "revision",
            "built_at",
            "as_of");

    private final VendorList list;
    private final VendorDocuments documents;
    private final Clock clock;

    VendorFiles(VendorList list, VendorDocuments documents, Clock clock) {
        this.list = list;
        this.documents = documents;
        this.clock = clock;
    }

    @GetMapping("/vendors.csv")
    void vendors(
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String known,
            HttpServletResponse response)
            throws IOException {
        AsOf at = AsOf.read(asOf, known, clock);
        Map<String, List<VendorDocument>> filed =
                documents.filed(null, at).stream().collect(Collectors.groupingBy(VendorDocument::vendor));
        Csv csv = CsvFile.begin(response, "exhibit-vendors", VENDORS);
        for (VendorSheet sheet : list.all(list.made(at), list.rules(at), at)) {
            VendorEntry entry = sheet.entry();
            csv.line(Arrays.asList(
                    sheet.code(),
                    entry.name(),
                    entry.relationship(),
                    entry.critical(),
                    entry.owner(),
                    entry.ownerEmail(),
                    entry.description(),
                    entry.criticalDays(),
                    entry.highDays(),
                    sheet.counts().patterns(),
                    sheet.counts().images(),
                    sheet.counts().running(),
                    DueDiligence.of(entry, filed.getOrDefault(sheet.code(), List.of()))
                            .standing(at.at())
                            .words(),
                    at.at(),
                    at.known()));
        }
        csv.flush();
    }

    @GetMapping("/vendors/images.csv")
    void images(@RequestParam(required = false) @Nullable String asOf, HttpServletResponse response)
            throws IOException {
        AsOf at = AsOf.read(asOf, clock);
        Csv csv = CsvFile.begin(response, "exhibit-image-makers", IMAGES);
        list.each(at, image -> csv.line(cells(image, at)));
        csv.flush();
    }

    private static List<@Nullable Object> cells(VendorImage image, AsOf asOf) {
        Attested attested = image.attested();
        Attested.Origin origin = attested.origin();
        return Arrays.asList(
                image.reference().repository(),
                image.reference().tag(),
                image.reference().digest(),
                image.id(),
                image.firstSeenAt(),
                image.running(),
                image.origin(),
                image.vendor(),
                image.patterns(),
                attested.signature().name(),
                attested.signature().why(),
                attested.key(),
                attested.since(),
                attested.sbom().name(),
                attested.provenance().name(),
                origin.builder(),
                origin.source(),
                origin.revision(),
                origin.finishedAt(),
                asOf.at());
    }
}
