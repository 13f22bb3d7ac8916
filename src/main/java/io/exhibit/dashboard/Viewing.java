package io.exhibit.dashboard;

import io.exhibit.kernel.Address;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Choice;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What is being looked at: scope and time, as the frame shows them and as links carry them on. A page has the chooser
 * when its controller method takes the parameters, so that no list of pages has to be kept.
 */
public record Viewing(
        String path,
        boolean scoped,
        boolean dated,
        boolean twice,
        AsOf time,
        Map<String, String> carried,
        List<Choice> others,
        List<Choice> scopes) {

    private static final String KNOWN = "known";

    private static final Set<String> OWN = Set.of("scope", "asOf", KNOWN, "cursor");

    static Viewing of(HttpServletRequest request, AsOf asOf, Supplier<List<Choice>> choices, Instant now) {
        boolean scoped = takes(request, "scope");
        var carried = new LinkedHashMap<String, String>();
        carry(request, "scope", carried);
        carry(request, "asOf", carried);
        carry(request, KNOWN, carried);
        carried.put("today", now.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        return new Viewing(
                request.getRequestURI(),
                scoped,
                takes(request, "asOf"),
                takes(request, KNOWN),
                asOf,
                carried,
                others(request),
                scoped ? choices.get() : List.of());
    }

    public String scope() {
        return carried.getOrDefault("scope", "all");
    }

    public String scopeName() {
        return scopes.stream()
                .filter(choice -> choice.value().equals(scope()))
                .map(Choice::name)
                .findFirst()
                .orElse(scope());
    }

    /** Null: now. */
    public @Nullable Instant asOf() {
        return time.isNow() ? null : time.at();
    }

    public String asOfText() {
        return time.words();
    }

    /** What the date field holds: empty for now. */
    public String day() {
        return time.isNow()
                ? ""
                : time.at().atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    public String today() {
        return carried.getOrDefault("today", "");
    }

    /** Another page in the same scope and of the same time; the path may carry parameters of its own. */
    public String link(String to) {
        return Address.of(to)
                .with("scope", carried.get("scope"))
                .with("asOf", carried.get("asOf"))
                .with(KNOWN, carried.get(KNOWN))
                .text();
    }

    /** Another page in a scope of its own, of the same time. */
    public String linkIn(String scope, String to) {
        return Address.of(to)
                .with("scope", scope)
                .with("asOf", carried.get("asOf"))
                .with(KNOWN, carried.get(KNOWN))
                .text();
    }

    /** Another page that knows one time, of the same day as it was known then. */
    public String dayLink(String to) {
        return Address.of(to).with("asOf", carried.get("asOf")).text();
    }

    /** A time is asked for, and the page knows none but now. */
    public boolean isOnlyOfNow() {
        return !dated && !time.isNow();
    }

    /** A day is asked for as it is known later, and the page knows it only as it was known on the day. */
    public boolean isOnlyOfThen() {
        return dated && !twice && time.isKnownLater();
    }

    /** What the choice of when it is known holds: empty for the day itself, now, or the time that was asked for. */
    public String known() {
        return !time.isKnownLater() ? "" : time.isKnownNow() ? "now" : carried.getOrDefault(KNOWN, "");
    }

    public List<Choice> knowns() {
        Choice then = new Choice("", "on that day itself");
        Choice today = new Choice("now", "today");
        return known().isEmpty() || known().equals("now")
                ? List.of(then, today)
                : List.of(then, new Choice(known(), "at the end of " + known()), today);
    }

    /** This page, of now. */
    public String nowLink() {
        return address().text();
    }

    /** This page, of the same time as it was known then. */
    public String thenLink() {
        return address().with("asOf", carried.get("asOf")).text();
    }

    private Address address() {
        Address address = Address.of(path).with("scope", carried.get("scope"));
        for (Choice other : others) {
            address = address.with(other.name(), other.value());
        }
        return address;
    }

    private static void carry(HttpServletRequest request, String name, Map<String, String> carried) {
        String value = request.getParameter(name);
        if (value != null && !value.isBlank()) {
            carried.put(name, value);
        }
    }

    private static List<Choice> others(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(entry -> !OWN.contains(entry.getKey()))
                .flatMap(entry -> Arrays.stream(entry.getValue())
                        .filter(value -> !value.isBlank())
                        .map(value -> new Choice(value, entry.getKey())))
                .toList();
    }

    private static boolean takes(HttpServletRequest request, String name) {
        return takes(request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE), name);
    }

    /** Whether what answers a request can be asked that. */
    static boolean takes(@Nullable Object answering, String name) {
        return answering instanceof HandlerMethod handler
                && Arrays.stream(handler.getMethodParameters()).anyMatch(parameter -> isOrHolds(parameter, name));
    }

    private static boolean isOrHolds(MethodParameter parameter, String name) {
        RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
        if (asked != null) {
            return name.equals(asked.name())
                    || name.equals(parameter.getParameter().getName());
        }
        return parameter.getParameterType().isRecord()
                && Arrays.stream(parameter.getParameterType().getRecordComponents())
                        .anyMatch(component -> component.getName().equals(name));
    }
}
