package io.exhibit.intake;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import io.exhibit.kernel.Text;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a sender says beside its document: where the image runs, whose it is, which build made it; of which cluster and when. */
record Context(@Nullable String format, SortedMap<String, String> values) {

    private static final Set<String> OTHERS = Set.of("format", "wait");
    private static final int LONGEST = 512;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Reads the parameters of a request; an unknown name is refused, so that a typing error is not lost silently. */
    static Context read(Kind kind, Map<String, String> parameters) {
        SortedMap<String, String> values = new TreeMap<>();
        parameters.forEach((name, given) -> {
            String value = given.strip();
            check(kind, name, value);
            if (kind.parameters().contains(name) && !value.isEmpty()) {
                values.put(name, value);
            }
        });
        String format = parameters.getOrDefault("format", "").strip();
        if (!format.isEmpty()) {
            kind.check(format);
        }
        return new Context(format.isEmpty() ? null : format, values);
    }

    private static void check(Kind kind, String name, String value) {
        if (!kind.parameters().contains(name) && !OTHERS.contains(name)) {
            throw new InvalidRequest("There is no parameter " + name + "; known are format, wait, "
                    + String.join(", ", kind.parameters().stream().sorted().toList()) + ".");
        }
        if (value.length() > LONGEST || value.codePoints().anyMatch(Context::isInvisible)) {
            throw new InvalidRequest(name + " may have at most " + LONGEST + " characters, none of them invisible.");
        }
        if (name.equals("digest") && !value.isEmpty() && !DIGEST.matcher(value).matches()) {
            throw new InvalidRequest("digest is written sha256: and 64 lower-case hex digits.");
        }
        checkStatement(name, value);
    }

    private static void checkStatement(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (name.equals("observedAt") && Text.time(value) == null) {
            throw new InvalidRequest("observedAt is a time like 2026-11-21T14:05:00Z, between 1990 and 2100.");
        }
        if (name.equals("complete") && !value.equals("true") && !value.equals("false")) {
            throw new InvalidRequest("complete is true or false.");
        }
    }

    /** Control characters, and those that turn or hide what stands around them: nobody means to write one in a name. */
    private static boolean isInvisible(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
    }

    /** With the number that the sender gave the delivery: the same bytes under another number are another delivery. */
    Context numbered(@Nullable Numbering numbering) {
        if (numbering == null) {
            return this;
        }
        SortedMap<String, String> all = new TreeMap<>(values);
        numbering.addTo(all);
        return new Context(format, all);
    }

    @Nullable
    Numbering numbering() {
        return Numbering.of(values);
    }

    /** Tells contexts apart: the same bytes said of another place are another statement. */
    Sha256 hash() {
        return Sha256.of((format + " " + values).getBytes(StandardCharsets.UTF_8));
    }
}
