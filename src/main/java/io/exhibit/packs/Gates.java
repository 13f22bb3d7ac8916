package io.exhibit.packs;

import io.exhibit.kernel.Written;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at what a draft is made of for what would get it rejected. */
final class Gates {

    private Gates() {}

    static List<Blocker> of(Dossier dossier) throws IOException {
        List<Blocker> found = new ArrayList<>(leftOut(dossier.coverage().unread()));
        dossier.crosschecks().forEach(test -> found.addAll(unreconciled(test)));
        for (Spool register : dossier.registers()) {
            found.addAll(secrets(register));
        }
        return List.copyOf(found);
    }

    /** What came in and was not read is evidence that was left out. */
    static List<Blocker> leftOut(long unread) {
        return unread == 0
                ? List.of()
                : List.of(
                        new Blocker(
                                "L05",
                                Written.count(unread, "document that had", "documents that had")
                                        + " been received when the figures were frozen had not been read: what they say is in no register.",
                                "See on the page of submissions why they are not read. When they are, withdraw this draft and ask anew."));
    }

    /** What does not tie blocks, unless every difference is listed: those that are, are printed. */
    static List<Blocker> unreconciled(Crosscheck test) {
        if (test.outcome() != Crosscheck.Outcome.DIFFERENCES) {
            return List.of();
        }
        return switch (test.test()) {
            case R1 ->
                test.differences() < KeyComparison.MOST_LISTED
                        ? List.of()
                        : blocked(
                                "L08",
                                test,
                                "Look into the first of them: the check and the register must list the same things.");
            case R4 ->
                blocked("L05", test, "Have the ledger verified, as the operator's guide says, before anything else.");
            case R5 ->
                blocked("L09", test, "See in the file which rows lead to no document, and have the ledger verified.");
            case R2, R3, R6, R7, R8, R9, R10 -> List.of();
        };
    }

    private static List<Blocker> blocked(String gate, Crosscheck test, String remedy) {
        return List.of(new Blocker(
                gate,
                test.test() + " does not tie: " + Written.count(test.first().number()) + " against "
                        + Written.count(test.second().number()) + "; "
                        + Written.count(test.differences(), "difference is", "differences are") + " listed in "
                        + CrosscheckRegisters.LINES + ".csv.",
                remedy));
    }

    /** A pack goes out of the house: it must not have card numbers or keys in its lists. */
    static List<Blocker> secrets(Spool register) throws IOException {
        AtomicLong row = new AtomicLong();
        AtomicLong rows = new AtomicLong();
        AtomicLong first = new AtomicLong();
        register.each(values -> {
            row.incrementAndGet();
            if (values.stream().anyMatch(Secrets::isIn)) {
                first.compareAndSet(0, row.get());
                rows.incrementAndGet();
            }
        });
        return rows.get() == 0
                ? List.of()
                : List.of(new Blocker(
                        "L30",
                        "What looks like a card number or a private key stands in "
                                + Written.count(rows.get(), "row", "rows") + " of "
                                + register.register().name()
                                + ".csv, the first in row " + Written.count(first.get()) + ".",
                        "Treat it as found where it must not be. Keep it out at the source, and ask for a pack whose scope or period"
                                + " does not have these rows."));
    }
}
