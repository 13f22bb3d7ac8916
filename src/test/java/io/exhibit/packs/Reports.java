package io.exhibit.packs;

import io.exhibit.packs.ReportText.AnnexLine;
import io.exhibit.packs.ReportText.Basis;
import io.exhibit.packs.ReportText.Check;
import io.exhibit.packs.ReportText.Completeness;
import io.exhibit.packs.ReportText.Count;
import io.exhibit.packs.ReportText.DayLine;
import io.exhibit.packs.ReportText.DayPart;
import io.exhibit.packs.ReportText.Days;
import io.exhibit.packs.ReportText.Fact;
import io.exhibit.packs.ReportText.Figures;
import io.exhibit.packs.ReportText.FileLine;
import io.exhibit.packs.ReportText.Files;
import io.exhibit.packs.ReportText.Item;
import io.exhibit.packs.ReportText.MonthLine;
import io.exhibit.packs.ReportText.Open;
import io.exhibit.packs.ReportText.ParameterLine;
import io.exhibit.packs.ReportText.Progress;
import io.exhibit.packs.ReportText.RankLine;
import io.exhibit.packs.ReportText.Sheet;
import io.exhibit.packs.ReportText.State;
import io.exhibit.packs.ReportText.SystemLine;
import io.exhibit.packs.ReportText.Timeline;
import java.util.List;
import java.util.stream.IntStream;

/** Report texts for tests: every kind of section, with words that must be found again. */
final class Reports {

    private static final State SATISFIED = new State("SATISFIED", "satisfied");
    private static final State VIOLATED = new State("NOT_SATISFIED", "not satisfied");
    private static final State UNKNOWN = new State("INSUFFICIENT_EVIDENCE", "insufficient evidence");

    private Reports() {}

    static ReportText aReport(String annexPage) {
        return new ReportText(
                "Evidence pack PCI DSS 4.0.1",
                "Evidence of 1 Jul 2026 to 1 Oct 2026",
                "PCI DSS, evidence",
                "Example Bank N.A.",
                "PCI DSS 4.0.1",
                List.of(
                        Fact.of("Scope", "Systems of the cardholder data environment"),
                        Fact.of("Period", "1 Jul 2026 up to and without 1 Oct 2026 (UTC)"),
                        Fact.of("As known on", "2026-10-04 08:00 UTC, ledger position 184,203"),
                        Fact.of("Requested by", "officer@bank.example"),
                        Fact.mono("Pack", "0192f0a4-7b1e-7c55-8000-0c0ffee0c0de")),
                List.of("This report is a view. The figures in it are rows of the files that come with it."),
                completeness(),
                basis(),
                "Of 12 controls, 3 are satisfied, 2 are not satisfied, 4 cannot be told and 3 are not evaluated.",
                IntStream.range(0, 9).mapToObj(Reports::aSheet).toList(),
                new Progress(
                        "Counted from the 7 rows of findings.csv.",
                        List.of(),
                        List.of(new MonthLine("Jul 2026", "5", "2", "0", "7", "3", "66 %")),
                        List.of(new RankLine("critical", "3", "2", "0", "1", "66 %", "4", "34.0"))),
                new Timeline("All 7 findings that are open or were late.", List.of(0)),
                new Files(
                        "Each register comes as CSV and as JSON.",
                        List.of(new FileLine(
                                "findings.csv",
                                "5,000",
                                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
                        "Both lie inside.",
                        "Originals: 312 documents.",
                        List.of(
                                new AnnexLine("Annex A. Findings: 5,000 rows", annexPage),
                                new AnnexLine("Annex B. Alerts: 1,204 rows", annexPage)),
                        "unzip pack.zip -d pack\ncd pack\nsha256sum -c SHA256SUMS",
                        "The digest of pack.zip stands in the ledger.",
                        List.of("This document is signed by Example Bank N.A.")));
    }

    private static Completeness completeness() {
        return new Completeness(
                "This pack holds all that was received for the scope up to ledger position 184,203.",
                List.of(
                        new Count("Documents received", "1,204", "All accepted requests up to the position."),
                        new Count("In quarantine", "3", "Could not be read; kept and listed in sources.csv.")),
                List.of(
                        "3 documents could not be read. What they say is not in the findings.",
                        "12 findings have an estimated start of the clock."),
                "Each register was written from one query; the rows were counted in every file after writing. All counts agree.");
    }

    private static Basis basis() {
        return new Basis(
                "Here is what our checks found; whether a requirement is in place is the assessor\u2019s conclusion.",
                List.of(Fact.of("Scope", "tag:cardholder-data"), Fact.of("Systems", "3")),
                List.of(new SystemLine(
                        "payments", "Payments gateway", "Mara Lindqvist", "cardholder data, critical function")),
                List.of(Fact.of("Publisher", "PCI Security Standards Council")),
                List.of(new ParameterLine(
                        "scan_max_gap_hours",
                        "2,208",
                        "STANDARD",
                        "Every three months means 90 to 92 days; effective 92 days.")));
    }

    private static Sheet aSheet(int n) {
        return new Sheet(
                "control-" + n,
                "6.3." + n,
                "Vulnerabilities identified and ranked",
                "Known vulnerabilities are found from recognised sources and ranked by risk, effective for all software.",
                "Requirement 6.3." + n + ", testing procedures a and b",
                n % 3 == 0 ? VIOLATED : n % 3 == 1 ? SATISFIED : UNKNOWN,
                "Of 1,284 critical findings due, 1,279 were remediated in time, 3 were late, 2 cannot be judged.",
                List.of(aCheck(n)),
                n % 2 == 0 ? List.of("Interview those who rank.") : List.of(),
                "",
                new Days(
                        "Of 92 days 60 effective, 12 deficient, 20 unknown.",
                        List.of(
                                new DayPart("0.000", "430.435", "#1d6b4f"),
                                new DayPart("430.435", "86.087", "#a8261c"),
                                new DayPart("516.522", "143.478", "#b9aed3")),
                        List.of(new DayLine("2026-07-01", "2026-08-29", "60", "effective", "Satisfied by C07.")),
                        ""));
    }

    private static Check aCheck(int n) {
        return new Check(
                "C07",
                "Critical patches in time",
                "Shows whether critical fixes were in place within one month.",
                n % 3 == 0 ? VIOLATED : SATISFIED,
                "Of 1,284 critical findings due, 3 were late.",
                new Figures("1,284", "1,279", "0", "3", "2", "0", "Annex C"),
                new Open(
                        "The first 2 of 5 rows that are not satisfied:",
                        List.of(
                                new Item("CVE-2026-31022 openssl", "payments-gateway", VIOLATED, "43 days late"),
                                new Item("CVE-2026-29417 log4j-core", "ledger-api", UNKNOWN, "no fix date is known"))));
    }
}
