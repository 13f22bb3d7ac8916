package io.exhibit.alerts;

import io.exhibit.alerts.FalcoEvents.Item;
import io.exhibit.controls.AlertMapping;
import io.exhibit.intake.BatchInterpreter;
import io.exhibit.intake.Interpreted;
import io.exhibit.intake.Kind;
import io.exhibit.intake.Reading;
import io.exhibit.intake.Submission;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes alerts of what sensors sent. A batch is read item by item: what can be read becomes alerts, what cannot is listed and
 * counted beside them. Only a batch in which nothing can be read, or with too many events, goes into quarantine whole.
 */
@Component
class EventInterpreter implements BatchInterpreter {

    private static final String READER = "falco-json/2";
    private static final int ROWS = 2000;
    private static final long CHARACTERS = 8_000_000;

    private final AlertStore store;
    private final AlertMapping mapping;
    private final JsonMapper json;
    private final int most;

    EventInterpreter(
            AlertStore store,
            AlertMapping mapping,
            JsonMapper json,
            @Value("${exhibit.alerts.events-per-batch:5000}") int most) {
        this.store = store;
        this.mapping = mapping;
        this.json = json;
        this.most = most;
    }

    @Override
    public Kind kind() {
        return Kind.EVENTS;
    }

    @Override
    public String reader() {
        return READER;
    }

    @Override
    public Limits limits() {
        return EventReader.limits(most);
    }

    @Override
    public Interpreted interpret(Submission submission, InputStream document) throws Unreadable, IOException {
        try {
            FalcoEvents events = new FalcoEvents(document, most);
            EventCounts counts = new EventCounts();
            AlertRows rows = new AlertRows(mapping, json);
            for (Item item = events.next(); item != null; item = events.next()) {
                counts.add(item);
                if (item instanceof Item.Good(FalcoEvent event)) {
                    rows.add(submission, event);
                }
                if (rows.size() == ROWS || rows.weight() > CHARACTERS) {
                    write(rows, counts);
                }
            }
            write(rows, counts);
            return outcome(submission, counts);
        } catch (BadEvent whole) {
            throw new Unreadable(whole.reason(), whole.detail());
        }
    }

    @Override
    public List<Reading> interpret(List<Small> documents) {
        AlertRows rows = new AlertRows(mapping, json);
        List<Reading> readings = new ArrayList<>();
        for (Small document : documents) {
            readings.add(read(document, rows));
            if (rows.size() >= ROWS) {
                writeNew(rows);
            }
        }
        writeNew(rows);
        return readings;
    }

    private Reading read(Small document, AlertRows rows) {
        try {
            FalcoEvents events = new FalcoEvents(new ByteArrayInputStream(document.document()), most);
            EventCounts counts = new EventCounts();
            List<FalcoEvent> good = new ArrayList<>();
            for (Item item = events.next(); item != null; item = events.next()) {
                counts.add(item);
                if (item instanceof Item.Good(FalcoEvent event)) {
                    good.add(event);
                }
            }
            counts.created(good.size());
            Interpreted interpreted = outcome(document.submission(), counts);
            good.forEach(event -> rows.add(document.submission(), event));
            return interpreted;
        } catch (BadEvent whole) {
            return new Unreadable(whole.reason(), whole.detail());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void writeNew(AlertRows rows) {
        if (rows.size() > 0 && store.add(mapping.version(), rows) != rows.size()) {
            throw new IllegalStateException("Alerts of a document that was not read yet were there already");
        }
        rows.clear();
    }

    private void write(AlertRows rows, EventCounts counts) {
        if (rows.size() > 0) {
            counts.created(store.add(mapping.version(), rows));
            rows.clear();
        }
    }

    private Interpreted outcome(Submission submission, EventCounts counts) throws BadEvent {
        if (counts.total() == 0) {
            throw counts.firstUnreadable();
        }
        if (!counts.unreadable().isEmpty()) {
            store.addUnreadable(submission, counts.unreadable());
        }
        return new Interpreted(READER, counts.toMap());
    }
}
