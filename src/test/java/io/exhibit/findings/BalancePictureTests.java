package io.exhibit.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BalancePictureTests {

    private static final MonthBalance JUNE = new MonthBalance(LocalDate.of(2026, 6, 1), 310, 40, 57);

    @Test
    void balancesAMonth() {
        assertThat(JUNE.ending()).isEqualTo(293);
        assertThat(JUNE.name()).isEqualTo("Jun 2026");
        assertThat(JUNE.isEmpty()).isFalse();
        assertThat(new MonthBalance(LocalDate.of(2026, 6, 1), 0, 0, 0).isEmpty())
                .isTrue();
    }

    @Test
    void drawsBarsAsHighAsTheirFigures() throws Exception {
        NodeList bars = parse(BalancePicture.onPage(List.of(JUNE)).markup()).getElementsByTagName("rect");

        assertThat(bars.getLength()).isEqualTo(3);
        assertThat(height(bars, 0)).isEqualTo(140);
        assertThat(height(bars, 1)).isEqualTo(18.06);
        assertThat(height(bars, 2)).isEqualTo(25.74);
        assertThat(((Element) bars.item(0)).getAttribute("x")).isEqualTo("12.5%");
    }

    @Test
    void saysNothingThatWouldNotFit() throws Exception {
        List<MonthBalance> year = IntStream.range(0, 13)
                .mapToObj(n -> new MonthBalance(LocalDate.of(2025, 11, 1).plusMonths(n), n, 1, 0))
                .toList();

        Element svg = parse(BalancePicture.onPage(year).markup());

        assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(39);
        assertThat(svg.getElementsByTagName("text").getLength()).isEqualTo(14);
        assertThat(svg.getTextContent()).contains("Jan 2026", "Nov").doesNotContain("Dec");
    }

    @Test
    void drawsTheSameOnPaperWithWhatPaperCanDo() throws Exception {
        String paper = BalancePicture.onPaper(List.of(JUNE), 664).markup();

        Element svg = parse(paper);
        assertThat(svg.getElementsByTagName("rect").getLength())
                .as("three bars and their key")
                .isEqualTo(6);
        assertThat(height(svg.getElementsByTagName("rect"), 4)).isEqualTo(18.06);
        assertThat(svg.getAttribute("alt"))
                .isEqualTo("Findings month by month. Jun 2026: 310 open at the start, 40 opened, 57 closed.");
        assertThat(paper).doesNotContain("class=", "%", "url(", "style=");
    }

    @Test
    void drawsMonthsOfNothing() throws Exception {
        parse(BalancePicture.onPaper(List.of(new MonthBalance(LocalDate.of(2026, 6, 1), 0, 0, 0)), 664)
                .markup());
    }

    private static double height(NodeList bars, int n) {
        return Double.parseDouble(((Element) bars.item(n)).getAttribute("height"));
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }
}
