package io.exhibit.examinations;

import io.exhibit.access.ExaminerGate;
import io.exhibit.controls.Catalogue;
import io.exhibit.estate.Scope;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.InvalidRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;

/**
 * How far mandates reach: every address that an examiner may ask for, with the rule that says of what. What is not listed here is refused, so
 * that a new page is closed to examiners until somebody says here how it is cut to a mandate.
 */
@Component
class Reach implements ExaminerGate {

    private static final String OWN = "/mandate";

    /** Pages of the whole bank that lead to what is open: the page of the mandate stands in for them. */
    private static final Set<String> ENTRANCES = Set.of("/", "/packs", "/controls");

    private final MandateStore mandates;
    private final PackStore packs;
    private final ExaminedStore examined;
    private final RequestStore requests;
    private final Catalogue catalogue;
    private final Clock clock;
    private final List<Way> ways;

    Reach(
            MandateStore mandates,
            PackStore packs,
            ExaminedStore examined,
            RequestStore requests,
            Catalogue catalogue,
            Clock clock) {
        this.mandates = mandates;
        this.packs = packs;
        this.examined = examined;
        this.requests = requests;
        this.catalogue = catalogue;
        this.clock = clock;
        this.ways = List.of(
                new Way(HttpMethod.GET, "/packs/{id}", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/report.pdf", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/pack.zip", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/seal.txt", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/samples", this::pack),
                new Way(HttpMethod.POST, "/packs/{id}/samples", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/samples/{n}", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/samples/{n}/sample.csv", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/samples/{n}/sample.json", this::pack),
                new Way(HttpMethod.GET, "/packs/{id}/since/{earlier}", this::since),
                new Way(HttpMethod.GET, "/packs/{id}/since/{earlier}/since.csv", this::since),
                new Way(HttpMethod.GET, "/controls/{framework}/{code}", this::control),
                new Way(HttpMethod.GET, "/findings", this::findings),
                new Way(HttpMethod.GET, "/findings.csv", this::findings),
                new Way(HttpMethod.GET, "/findings/{id}", this::finding),
                new Way(HttpMethod.GET, "/documents/{entry}", this::document),
                new Way(HttpMethod.GET, OWN + "/{entry}/requests", Reach::own),
                new Way(HttpMethod.GET, OWN + "/{entry}/requests.csv", Reach::own),
                new Way(HttpMethod.POST, OWN + "/{entry}/requests/{list}/{n}/accept", Reach::own),
                new Way(HttpMethod.POST, OWN + "/{entry}/requests/{list}/{n}/follow-up", Reach::own));
    }

    @Override
    public Answer judge(UUID examiner, HttpServletRequest request) {
        Asked asked = Asked.of(request);
        if (asked.method().equals(HttpMethod.GET) && asked.path().equals(OWN)) {
            return Answer.OPEN;
        }
        return asked.method().equals(HttpMethod.GET) && ENTRANCES.contains(asked.path())
                ? Answer.go(OWN)
                : best(inForce(examiner).map(mandate -> judge(mandate, asked)));
    }

    /** What one mandate says of an address; the first way that leads there decides. */
    private Answer judge(Mandate mandate, Asked asked) {
        return asked.isAmbiguous()
                ? Answer.REFUSED
                : ways.stream()
                        .flatMap(way ->
                                way.matched(asked).map(found -> way.rule().judge(mandate, found)).stream())
                        .findFirst()
                        .orElse(Answer.REFUSED);
    }

    @Override
    public Predicate<String> scopes(UUID examiner) {
        List<Mandate> held = inForce(examiner).toList();
        return scope -> held.stream().anyMatch(mandate -> mandate.said().covers(scope));
    }

    @Override
    public boolean opens(UUID examiner, String link) {
        return inForce(examiner)
                .anyMatch(mandate -> judge(mandate, Asked.link(link)).open());
    }

    /** The address that a link leads to under a mandate; empty where it is refused. */
    Optional<String> opened(Mandate mandate, String link) {
        try {
            Answer answer = judge(mandate, Asked.link(link));
            return answer.open() ? Optional.of(link) : Optional.ofNullable(answer.instead());
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private Stream<Mandate> inForce(UUID examiner) {
        return mandates.inForce(examiner, today()).stream();
    }

    /** What one mandate opens is open, whatever the others say. */
    private static Answer best(Stream<Answer> answers) {
        List<Answer> all = answers.toList();
        return Stream.concat(all.stream().filter(Answer::open), all.stream().filter(answer -> answer.instead() != null))
                .findFirst()
                .orElse(Answer.REFUSED);
    }

    private Answer pack(Mandate mandate, Asked asked) {
        return isHanded(mandate, asked.id()) ? Answer.OPEN : Answer.REFUSED;
    }

    /** What lies between two packs is open where both were handed over. */
    private Answer since(Mandate mandate, Asked asked) {
        return isHanded(mandate, asked.id()) && isHanded(mandate, asked.id("earlier")) ? Answer.OPEN : Answer.REFUSED;
    }

    private boolean isHanded(Mandate mandate, Optional<UUID> pack) {
        return pack.filter(id -> packs.isHanded(id, List.of(mandate.entry()))).isPresent();
    }

    /** A document is open where it answers a request. */
    private Answer document(Mandate mandate, Asked asked) {
        return requests.isAnsweredWith(mandate.entry(), asked.path()) ? Answer.OPEN : Answer.REFUSED;
    }

    /** What is about the mandate itself. */
    private static Answer own(Mandate mandate, Asked asked) {
        return asked.name("entry").equals(String.valueOf(mandate.entry())) ? Answer.OPEN : Answer.REFUSED;
    }

    private Answer control(Mandate mandate, Asked asked) {
        boolean named = catalogue
                .find(asked.name("framework"))
                .filter(framework ->
                        mandate.said().frameworks().contains(framework.id().text()))
                .isPresent();
        if (!named || !isWithin(mandate, asked, "from") || !isWithin(mandate, asked, "to")) {
            return Answer.REFUSED;
        }
        Map<String, String> missing = new LinkedHashMap<>();
        if (asked.one("from").isEmpty()) {
            missing.put("from", mandate.said().examined().from().toString());
        }
        if (asked.one("to").isEmpty()) {
            LocalDate last = asked.day("asOf").orElse(today());
            missing.put("to", earlier(last, mandate.said().examined().to()).toString());
        }
        return within(mandate, asked, missing);
    }

    private Answer findings(Mandate mandate, Asked asked) {
        return within(mandate, asked, new LinkedHashMap<>());
    }

    private Answer finding(Mandate mandate, Asked asked) {
        Answer answer = within(mandate, asked, new LinkedHashMap<>());
        return !answer.open() || holds(mandate, asked) ? answer : Answer.REFUSED;
    }

    private boolean holds(Mandate mandate, Asked asked) {
        try {
            AsOf at = AsOf.read(asked.one("asOf"), asked.one("known"), clock);
            return asked.id()
                    .filter(finding -> mandate.said().scopes().stream()
                            .anyMatch(scope -> examined.holds(
                                    finding,
                                    scope,
                                    at,
                                    mandate.said().examined().period().to())))
                    .isPresent();
        } catch (InvalidRequest unreadable) {
            return false;
        }
    }

    /** In a scope of the mandate, and as of a day that is examined; what is left out is filled in. */
    private Answer within(Mandate mandate, Asked asked, Map<String, String> missing) {
        Terms said = mandate.said();
        String scope = asked.one("scope");
        boolean reaches = scope.isEmpty() || said.covers(scope);
        if (!reaches || today().isBefore(said.examined().from()) || !isWithin(mandate, asked, "asOf")) {
            return Answer.REFUSED;
        }
        fill(said, asked, missing);
        return missing.isEmpty() ? Answer.OPEN : Answer.go(asked.with(missing));
    }

    private void fill(Terms said, Asked asked, Map<String, String> missing) {
        if (asked.one("scope").isEmpty() && !said.covers(Scope.ALL.text())) {
            missing.put("scope", said.scopes().getFirst());
        }
        if (asked.one("asOf").isEmpty() && !said.examined().contains(today())) {
            missing.put("asOf", said.examined().to().toString());
        }
    }

    /** A day that is named is one of those examined. */
    private static boolean isWithin(Mandate mandate, Asked asked, String name) {
        return asked.one(name).isEmpty()
                || asked.day(name).filter(mandate.said().examined()::contains).isPresent();
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
