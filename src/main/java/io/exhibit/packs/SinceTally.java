package io.exhibit.packs;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what became of things, and keeps the first of each kind for a page. */
final class SinceTally implements Consumer<SinceLine> {

    private static final int MOST = 50;

    private final Map<SinceKind, Long> counts = new EnumMap<>(SinceKind.class);
    private final Map<SinceKind, List<SinceLine>> first = new EnumMap<>(SinceKind.class);

    /** One kind, how often, and the first of it. */
    record Part(SinceKind kind, long count, List<SinceLine> lines) {

        public long more() {
            return count - lines.size();
        }
    }

    @Override
    public void accept(SinceLine line) {
        counts.merge(line.kind(), 1L, Long::sum);
        List<SinceLine> lines = first.computeIfAbsent(line.kind(), kind -> new ArrayList<>());
        // Notes are few, and none is left out.
        if (line.kind() == SinceKind.NOTE || lines.size() < MOST) {
            lines.add(line);
        }
    }

    List<SinceLine> notes() {
        return first.getOrDefault(SinceKind.NOTE, List.of());
    }

    /** Every kind but the notes, those of which there is nothing too. */
    List<Part> parts() {
        return List.of(SinceKind.values()).stream()
                .filter(kind -> kind != SinceKind.NOTE)
                .map(kind ->
                        new Part(kind, counts.getOrDefault(kind, 0L), List.copyOf(first.getOrDefault(kind, List.of()))))
                .toList();
    }
}
