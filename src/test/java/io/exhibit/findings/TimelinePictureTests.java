package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.findings.TimelineMoment.Kind;
import io.exhibit.kernel.Period;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TimelinePictureTests {

    static final Period PERIOD = new Period(at("2026-06-01"), at("2027-01-01"));
    static final Instant NOW = at("2026-11-21");

    private final TimelinePicture picture = new TimelinePicture(PERIOD, NOW, "today");

    @Test
    void hatchesFromTheDeadlineToNowWhenAFindingIsLate() throws Exception {
        Element svg = parse(picture.lane(late()).markup()).getDocumentElement();

        Element overdue = byClass(svg, "overdue");
        assertThat(share(overdue, "x")).isCloseTo(60.75, within(0.2));
        assertThat(share(overdue, "x") + share(overdue, "width")).isCloseTo(80.84, within(0.2));
        assertThat(allOf(svg, "ahead")).isEmpty();
    }

    @Test
    void drawsWhatIsLeftAheadOfNowWhenTheDeadlineIsToCome() throws Exception {
        Element svg = parse(picture.lane(lane("2026-11-01", "2026-12-01", null)).markup())
                .getDocumentElement();

        assertThat(allOf(svg, "overdue")).isEmpty();
        Element ahead = byClass(svg, "ahead");
        assertThat(share(ahead, "x")).isCloseTo(80.84, within(0.2));
    }

    @Test
    void endsTheBarWhereTheFindingWasClosed() throws Exception {
        Element svg = parse(picture.lane(lane("2026-07-01", "2026-08-15", "2026-08-01"))
                        .markup())
                .getDocumentElement();

        assertThat(allOf(svg, "overdue")).isEmpty();
        assertThat(allOf(svg, "ahead")).isEmpty();
        Element running = byClass(svg, "running");
        assertThat(share(running, "x") + share(running, "width")).isCloseTo(28.5, within(0.3));
    }

    @Test
    void drawsAnEstimateHollow() throws Exception {
        Element svg = parse(picture.lane(late()).markup()).getDocumentElement();

        assertThat(byClass(svg, "estimated").getTagName()).isEqualTo("path");
        assertThat(picture.lane(late()).markup())
                .contains("fix released: about 11 Sep 2026 (first seen by our own scan)");
    }

    @Test
    void gathersWhatHappenedBeforeThePeriodInOneArrow() throws Exception {
        TimelineLane lane = lane("2026-02-01", "2026-07-01", null);

        Element arrow = byClass(parse(picture.lane(lane).markup()).getDocumentElement(), "beyond");

        assertThat(((Element) arrow.getParentNode()).getAttribute("aria-label"))
                .startsWith("before this period: disclosed: 1 Feb 2026");
    }

    @Test
    void letsEveryMarkBeReachedFromTheKeyboardAndSayItsDateAndSource() throws Exception {
        Document svg = parse(picture.lane(late()).markup());

        var marks = svg.getElementsByTagName("svg");
        assertThat(marks.getLength()).isGreaterThan(4);
        for (int i = 1; i < marks.getLength(); i++) {
            var mark = (Element) marks.item(i);
            assertThat(mark.getAttribute("tabindex")).isEqualTo("0");
            assertThat(mark.getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo(mark.getAttribute("aria-label"))
                    .isNotBlank();
        }
    }

    @Test
    void escapesWhateverAScannerWrote() throws Exception {
        String hostile = "</text><script>alert(1)</script>\"'&\u0000\u0008";
        TimelineLane lane = new TimelineLane(
                new UUID(1, 1), hostile, hostile, hostile, hostile, late().moments(), List.of(), late().clock());

        String page = picture.lane(lane).markup();
        String paper = picture.onPaper(List.of(lane), 700).markup();

        assertThat(page + paper).doesNotContain("<script");
        parse(page);
        parse(paper);
    }

    @Test
    void keepsPaperToWhatPaperCanDo() throws Exception {
        String paper = picture.onPaper(List.of(late(), lane("2026-11-01", "2027-03-01", null)), 700)
                .markup();

        parse(paper);
        assertThat(paper)
                .doesNotContain("<style")
                .doesNotContain("style=")
                .doesNotContain("class=")
                .doesNotContain("url(")
                .doesNotContain("font-size=\"12\"")
                .doesNotContain("font-weight=\"600\"")
                .doesNotContain("%")
                .contains("font-family=\"Source Sans 3\"")
                .contains("43 days late");
    }

    @Test
    void drawsNothingOutsideThePeriod() throws Exception {
        Element svg = parse(picture.lane(lane("2025-02-01", "2025-03-01", "2025-04-01"))
                        .markup())
                .getDocumentElement();

        assertThat(allOf(svg, "running")).isEmpty();
        assertThat(allOf(svg, "overdue")).isEmpty();
    }

    @Test
    void drawsAnExceptionForAsLongAsItHeldAndAFlagWhereItWasEscalated() throws Exception {
        TimelineLane plain = late();
        var decided = new TimelineLane(
                plain.finding(),
                plain.vulnerability(),
                plain.component(),
                plain.where(),
                plain.owner(),
                plain.moments(),
                List.of(
                        new TimelineDecision(
                                TimelineDecision.Kind.EXCEPTION, "RISK_ACCEPTANCE", at("2026-09-15"), at("2026-10-15")),
                        new TimelineDecision(
                                TimelineDecision.Kind.ESCALATION, "EXECUTIVES", at("2026-10-08"), at("2026-11-30")),
                        new TimelineDecision(
                                TimelineDecision.Kind.ESCALATION, "SECURITY", at("2020-01-08"), at("2020-02-01"))),
                plain.clock());
        Element svg = parse(picture.lane(decided).markup()).getDocumentElement();
        assertThat(allOf(svg, "excepted")).hasSize(2);
        assertThat(allOf(svg, "escalated")).hasSize(1);
        assertThat(picture.lane(decided).markup())
                .contains(
                        "exception, risk acceptance: 15 Sep 2026 to 14 Oct 2026",
                        "escalated to executives: 8 Oct 2026, planned to be gone by 29 Nov 2026");
        Element band = allOf(svg, "excepted").getFirst();
        assertThat(share(band, "x2")).isGreaterThan(share(band, "x1"));
        assertThat(picture.onPaper(List.of(decided), 664).markup()).contains("escalated to executives");
    }

    @Test
    void tellsOnPaperByHowMuchWhatIsFixedAndStillRunsIsLate() {
        TimelineLane plain = late();
        var runs = new TimelineLane(
                plain.finding(),
                plain.vulnerability(),
                plain.component(),
                plain.where(),
                plain.owner(),
                plain.moments(),
                List.of(),
                new TimelineLane.Clock(
                        at("2026-09-09"),
                        at("2026-10-09"),
                        null,
                        TimelineStanding.of(
                                at("2026-10-09"),
                                new TimelineStanding.Ending(at("2026-10-01"), null),
                                at("2026-10-21"),
                                "")));

        assertThat(picture.onPaper(List.of(runs), 664).markup())
                .contains(">fixed, still runs;<", ">12 days late<")
                .doesNotContain("still ru…");
    }

    @Test
    void writesNoStyleIntoThePage() {
        assertThat(picture.axis().markup() + picture.lane(late()).markup()).doesNotContain("style=");
    }

    static TimelineLane late() {
        return lane("2026-09-09", "2026-10-09", null);
    }

    static TimelineLane lane(String starts, String due, @Nullable String closed) {
        Instant end = closed == null ? null : at(closed);
        var clock = new TimelineLane.Clock(
                at(starts),
                at(due),
                end,
                TimelineStanding.of(at(due), new TimelineStanding.Ending(end, end), NOW, "no fix is known"));
        var moments = List.of(
                TimelineMoment.known(Kind.DISCLOSED, at(starts), "the CVE record, as Trivy gave it"),
                TimelineMoment.estimated(
                        Kind.FIX_RELEASED, at(starts).plusSeconds(172_800), "first seen by our own scan"),
                TimelineMoment.known(Kind.FIRST_DETECTED, at(starts).plusSeconds(259_200), "scan of payments-gateway"),
                TimelineMoment.known(Kind.FIXED_IMAGE_BUILT, at(starts).plusSeconds(1_728_000), "image configuration"),
                end == null
                        ? TimelineMoment.unknown(Kind.LAST_REPLICA_GONE, "still running")
                        : TimelineMoment.known(Kind.LAST_REPLICA_GONE, end, "deployment statement"));
        return new TimelineLane(
                new UUID(1, 1),
                "CVE-2026-31022",
                "openssl 3.0.14-1",
                "payments-gateway",
                "Cards platform",
                moments,
                List.of(),
                clock);
    }

    static Instant at(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }

    private static org.assertj.core.data.Offset<Double> within(double value) {
        return org.assertj.core.data.Offset.offset(value);
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static double share(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute).replace("%", ""));
    }

    private static Element byClass(Element root, String name) {
        return allOf(root, name).getFirst();
    }

    private static List<Element> allOf(Element root, String name) {
        var all = root.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(element ->
                        List.of(element.getAttribute("class").split(" ", -1)).contains(name))
                .toList();
    }
}
