package io.exhibit;

import io.exhibit.kernel.Console;
import io.exhibit.rebuild.Comparison;
import io.exhibit.rebuild.Rebuild;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;

/** Makes all tables that follow from the ledger again, from the command line, and says how they compare. */
@Console(why = "what a rebuild came to is what its caller reads")
final class RebuildCommand {

    private static final String BESIDE = "_rebuild";
    private static final String SWAP = "--swap";

    private RebuildCommand() {}

    /** Returns 0 when everything is equal or was put in place, 1 when it differs and was left, 2 when it could not be done. */
    static int run(List<String> arguments) {
        if (!List.of(SWAP).containsAll(arguments)) {
            System.err.println("The only argument is " + SWAP + ".");
            return 2;
        }
        try (DatabaseAtHand database = DatabaseAtHand.open()) {
            return run(database, arguments.contains(SWAP));
        } catch (IOException | RuntimeException failed) {
            System.err.println("The tables could not be made again: " + failed.getMessage());
            return 2;
        }
    }

    private static int run(DatabaseAtHand database, boolean swap) {
        try (ConfigurableApplicationContext context = RebuildRole.start(database.beside(BESIDE), database.source())) {
            Rebuild rebuild = context.getBean(Rebuild.class);
            Rebuild.Outcome outcome = swap ? rebuild.swap() : rebuild.compare();
            print(outcome);
            return outcome.isEqual() || outcome.swapped() ? 0 : 1;
        } finally {
            database.dropBeside(BESIDE);
        }
    }

    private static void print(Rebuild.Outcome outcome) {
        System.out.format(Locale.ROOT, "Made again from %,d entries of the ledger, and compared:%n", outcome.entries());
        for (Comparison one : outcome.tables()) {
            System.out.format(
                    Locale.ROOT,
                    "%-26s %,12d rows  %s%n",
                    one.table().name(),
                    one.rows(),
                    one.isEqual() ? "equal      " + one.madeAgain().hex() : difference(one));
            one.examples().forEach(example -> System.out.println("    " + example));
        }
        System.out.println(verdict(outcome));
    }

    private static String difference(Comparison one) {
        return String.format(
                Locale.ROOT,
                "DIFFERENT  %,d differ, %,d only in use, %,d only made again",
                one.different(),
                one.onlyInUse(),
                one.onlyMadeAgain());
    }

    private static String verdict(Rebuild.Outcome outcome) {
        if (!outcome.decisionsAreEqual()) {
            return "WHAT PEOPLE DECIDED IS NOT WHAT THE LEDGER SAYS. Nothing was changed.";
        }
        if (outcome.swapped()) {
            return outcome.isEqual()
                    ? "All was equal; it was put in place all the same."
                    : "What was made again is in place.";
        }
        return outcome.isEqual()
                ? "All tables are what the ledger says."
                : "THE TABLES ARE NOT WHAT THE LEDGER SAYS. Nothing was changed; --swap puts what was made again in place.";
    }
}
