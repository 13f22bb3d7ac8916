package io.exhibit.examinations;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What was asked for and decided about it, done again. */
@Component
class RequestRedo implements Redo {

    private final Requests requests;

    RequestRedo(Requests requests) {
        this.requests = requests;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(Requests.RECEIVED, Requests.ANSWERED, Requests.ACCEPTED, Requests.FOLLOWED_UP);
    }

    @Override
    public void redo(Decision decision) {
        requests.redo(decision);
    }
}
