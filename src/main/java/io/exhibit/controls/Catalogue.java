package io.exhibit.controls;

import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** All frameworks with their controls, checks and parameters, read once at the start from data files and checked. */
@Component
public final class Catalogue {

    private static final String CHECKS = "catalogue/checks.yaml";
    private static final String PARAMETERS = "catalogue/parameters.yaml";
    private static final String EXCEPTIONS = "catalogue/exceptions.yaml";
    private static final List<String> FRAMEWORKS = List.of(
            "catalogue/pci-dss-4.0.1.yaml",
            "catalogue/occ-third-party.yaml",
            "catalogue/ffiec-handbook.yaml",
            "catalogue/dora.yaml",
            "catalogue/ffiec-cat.yaml");

    private final MessageDigest digest = Sha256.digest();
    private final Map<String, CheckDefinition> checks;
    private final Map<String, Profile> profiles;
    private final ParameterRules parameterRules;
    private final List<ExceptionKind> exceptionKinds;
    private final List<ExceptionKind.Justification> justifications;
    private final List<Framework> frameworks = new ArrayList<>();
    private final Sha256 version;
    private final OwnFrameworks own;
    private final FrameworkReader ownReader;

    /** What comes with Exhibit, and nothing else. */
    public Catalogue(AlertMapping mapping) {
        this(mapping, reader -> List.of());
    }

    @Autowired
    Catalogue(AlertMapping mapping, OwnFrameworks own) {
        this.own = own;
        this.checks = file(CHECKS, CheckFile.class).byId(CHECKS);
        ParameterFile parameters = file(PARAMETERS, ParameterFile.class);
        this.profiles = parameters.byId(PARAMETERS);
        this.parameterRules = parameters.rules();
        ExceptionFile exceptions = file(EXCEPTIONS, ExceptionFile.class);
        this.exceptionKinds = exceptions.read(EXCEPTIONS, profiles.keySet());
        this.justifications = List.copyOf(exceptions.justifications());
        FrameworkReader reader = new FrameworkReader(checks, profiles);
        this.ownReader = new FrameworkReader(checks, profiles, true);
        for (String path : FRAMEWORKS) {
            frameworks.add(reader.read(path, file(path, FrameworkFile.class)));
        }
        this.version = Sha256.ofBytes(digest.digest());
        refuseLooseEnds(mapping);
    }

    /** In the order they are shown: what came with Exhibit, then the bank's own that are in force now. */
    public List<Framework> frameworks() {
        return Stream.concat(
                        frameworks.stream(), own.inForce(ownReader).stream().map(OwnFrameworks.Read::framework))
                .toList();
    }

    /** Whether it came with Exhibit. */
    public boolean isShipped(FrameworkId id) {
        return frameworks.stream().anyMatch(framework -> framework.id().equals(id));
    }

    /** Whether there is such a control now. */
    boolean has(ControlId id) {
        return found(id.framework()).stream()
                .flatMap(framework -> framework.controls().stream())
                .anyMatch(control -> control.id().equals(id));
    }

    /** By id or by one of the names it is asked for under, in any case: PCI-DSS, pci, 2020-62, OCC-2023-17. */
    public Optional<Framework> find(String text) {
        return first(framework -> framework.answersTo(text.strip()));
    }

    /** A framework that must be there; {@link NotFound} when it is not. */
    public Framework framework(FrameworkId id) {
        return found(id).orElseThrow(() -> new NotFound("framework"));
    }

    private Optional<Framework> found(FrameworkId id) {
        return first(framework -> framework.id().equals(id));
    }

    /** What came with Exhibit needs no look at what the bank decided. */
    private Optional<Framework> first(Predicate<Framework> wanted) {
        return frameworks.stream()
                .filter(wanted)
                .findFirst()
                .or(() -> own.inForce(ownReader).stream()
                        .map(OwnFrameworks.Read::framework)
                        .filter(wanted)
                        .findFirst());
    }

    FrameworkReader ownReader() {
        return ownReader;
    }

    /** A control that must be there; {@link NotFound} when it is not. */
    public Control control(ControlId id) {
        return framework(id.framework()).controls().stream()
                .filter(control -> control.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("control"));
    }

    /** Every check that a control may name, whether it is built or not. */
    public Collection<CheckDefinition> checks() {
        return List.copyOf(checks.values());
    }

    public CheckDefinition check(String id) {
        return Optional.ofNullable(checks.get(id)).orElseThrow(() -> new NotFound("check"));
    }

    /** PCI, DORA or FFIEC_OCC. */
    public Profile profile(String id) {
        return Optional.ofNullable(profiles.get(id)).orElseThrow(() -> new NotFound("profile"));
    }

    /** Each with the numbers as they came; {@link Parameters} has those in force. */
    Collection<Profile> profiles() {
        return List.copyOf(profiles.values());
    }

    ParameterRules parameterRules() {
        return parameterRules;
    }

    /** What kinds of exception there are, and what each changes, in the order of the file. */
    public List<ExceptionKind> exceptionKinds() {
        return exceptionKinds;
    }

    public Optional<ExceptionKind> exceptionKind(String id) {
        return exceptionKinds.stream().filter(kind -> kind.id().equals(id)).findFirst();
    }

    /** The kinds of exception that stand in for a missed deadline under a profile. */
    public List<String> exceptionsThatSatisfy(String profile) {
        return exceptionsOf(profile, ExceptionKind.Strength.SATISFIES);
    }

    /** The kinds that compensate for a missed deadline under a profile once an assessor accepted them. */
    public List<String> exceptionsToAccept(String profile) {
        return exceptionsOf(profile, ExceptionKind.Strength.WHEN_ACCEPTED);
    }

    private List<String> exceptionsOf(String profile, ExceptionKind.Strength strength) {
        return exceptionKinds.stream()
                .filter(kind -> kind.under(profile).effect() == strength)
                .map(ExceptionKind::id)
                .toList();
    }

    /** The words of VEX for why something is not affected. */
    public List<ExceptionKind.Justification> justifications() {
        return justifications;
    }

    /** The digest over the files that came with Exhibit. */
    Sha256 shipped() {
        return version;
    }

    /** The digest over every file of the catalogue, the bank's own with it, to store beside what was decided by it. */
    public Sha256 version() {
        List<OwnFrameworks.Read> read = own.inForce(ownReader);
        if (read.isEmpty()) {
            return version;
        }
        MessageDigest all = Sha256.digest();
        all.update(version.bytes());
        read.forEach(one -> all.update(one.sha256().bytes()));
        return Sha256.ofBytes(all.digest());
    }

    private <T> T file(String path, Class<T> shape) {
        DataFiles.Read<T> read = DataFiles.read(path, shape);
        digest.update(read.sha256().bytes());
        return read.content();
    }

    private void refuseLooseEnds(AlertMapping mapping) {
        mapping.classes().stream()
                .flatMap(known -> mapping.controlsOf(known.id()).stream())
                .map(AlertBearing::control)
                .forEach(this::refuseUnknown);
        frameworks.stream()
                .flatMap(framework -> framework.controls().stream())
                .flatMap(control -> control.successors().stream())
                .forEach(this::refuseUnknown);
    }

    private void refuseUnknown(ControlId id) {
        if (!has(id)) {
            throw new BadData("catalogue", "something points to " + id + ", which is not there");
        }
    }
}
