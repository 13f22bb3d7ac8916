package io.exhibit.findings;

import io.exhibit.intake.UnusableCatalogue;
import io.exhibit.kernel.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** FIRST's daily file of EPSS scores, read line by line to its end: what it says of itself, a heading, and a CVE a line. */
final class EpssFile {

    private static final int MOST = 2_000_000;
    private static final int LONGEST = 200;
    private static final String HEADING = "cve,epss,percentile";
    private static final Pattern SELF = Pattern.compile(
            "#model_version:([A-Za-z0-9._-]{1,40}),score_date:([0-9-]{10}T[0-9:]{8}(?:\\.[0-9]{1,9})?)(Z|[+-][0-9]{2}:?[0-9]{2})");
    private static final Pattern LINE = Pattern.compile(
            "(CVE-[0-9]{4}-[0-9]{4,12}),([0-9](?:\\.[0-9]{1,20})?(?:[eE]-[0-9]{1,2})?),([0-9](?:\\.[0-9]{1,20})?(?:[eE]-[0-9]{1,2})?)");

    /** Of a last line without its end: with all decimals that FIRST writes, nothing of it was cut. */
    private static final Pattern WHOLE = Pattern.compile(",[01]\\.[0-9]{5}$");

    private final InputStream in;
    private final byte[] line = new byte[LONGEST];
    private int lines;

    private EpssFile(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    /** What the file says of itself, and how many CVEs it has. */
    record Head(String model, Instant scoredAt, int items) {}

    /** A CVE's likelihood of being exploited within 30 days, in thousandths; the share of CVEs with the same or a lower one, in whole percent. */
    record Score(String cve, BigDecimal score, BigDecimal percentile) {}

    /** Gives every score to the sink, and answers at the end; a file that is refused may have given some before. */
    static Head read(InputStream in, Consumer<Score> sink) throws IOException {
        return new EpssFile(in).document(sink);
    }

    private Head document(Consumer<Score> sink) throws IOException {
        Matcher self = SELF.matcher(String.valueOf(line()));
        Instant scoredAt = self.matches() ? Text.time(self.group(2) + offset(self.group(3))) : null;
        if (scoredAt == null) {
            throw new UnusableCatalogue(
                    "It is no file of EPSS scores: its first line does not say #model_version and score_date.");
        }
        if (!HEADING.equals(line())) {
            throw new UnusableCatalogue("It is no file of EPSS scores: its second line is not " + HEADING + ".");
        }
        int items = 0;
        for (String next = line(); next != null; next = line()) {
            sink.accept(score(next));
            items++;
            if (items > MOST) {
                throw new UnusableCatalogue("It has more than " + MOST + " scores.");
            }
        }
        if (items == 0) {
            throw new UnusableCatalogue("It has no score.");
        }
        return new Head(self.group(1), scoredAt, items);
    }

    private Score score(String text) {
        Matcher parts = LINE.matcher(text);
        if (!parts.matches()) {
            throw new UnusableCatalogue("Line " + lines + " is no CVE with a score and a percentile.");
        }
        return new Score(
                parts.group(1),
                share(parts.group(2), 3, RoundingMode.HALF_UP),
                share(parts.group(3), 2, RoundingMode.DOWN));
    }

    private BigDecimal share(String text, int decimals, RoundingMode how) {
        BigDecimal share = new BigDecimal(text);
        if (share.compareTo(BigDecimal.ONE) > 0) {
            throw new UnusableCatalogue("Line " + lines + " has a number above 1.");
        }
        return share.setScale(decimals, how);
    }

    /** Without its end; null after the last. */
    private @Nullable String line() throws IOException {
        int length = 0;
        int next = in.read();
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (length == LONGEST) {
                throw new UnusableCatalogue("Line " + (lines + 1) + " is longer than " + LONGEST + " bytes.");
            }
            line[length++] = (byte) next;
        }
        lines++;
        return next < 0 && length == 0 ? null : text(length, next < 0);
    }

    private String text(int length, boolean last) {
        boolean carriage = length > 0 && line[length - 1] == '\r';
        String text = new String(line, 0, carriage ? length - 1 : length, StandardCharsets.ISO_8859_1);
        if (last && !WHOLE.matcher(text).find()) {
            throw new UnusableCatalogue("It is cut off in line " + lines + ".");
        }
        return text;
    }

    private static String offset(String text) {
        return text.length() == 5 ? text.substring(0, 3) + ":" + text.substring(3) : text;
    }
}
