package io.exhibit.findings;

import org.jspecify.annotations.Nullable;

/**
 * How the handling of one finding goes on from fact to fact. The one place that says which facts may follow on which: whatever else
 * comes is a fault of ours or of the data, and is not passed over.
 *
 * <p>Scans bring SEEN, GONE, SUPPRESSED and SHOWN; approvals and times bring the others. A decision may begin or end while the finding is
 * gone, and then changes nothing; a suppression ends with the finding, because only a report that has it can hide it.
 */
final class HandlingCourse {

    private boolean there;
    private boolean suppressed;
    private int excepted;
    private int notAffected;

    /** What the approval of such an exception brings; null: it leaves the finding open, with another rank. */
    static Handling.@Nullable Fact begins(String kind) {
        return switch (kind) {
            case "LOWER_RANK" -> null;
            case "NOT_AFFECTED" -> Handling.Fact.NOT_AFFECTED;
            default -> Handling.Fact.EXCEPTED;
        };
    }

    /** Takes the next fact; how the finding is handled from then on. */
    Handling take(Handling.Fact fact) {
        switch (fact) {
            case SEEN -> there = require(!there, fact);
            case GONE -> {
                there = !require(there, fact);
                suppressed = false;
            }
            case SUPPRESSED -> suppressed = require(there && !suppressed, fact);
            case SHOWN -> suppressed = !require(there && suppressed, fact);
            case EXCEPTED -> excepted++;
            case NOT_AFFECTED -> notAffected++;
            case COMPENSATED, NOT_COMPENSATED -> {
                // It is covered by the exception as before; what that is worth under PCI DSS is another question.
            }
            case ENDED_EXCEPTED -> excepted -= require(excepted > 0, fact) ? 1 : 0;
            case ENDED_NOT_AFFECTED -> notAffected -= require(notAffected > 0, fact) ? 1 : 0;
        }
        return state();
    }

    Handling state() {
        if (!there) {
            return Handling.CLOSED;
        }
        if (notAffected > 0) {
            return Handling.NOT_AFFECTED;
        }
        if (excepted > 0) {
            return Handling.EXCEPTED;
        }
        return suppressed ? Handling.SUPPRESSED : Handling.OPEN;
    }

    private boolean require(boolean possible, Handling.Fact fact) {
        if (!possible) {
            throw new IllegalStateException(fact + " cannot follow when it is " + state());
        }
        return true;
    }
}
