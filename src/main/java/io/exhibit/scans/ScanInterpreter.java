package io.exhibit.scans;

import io.exhibit.estate.Component;
import io.exhibit.estate.Deployments;
import io.exhibit.estate.Images;
import io.exhibit.estate.Place;
import io.exhibit.estate.Targets;
import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Interpreter;
import io.exhibit.intake.Json;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import io.exhibit.kernel.DerivedId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads scan documents: what each scan is about, what it listed, and what that changes. An SBOM lists, and changes nothing else. */
@org.springframework.stereotype.Component
class ScanInterpreter implements Interpreter {

    private final JdbcClient jdbc;
    private final ScanStore scans;
    private final Targets targets;
    private final Images images;
    private final Deployments deployments;
    private final ScanMerger merger;

    ScanInterpreter(
            JdbcClient jdbc,
            ScanStore scans,
            Targets targets,
            Images images,
            Deployments deployments,
            ScanMerger merger) {
        this.jdbc = jdbc;
        this.scans = scans;
        this.targets = targets;
        this.images = images;
        this.deployments = deployments;
        this.merger = merger;
    }

    @Override
    public Kind kind() {
        return Kind.SCAN;
    }

    @Override
    public String reader() {
        return ScanFormat.NAMES;
    }

    @Override
    public Limits limits() {
        return Json.LIMITS;
    }

    @Override
    public Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException {
        Reading reading = new Reading(submission);
        ScanFormat format = ScanFormat.read(document, reading);
        reading.changed.forEach(cluster -> deployments.tell(cluster, submission.entryIndex(), submission.receivedAt()));
        return new Interpreted(format.reader(), reading.counts());
    }

    /** One document while it is read. */
    private final class Reading implements ScanSink {

        private final Submission submission;
        private final Staging staging = new Staging(jdbc);
        private final Tally tally = new Tally();
        private final Set<String> changed = new TreeSet<>();
        private ScanMerger.Merged merged = ScanMerger.Merged.NOTHING;
        private int scansRead;
        private int passedOver;
        private @Nullable SbomHeader sbom;

        private Reading(Submission submission) {
            this.submission = submission;
        }

        @Override
        public void observation(Observation observation) {
            staging.add(scansRead, observation);
        }

        @Override
        public void component(Component component) {
            staging.add(scansRead, component);
        }

        @Override
        public void scan(ScanHeader header) {
            staging.flush(scansRead);
            ScanSubject subject = ScanSubject.of(header, submission);
            Instant at = submission.receivedAt();
            UUID target = targets.known(subject.target(), at);
            UUID id = DerivedId.of(at, "scan", submission.id() + " " + scansRead);
            UUID image = image(subject, header, id);
            Instant made = header.madeAt(at);
            boolean overtaken = scans.isOvertaken(target, header.tool, made);
            ScanHeader.Outcome outcome = header.outcome(overtaken);
            scans.add(new ScanStore.Row(id, submission, scansRead, target, image, header, outcome));
            merged = merged.plus(merger.merge(new ReadScan(
                    id,
                    scansRead,
                    target,
                    header.tool,
                    image,
                    at,
                    made,
                    overtaken,
                    outcome.isConclusive(),
                    header.classes)));
            tally.add(header.tally);
            scansRead++;
        }

        @Override
        public void passedOver() {
            passedOver++;
        }

        @Override
        public void sbom(SbomHeader header) throws Unreadable {
            staging.flush(scansRead);
            SbomSubject subject = SbomSubject.of(header.root, submission);
            UUID image = images.known(subject.image(), submission.receivedAt(), submission.entryIndex());
            images.addListed(image, subject.list(header, submission, scansRead));
            sbom = header;
        }

        private @Nullable UUID image(ScanSubject subject, ScanHeader header, UUID scan) {
            if (subject.image() == null) {
                return null;
            }
            Instant at = submission.receivedAt();
            UUID image = images.known(subject.image(), at, submission.entryIndex());
            images.addListed(image, header.list(submission, scansRead));
            Place place = subject.target().place();
            if (deployments.state(
                    image,
                    place,
                    new Deployments.Statement(
                            scan, at, header.madeAt(at), submission.entryIndex(), submission.context("system")))) {
                changed.add(place.cluster());
            }
            return image;
        }

        private Map<String, Object> counts() {
            return sbom == null ? countsOfScans() : sbom.counts();
        }

        private Map<String, Object> countsOfScans() {
            Map<String, Object> findings = new LinkedHashMap<>();
            findings.put("created", merged.created());
            findings.put("unchanged", merged.unchanged());
            findings.put("closed", merged.closed());
            findings.put("reopened", merged.reopened());
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("scans", scansRead);
            counts.put("observations", tally.observations());
            counts.put("findings", findings);
            counts.put("suppressed", tally.suppressed);
            counts.put("misconfigurations", tally.misconfigurations);
            counts.put("secrets", tally.secrets);
            counts.put("licences", tally.licences);
            counts.put("components", tally.components);
            if (passedOver > 0) {
                counts.put("not scans", passedOver);
            }
            return counts;
        }
    }
}
