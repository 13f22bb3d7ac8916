package io.exhibit.alerts;

import io.exhibit.controls.AlertClass;
import io.exhibit.controls.AlertMapping;
import io.exhibit.kernel.Written;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The list of alerts and the list of what could not be read, for people. */
@Controller
class AlertPages {

    private static final int SHOWN = 50;

    private final AlertList list;
    private final UnreadableList unreadable;
    private final AlertMapping mapping;
    private final Clock clock;

    AlertPages(AlertList list, UnreadableList unreadable, AlertMapping mapping, Clock clock) {
        this.list = list;
        this.unreadable = unreadable;
        this.mapping = mapping;
        this.clock = clock;
    }

    /** An entry of a list to choose from. */
    record Option(String value, String name) {}

    @GetMapping("/alerts")
    String alerts(@ModelAttribute("filter") AlertFilter filter, HttpServletRequest request, Model model) {
        AlertQuery query = AlertQuery.of(filter, clock);
        List<AlertRow> rows = list.rows(query, SHOWN + 1);
        boolean more = rows.size() > SHOWN;
        List<AlertRow> shown = more ? rows.subList(0, SHOWN) : rows;
        Map<AlertState, Long> counts = list.counts(query);
        List<AlertLine> lines =
                shown.stream().map(row -> AlertLine.of(row, className(row))).toList();
        model.addAttribute("lines", lines);
        model.addAttribute("sentence", sentence(counts));
        model.addAttribute("actable", query.asOf() == null && lines.stream().anyMatch(AlertLine::handleable));
        model.addAttribute("nothingYet", shown.isEmpty() && isUnfiltered(query));
        model.addAttribute("unreadable", unreadable.count(query.asOf()));
        model.addAttribute(
                "shown", Written.count(shown.size(), "alert", "alerts") + " on this page, newest record first.");
        model.addAttribute("first", query.cursor() == null ? null : here("cursor", null));
        model.addAttribute(
                "next", more ? here("cursor", shown.getLast().cursor().text()) : null);
        model.addAttribute("csv", csv());
        model.addAttribute("back", back(request));
        choices(model);
        return "alerts/alerts";
    }

    @GetMapping("/alerts/unreadable")
    String unreadable(@RequestParam(name = "asOf", required = false) @Nullable String asOf, Model model) {
        Instant time = AlertQuery.time(asOf, clock);
        model.addAttribute("places", unreadable.newest(time));
        model.addAttribute("total", unreadable.count(time));
        return "alerts/unreadable";
    }

    private String className(AlertRow row) {
        String id = row.alertClass();
        return id == null ? "" : mapping.describe(id).map(AlertClass::name).orElse(id);
    }

    private static boolean isUnfiltered(AlertQuery query) {
        return Stream.of(query.asOf(), query.priority(), query.alertClass(), query.state(), query.cursor())
                        .allMatch(part -> part == null)
                && query.search().isEmpty()
                && query.scope().equals("all");
    }

    private static String sentence(Map<AlertState, Long> counts) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        if (total > AlertList.MOST_COUNTED) {
            return "More than " + Written.count(AlertList.MOST_COUNTED) + " alerts.";
        }
        String parts = counts.entrySet().stream()
                .map(entry ->
                        Written.count(entry.getValue()) + " " + entry.getKey().word())
                .collect(Collectors.joining(", "));
        return Written.count(total, "alert", "alerts") + (parts.isEmpty() ? "." : ": " + parts + ".");
    }

    private void choices(Model model) {
        List<Option> priorities = new ArrayList<>(List.of(new Option("", "any priority")));
        Stream.of(Priority.values()).forEach(priority -> priorities.add(new Option(priority.name(), priority.word())));
        List<Option> classes = new ArrayList<>(List.of(new Option("", "any class")));
        mapping.classes().forEach(known -> classes.add(new Option(known.id(), known.name())));
        classes.add(new Option(AlertQuery.UNMAPPED, "not mapped"));
        List<Option> states = new ArrayList<>(List.of(new Option("", "any state")));
        Stream.of(AlertState.values()).forEach(state -> states.add(new Option(state.name(), state.word())));
        model.addAttribute("priorities", priorities);
        model.addAttribute("classes", classes);
        model.addAttribute("states", states);
        model.addAttribute("dispositions", Disposition.values());
        model.addAttribute(
                "host",
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString());
    }

    private static String here(String name, @Nullable String value) {
        var address = ServletUriComponentsBuilder.fromCurrentRequest()
                .scheme(null)
                .host(null)
                .port(null);
        return (value == null ? address.replaceQueryParam(name) : address.replaceQueryParam(name, value))
                .build()
                .toUriString();
    }

    private static String csv() {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .scheme(null)
                .host(null)
                .port(null)
                .replacePath("/alerts.csv")
                .replaceQueryParam("cursor")
                .build()
                .toUriString();
    }

    private static String back(HttpServletRequest request) {
        return request.getQueryString() == null ? "/alerts" : "/alerts?" + request.getQueryString();
    }
}
