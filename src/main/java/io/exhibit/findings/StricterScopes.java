package io.exhibit.findings;

import io.exhibit.kernel.Choice;
import io.exhibit.kernel.InvalidRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What may have fewer days than the general ones, as the form offers it: what systems are in scope as, and the systems themselves. */
@Component
class StricterScopes {

    /** So many rows stand empty below those that are filled in. */
    private static final int EMPTY = 3;

    private final JdbcClient jdbc;

    StricterScopes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows of the form, what each may be for and by which clock, and the codes of systems; more: there may be further rows. */
    record Form(List<Integer> rows, List<Choice> scopes, List<Choice> clocks, List<String> codes, boolean more) {

        Form {
            rows = List.copyOf(rows);
            scopes = List.copyOf(scopes);
            clocks = List.copyOf(clocks);
            codes = List.copyOf(codes);
        }
    }

    /** At least so many rows. */
    Form form(Map<String, String> fields, int least) {
        int rows = Math.min(StricterFields.MOST, Math.max(least, StricterFields.filled(fields) + EMPTY));
        List<Choice> scopes = new ArrayList<>(List.of(new Choice("", "nothing")));
        StricterFields.scopes().forEach(scope -> scopes.add(new Choice(scope, Stricter.titleOf(scope))));
        scopes.add(new Choice(StricterFields.ONE_SYSTEM, "One system"));
        List<Choice> clocks = new ArrayList<>(List.of(new Choice("", "choose")));
        Arrays.stream(Profile.values()).forEach(profile -> clocks.add(new Choice(profile.name(), profile.title())));
        return new Form(IntStream.range(0, rows).boxed().toList(), scopes, clocks, codes(), rows < StricterFields.MOST);
    }

    /** Days for a system that does not exist would apply to nothing. */
    void checkKnown(List<Stricter> entries) {
        List<String> codes = codes();
        entries.stream()
                .map(Stricter::scope)
                .filter(scope -> scope.startsWith(Stricter.SYSTEM))
                .map(scope -> scope.substring(Stricter.SYSTEM.length()))
                .filter(code -> !codes.contains(code))
                .findFirst()
                .ifPresent(code -> {
                    throw new InvalidRequest("Stricter days: there is no system with the code " + code + ".");
                });
    }

    private List<String> codes() {
        return jdbc.sql("SELECT code FROM estate.pub_system ORDER BY code")
                .query(String.class)
                .list();
    }
}
