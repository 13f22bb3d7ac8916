package io.exhibit.estate;

import io.exhibit.kernel.Text;
import org.jspecify.annotations.Nullable;

/** What somebody entered about a rule. */
record RuleForm(
        @Nullable String system,
        @Nullable String kind,
        @Nullable String cluster,
        @Nullable String pattern) {

    static final RuleForm NONE = new RuleForm("", AttributionRule.Kind.IMAGE.name(), "", "");

    static String text(@Nullable String field) {
        return field == null ? "" : Text.clean(field, 1000).strip();
    }
}
