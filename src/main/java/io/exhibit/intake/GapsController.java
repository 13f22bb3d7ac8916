package io.exhibit.intake;

import io.exhibit.access.Callers;
import io.exhibit.access.Machine;
import io.exhibit.access.Permission;
import io.exhibit.kernel.AsOf;
import io.exhibit.kernel.Cursor;
import io.exhibit.kernel.Excerpt;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which numbers did not come, for machines: a sender sees its own, whoever may read sees all. */
@RestController
class GapsController {

    private final GapList list;
    private final Clock clock;

    GapsController(GapList list, Clock clock) {
        this.list = list;
        this.clock = clock;
    }

    /** A page of the list; next is the cursor of the following page, null on the last. */
    record Answer(
            List<Map<String, @Nullable Object>> gaps,
            @Nullable String next) {}

    @GetMapping("/api/v1/gaps")
    Answer gaps(
            @RequestParam(required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int room = Excerpt.room(limit);
        Machine machine = Callers.machine().orElseThrow();
        GapList.Question question = new GapList.Question(
                machine.may(Permission.READ) ? null : machine.tokenId(),
                AsOf.read(asOf, clock).at(),
                cursor == null || cursor.isBlank() ? null : Cursor.read(cursor));
        Excerpt<GapList.Gap> page = Excerpt.of(list.page(question, room + 1), room);
        return new Answer(
                page.rows().stream().map(GapsController::body).toList(),
                page.more() ? page.last().cursor().text() : null);
    }

    private static Map<String, @Nullable Object> body(GapList.Gap gap) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("token", gap.tokenId());
        body.put("sender", gap.sender());
        body.put("stream", gap.stream());
        body.put("epoch", gap.epoch());
        body.put("first", gap.span().first());
        body.put("last", gap.span().last());
        body.put("missing", gap.missing());
        body.put("runs", gap.runs());
        body.put("foundAt", gap.foundAt());
        body.put("foundBy", gap.foundBy());
        body.put("entry", gap.entry());
        return body;
    }
}
