package io.exhibit.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** A signer as a process of its own that signs once and ends, to be killed on the way. Arguments: database, user, password, folder. */
final class SignOnce {

    private SignOnce() {}

    public static void main(String... arguments) {
        List<String> given = List.of(arguments);
        var source = new PGSimpleDataSource();
        source.setUrl(given.get(0));
        source.setUser(given.get(1));
        source.setPassword(given.get(2));
        new OwnLedger(source, Clock.systemUTC()).sign(Path.of(given.get(3)));
    }
}
