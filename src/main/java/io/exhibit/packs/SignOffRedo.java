package io.exhibit.packs;

import io.exhibit.intake.Redo;
import io.exhibit.ledger.Decision;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What people said of packs, done again. */
@Component
class SignOffRedo implements Redo {

    private final SignOffStore store;

    SignOffRedo(SignOffStore store) {
        this.store = store;
    }

    @Override
    public Set<String> kinds() {
        return Arrays.stream(SignOff.Kind.values()).map(SignOff.Kind::entry).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void redo(Decision decision) {
        store.keep(decision);
    }
}
