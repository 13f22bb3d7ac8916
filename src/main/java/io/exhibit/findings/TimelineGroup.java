package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** By what the findings of the timeline are put together, from the portfolio down to those of one group. */
enum TimelineGroup {
    SYSTEM(
            "system",
            "coalesce(system.code, '')",
            "system.name",
            "JOIN estate.pub_target target ON target.id = f.target_id {system}",
            "f.target_id IN (SELECT target.id FROM estate.pub_target target {system} WHERE system.code = :of)"),
    OWNER(
            "owner",
            "coalesce(system.owner, '')",
            "system.owner",
            SYSTEM.joins,
            "f.target_id IN (SELECT target.id FROM estate.pub_target target {system} WHERE system.owner = :of)"),
    /** By the repository of what was scanned: that is what is said who makes. */
    VENDOR(
            "maker of the image",
            "coalesce(origin.maker, 'NOT_SAID')",
            "vendor.name",
            "JOIN estate.pub_target target ON target.id = f.target_id"
                    + " LEFT JOIN " + Made.BY_LINEAGE
                    + " origin ON target.kind = 'IMAGE' AND origin.lineage = target.name"
                    + " LEFT JOIN estate.pub_vendor vendor ON vendor.code = origin.maker",
            "f.target_id IN (SELECT t.id FROM estate.pub_target t"
                    + " LEFT JOIN " + Made.BY_LINEAGE + " o ON t.kind = 'IMAGE' AND o.lineage = t.name"
                    + " WHERE coalesce(o.maker, 'NOT_SAID') = :of)"),
    IMAGE(
            "image",
            "f.target_id::text",
            "target.name || CASE WHEN target.environment = '' THEN '' ELSE ' in ' || target.environment END",
            "JOIN estate.pub_target target ON target.id = f.target_id",
            "f.target_id = :of::uuid"),
    VULNERABILITY("vulnerability", "f.vulnerability", "f.vulnerability", "", "f.vulnerability = :of");

    private static final int LONGEST = 300;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Out here because an enum's own constants are not there yet when its values are made. */
    private static final class Made {

        private static final String BY_LINEAGE =
                "(SELECT lineage, min(coalesce(vendor, origin)) AS maker FROM estate.pub_image_origin WHERE lineage IS NOT NULL GROUP BY lineage)";
    }

    private final String words;
    private final String key;
    private final String name;
    private final String joins;
    private final String condition;

    TimelineGroup(String words, String key, String name, String joins, String condition) {
        this.words = words;
        this.key = key;
        this.name = name;
        this.joins = joins;
        this.condition = condition;
    }

    /** One group, as an address names it: owner:Cards platform. */
    record One(TimelineGroup group, String key) {

        String text() {
            return group.word() + ":" + key;
        }

        String condition() {
            return group.condition;
        }
    }

    static List<Choice> choices() {
        return Arrays.stream(values())
                .map(group -> new Choice(group.word(), group.words))
                .toList();
    }

    static TimelineGroup read(@Nullable String word) {
        String plain = word == null || word.isBlank() ? SYSTEM.word() : word.strip();
        return Arrays.stream(values())
                .filter(group -> group.word().equals(plain))
                .findFirst()
                .orElseThrow(() -> new InvalidRequest("by is one of "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(TimelineGroup::word).toList()) + "."));
    }

    /** Null: all of them. */
    static @Nullable One one(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String plain = Text.clean(text.strip(), LONGEST);
        int colon = plain.indexOf(':');
        if (colon < 1 || colon == plain.length() - 1) {
            throw new InvalidRequest("of is a kind of group and its key, such as owner:Cards platform.");
        }
        One one = new One(read(plain.substring(0, colon)), plain.substring(colon + 1));
        if (one.group() == IMAGE && !ID.matcher(one.key()).matches()) {
            throw new InvalidRequest("An image is named by the id of its target.");
        }
        return one;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String words() {
        return words;
    }

    /** The query over groups, with its own key, name and tables. */
    String in(String sql) {
        return sql.replace("{key}", key).replace("{name}", name).replace("{joins}", joins);
    }
}
