package io.exhibit.packs;

import io.exhibit.kernel.Text;
import io.exhibit.kernel.Visible;
import io.exhibit.kernel.Written;
import io.exhibit.packs.pdf.DraftMark;
import io.exhibit.packs.pdf.SignOffLine;
import io.exhibit.packs.pdf.Signatory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What page 2 of a report says of the people who signed the pack: in a draft that nobody did. */
final class SignOffWords {

    private static final int LONGEST = 80;

    private SignOffWords() {}

    static DraftMark draft() {
        return new DraftMark(
                "DRAFT",
                "not reviewed, not approved, not sealed: not evidence",
                "This is a draft. When a reviewer and an approver have signed it, their names and the preparer's stand here.");
    }

    static List<SignOffLine> lines(List<SignOff> people, Optional<Signatory> signatory) {
        List<SignOffLine> lines = new ArrayList<>();
        for (SignOff said : people) {
            lines.add(new SignOffLine(
                    said.title(),
                    Text.clean(Visible.line(said.name()), LONGEST) + ", "
                            + said.roleTitle().toLowerCase(Locale.ROOT),
                    said.statement(),
                    Written.minute(said.at()) + ", ledger entry " + Written.count(said.entry())));
        }
        lines.add(new SignOffLine(
                "Signature",
                SignatureWords.cover(signatory),
                SignatureWords.report(signatory).getFirst(),
                ""));
        return lines;
    }
}
