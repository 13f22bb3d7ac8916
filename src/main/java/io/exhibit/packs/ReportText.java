package io.exhibit.packs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the written part of a report says, ready to be set: the template only places words. */
record ReportText(
        String title,
        String subject,
        String keywords,
        String entity,
        String framework,
        List<Fact> coverFacts,
        List<String> coverNotes,
        Completeness completeness,
        Basis basis,
        String resultsLead,
        List<Sheet> sheets,
        Progress progress,
        Timeline timeline,
        Files files) {

    /** A name and its value. */
    record Fact(String name, String value, boolean mono) {
        static Fact of(String name, String value) {
            return new Fact(name, value, false);
        }

        static Fact mono(String name, String value) {
            return new Fact(name, value, true);
        }
    }

    /** Page 2: what was counted, what is missing, how the counts were compared. */
    record Completeness(String lead, List<Count> counts, List<String> limitations, String reconciliation) {}

    /** A figure with what it means. */
    record Count(String name, String figure, String meaning) {}

    /** What was looked at, under which text, with which numbers. */
    record Basis(
            String notice,
            List<Fact> scope,
            List<SystemLine> systems,
            List<Fact> framework,
            List<ParameterLine> parameters) {}

    record SystemLine(String code, String name, String owner, String tags) {}

    record ParameterLine(String name, String value, String basis, String note) {}

    /** One control. */
    record Sheet(
            String anchor,
            String code,
            String title,
            String text,
            String reference,
            State result,
            String reason,
            List<Check> checks,
            List<String> manual,
            String limits,
            Days days) {
        public String heading() {
            return code + " " + title;
        }

        /** The checks that were made. */
        public List<Check> made() {
            return checks.stream().filter(Check::isMade).toList();
        }

        /** Those that nothing looked at. */
        public List<Check> missing() {
            return checks.stream().filter(check -> !check.isMade()).toList();
        }

        public String checkWords() {
            List<String> words =
                    new ArrayList<>(made().stream().map(Check::brief).toList());
            if (!missing().isEmpty()) {
                words.add(String.join(", ", missing().stream().map(Check::id).toList()) + " not evaluated");
            }
            return String.join("; ", words);
        }
    }

    /** How a control stood day by day: in words, as parts of a bar of 100 by colour, and as lines; no line: no verdicts are kept of it. */
    record Days(String words, List<DayPart> parts, List<DayLine> lines, String more) {}

    record DayPart(String x, String width, String colour) {}

    record DayLine(String from, String to, String days, String stood, String cause) {}

    /** One check of a control; figures are words already, items are the rows that are not satisfied, as far as they are printed here. */
    record Check(String id, String name, String use, State result, String reason, Figures figures, Open open) {
        public String heading() {
            return id + " " + name;
        }

        String brief() {
            return id + " " + result.words();
        }

        boolean isMade() {
            return !figures.population().isEmpty();
        }
    }

    record Figures(
            String population,
            String satisfied,
            String compensated,
            String violated,
            String insufficient,
            String notApplicable,
            String annex) {}

    record Open(String lead, List<Item> items) {}

    record Item(String name, String about, State verdict, String reason) {}

    /** A state with the words for it; the name is the class in the style sheet. */
    record State(String name, String words) {
        public String title() {
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }
    }

    /** How patching went, as a picture, by month and by rank. */
    record Progress(String lead, List<Integer> pictures, List<MonthLine> months, List<RankLine> ranks) {}

    record MonthLine(
            String name, String opening, String opened, String closed, String ending, String fell, String inTime) {}

    record RankLine(
            String name,
            String fell,
            String met,
            String unproven,
            String missed,
            String inTime,
            String ended,
            String days) {}

    /** The pictures of the patch timeline; each is drawn where its number stands. */
    record Timeline(String lead, List<Integer> pictures) {}

    /** The files of the pack, the annexes behind the written part, and how to check them. */
    record Files(
            String lead,
            List<FileLine> lines,
            String enclosed,
            String sources,
            List<AnnexLine> annexes,
            String commands,
            String note,
            List<String> signature) {}

    record FileLine(String path, String rows, String sha256) {}

    record AnnexLine(String title, String page) {}
}
