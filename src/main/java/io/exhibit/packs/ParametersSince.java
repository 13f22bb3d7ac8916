package io.exhibit.packs;

import io.exhibit.packs.SealedRegister.Row;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which numbers the two periods are judged by: there are as many as the catalogue has, so they are gathered by name. */
final class ParametersSince implements RegistersSince.Pair {

    static final List<String> NEEDED = List.of("key", "parameter", "value", "counts");

    private final Map<String, String> before = new TreeMap<>();
    private final Map<String, String> after = new TreeMap<>();

    @Override
    public void take(@Nullable Row was, @Nullable Row is) {
        gather(was, before);
        gather(is, after);
    }

    private static void gather(@Nullable Row row, Map<String, String> values) {
        if (row != null && row.text("counts").equals("yes")) {
            values.put(row.text("parameter"), row.text("value"));
        }
    }

    void tell(Consumer<SinceLine> found) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String was = before.getOrDefault(name, "");
            String is = after.getOrDefault(name, "");
            if (!was.equals(is)) {
                found.accept(SinceLine.of(SinceKind.PARAMETER, name, "", was, is));
            }
        }
    }
}
