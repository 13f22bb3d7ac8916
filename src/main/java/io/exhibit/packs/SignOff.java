package io.exhibit.packs;

import io.exhibit.access.Role;
import io.exhibit.kernel.InvalidRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;

/** What a person said of a pack or decided about it; name is the person's, by id where nobody knows it any more. */
record SignOff(
        long entry,
        UUID pack,
        Kind kind,
        UUID by,
        String name,
        Role role,
        Instant at,
        String statement,
        String reason) {

    /** What can be said of a pack, by whom, with which words; those without words need a reason. */
    enum Kind {
        PREPARED(
                "prepare",
                "Preparer",
                "I asked for this pack, with the scope and the period that the examination is about. I know of nothing that was kept"
                        + " from Exhibit so that it would not be in it."),
        REVIEWED(
                "review",
                "Reviewer",
                "I have read this draft and its limitations, and followed figures of my own choice to the rows and the documents"
                        + " behind them."),
        APPROVED(
                "approve",
                "Approver",
                "I approve that this pack is handed over as evidence of the institution, with the limitations that stand in it."),
        RETURNED("return", "Sent back", ""),
        DECLINED("decline", "Declined", ""),
        WITHDRAWN("withdraw", "Withdrawn", "");

        private final String act;
        private final String title;
        private final String statement;

        Kind(String act, String title, String statement) {
            this.act = act;
            this.title = title;
            this.statement = statement;
        }

        /** What is asked for in the address. */
        public String act() {
            return act;
        }

        public String title() {
            return title;
        }

        /** What the button says. */
        public String button() {
            return switch (this) {
                case PREPARED -> "Sign as its preparer";
                case REVIEWED -> "Sign as its reviewer";
                case APPROVED -> "Sign as its approver";
                case RETURNED -> "Send it back";
                case DECLINED -> "Decline it";
                case WITHDRAWN -> "Withdraw it";
            };
        }

        String done() {
            return switch (this) {
                case PREPARED -> "You are its preparer. A reviewer comes next.";
                case REVIEWED -> "It is reviewed. An approver comes next.";
                case APPROVED -> "It is approved, and is being sealed.";
                case RETURNED -> "It is sent back. A corrected pack is a new one.";
                case DECLINED -> "It is declined. A corrected pack is a new one.";
                case WITHDRAWN -> "It is withdrawn.";
            };
        }

        public String statement() {
            return statement;
        }

        boolean isFor(Role role) {
            return role == Role.COMPLIANCE_OFFICER
                    || switch (this) {
                        case PREPARED, WITHDRAWN -> role == Role.ADMINISTRATOR;
                        case REVIEWED, RETURNED -> role == Role.SECURITY_ENGINEER;
                        case APPROVED, DECLINED -> false;
                    };
        }

        /** One of the three names that a sealed pack has. */
        boolean isSignature() {
            return !statement.isEmpty();
        }

        /** The kind of ledger entry. */
        String entry() {
            return "pack." + name().toLowerCase(Locale.ROOT);
        }

        static Kind asked(String act) {
            return Arrays.stream(values())
                    .filter(kind -> kind.act.equals(act))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequest("Nobody can do that with a pack: " + act));
        }

        static Kind of(String entry) {
            return Arrays.stream(values())
                    .filter(kind -> kind.entry().equals(entry))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequest("Nobody says that of a pack: " + entry));
        }
    }

    public String title() {
        return kind.title();
    }

    public String roleTitle() {
        return role.title();
    }
}
