package io.exhibit.packs;

import io.exhibit.controls.Framework;
import io.exhibit.controls.Parameter;
import io.exhibit.controls.Standing;
import io.exhibit.kernel.Period;
import io.exhibit.kernel.Text;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.ReportText.Basis;
import io.exhibit.packs.ReportText.Fact;
import io.exhibit.packs.ReportText.ParameterLine;
import io.exhibit.packs.ReportText.SystemLine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a pack is about and by which text it was judged, in words. */
final class BasisWords {

    /** More does not fit on the cover; the manifest has all of it. */
    private static final int LONGEST = 300;

    private final Dossier dossier;
    private final Frame frame;
    private final Framework framework;

    BasisWords(Dossier dossier) {
        this.dossier = dossier;
        this.frame = dossier.frame();
        this.framework = frame.framework();
    }

    static String scope(String scope) {
        return switch (scope) {
            case "all" -> "Everything that was received";
            case "tag:pci" -> "Systems in the scope of PCI DSS";
            case "tag:pci-connected" -> "Systems connected to the cardholder data environment";
            case "tag:pci-security-impacting" ->
                "Systems that can affect the security of the cardholder data environment";
            case "tag:cardholder-data" -> "Systems of the cardholder data environment";
            case "tag:critical-function" -> "Systems that support a critical or important function";
            case "tag:customer-data" -> "Systems that hold customer data";
            case "tag:third-party" -> "Systems of third parties";
            default -> "System " + scope.substring(scope.indexOf(':') + 1);
        };
    }

    String period() {
        return period(frame.period());
    }

    /** 1 Jul 2026 to 30 Sep 2026 for whole days; with the time of day, and what is left out, where it is not. */
    static String period(Period period) {
        return isMidnight(period.from()) && isMidnight(period.to())
                ? Written.day(period.from()) + " to " + Written.day(period.to().minus(1, ChronoUnit.DAYS))
                        + ", both days whole, UTC"
                : Written.minute(period.from()) + " up to and without " + Written.minute(period.to());
    }

    private static boolean isMidnight(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.DAYS));
    }

    List<Fact> cover() {
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of("Scope", scope(frame.scope().text())),
                Fact.of("Period", period()),
                Fact.of("As known on", Written.minute(frame.asOf())),
                Fact.of("Ledger position", Written.count(frame.ledgerSize())),
                Fact.of("Requested by", Visible.line(dossier.pack().requestedBy())),
                Fact.of("Requested on", Written.minute(dossier.pack().requestedAt())),
                Fact.mono("Pack", dossier.pack().id().toString())));
        dossier.pack()
                .superseding()
                .ifPresent(old -> facts.addAll(List.of(
                        Fact.mono("Supersedes", old.pack().toString()),
                        Fact.of("Because", Text.clean(Visible.line(old.why()), LONGEST)))));
        return facts;
    }

    List<String> coverNotes() {
        List<String> notes = new ArrayList<>();
        if (dossier.pack().demo()) {
            notes.add(
                    "Demonstration: made from sample reports and sample alerts. It is about no real bank and is evidence of nothing.");
        }
        if (!framework.notice().isEmpty()) {
            notes.add(framework.notice());
        }
        notes.add(
                "This report is a view. Every figure in it counts rows of the files that come with it, and every row rests on documents "
                        + "that come with it byte for byte as they were received. How to check that stands on the last pages before the annexes.");
        notes.add(
                "The wording of controls is our own paraphrase. Results say what the checks found; whether a requirement is met is for the "
                        + "examiner or assessor to conclude.");
        return notes;
    }

    Basis basis() {
        return new Basis(framework.notice(), scopeFacts(), systems(), frameworkFacts(), parameters());
    }

    private List<Fact> scopeFacts() {
        return List.of(
                Fact.of("Scope", scope(frame.scope().text())),
                Fact.mono("Scope as asked", frame.scope().text()),
                Fact.of("Period", period()),
                Fact.of("As known on", Written.minute(frame.asOf())),
                Fact.of("Judged as of", Written.minute(frame.judgedAt())),
                Fact.of("Ledger position", Written.count(frame.ledgerSize())));
    }

    private List<SystemLine> systems() {
        return dossier.systems().stream()
                .map(system -> new SystemLine(
                        system.code(),
                        Visible.line(system.name()),
                        Visible.line(system.owner()),
                        system.tags().isEmpty() ? "none" : system.tags()))
                .toList();
    }

    private List<Fact> frameworkFacts() {
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Framework", title(framework)));
        facts.add(Fact.of("Publisher", framework.publisher()));
        facts.add(Fact.of("Nature", framework.nature()));
        facts.add(Fact.of("Effective from", framework.effectiveFrom().toString()));
        framework.withdrawn().ifPresent(day -> facts.add(Fact.of("Withdrawn", day.toString())));
        facts.add(Fact.of("Standing", framework.standing() == Standing.OPERATIVE ? "operative" : "withdrawn"));
        facts.add(Fact.of(
                "Looked up on",
                Written.day(framework.checkedOn().atStartOfDay(ZoneOffset.UTC).toInstant())));
        facts.add(Fact.of("Source", framework.sourceTitle() + ", " + framework.sourceUrl()));
        return facts;
    }

    private List<ParameterLine> parameters() {
        return framework.profile().parameters().stream().map(BasisWords::line).toList();
    }

    private static ParameterLine line(Parameter parameter) {
        return new ParameterLine(
                parameter.name(),
                Written.count(parameter.value()),
                parameter.basis().name(),
                parameter.note());
    }

    /** PCI DSS 4.0.1; or the name, then the version after a comma. */
    static String title(Framework framework) {
        boolean number = framework.version().matches("\\d+(\\.\\d+)+");
        return framework.name() + (number ? " " : ", ") + framework.version();
    }
}
