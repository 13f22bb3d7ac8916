package io.exhibit.intake;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which reader of each kind is in use now: what another one could not read, it may. */
@Component
class ReadersInUse {

    private final Map<String, String> readers;

    ReadersInUse(List<Interpreter> interpreters) {
        readers = interpreters.stream()
                .collect(Collectors.toUnmodifiableMap(
                        interpreter -> interpreter.kind().name(), Interpreter::reader));
    }

    /** The reader in use now, when it is another than the one that could not read the document; null when it is the same. */
    @Nullable
    String newer(String kind, @Nullable String reader) {
        String now = readers.get(kind);
        return now == null || now.equals(reader) ? null : now;
    }

    @Nullable
    String newer(SubmissionLine line) {
        return line.outcome().reason() == null
                ? null
                : newer(line.content().kind(), line.outcome().reader());
    }
}
