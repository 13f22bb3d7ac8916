package io.exhibit.controls;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shape of a framework's file. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record FrameworkFile(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) String version,
        @JsonProperty(required = true) @JsonInclude List<String> aliases,
        @JsonProperty(required = true) String publisher,
        @JsonProperty(required = true) String nature,
        @JsonProperty(required = true) String profile,

        @JsonProperty(value = "natural_scope", required = true)
        String naturalScope,

        @JsonProperty(required = true) Standing status,

        @JsonProperty(value = "effective_from", required = true)
        String effectiveFrom,

        @JsonProperty("effective_to") @Nullable String effectiveTo,
        @JsonProperty(value = "checked_on", required = true) LocalDate checkedOn,
        @JsonProperty(required = true) SourceEntry source,
        @JsonProperty(required = true) String notice,
        @JsonProperty(required = true) List<ControlEntry> controls) {

    /** A framework in this form again. */
    static FrameworkFile of(Framework framework) {
        return new FrameworkFile(
                framework.id().text(),
                framework.name(),
                framework.version(),
                framework.aliases(),
                framework.publisher(),
                framework.nature(),
                framework.profile().id(),
                framework.naturalScope(),
                framework.standing(),
                framework.effectiveFrom().written(),
                framework.withdrawn().map(Effective::written).orElse(null),
                framework.checkedOn(),
                new SourceEntry(framework.sourceTitle(), framework.sourceUrl()),
                framework.notice(),
                framework.controls().stream().map(ControlEntry::of).toList());
    }

    /** Where the text itself is to be had. */
    record SourceEntry(
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) URI url) {}

    /** One control; checks maps the id of a check to why it is used. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ControlEntry(
            @JsonProperty(required = true) String code,
            @JsonProperty(required = true) String title,
            @JsonProperty(required = true) String text,
            @JsonProperty(required = true) String paragraph,

            @JsonProperty(value = "effective_from", required = true)
            String effectiveFrom,

            @JsonProperty("effective_to") @Nullable String effectiveTo,
            @Nullable Map<String, String> checks,
            @Nullable List<String> manual,
            @Nullable String limits,
            @Nullable Map<String, List<String>> references,
            @Nullable List<String> successors) {

        static ControlEntry of(Control control) {
            Map<String, String> checks = new LinkedHashMap<>();
            control.checks().forEach(use -> checks.put(use.check().id(), use.rationale()));
            return new ControlEntry(
                    control.id().code(),
                    control.title(),
                    control.text(),
                    control.paragraph(),
                    control.effectiveFrom().written(),
                    control.withdrawn()
                            .filter(day -> control.standing() == Standing.WITHDRAWN)
                            .map(Effective::written)
                            .orElse(null),
                    checks,
                    control.manual(),
                    control.limits(),
                    control.references(),
                    control.successors().stream().map(ControlId::toString).toList());
        }
    }
}
