package io.exhibit.estate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Until when the operating systems of images are supported: told once for each of the few that there are, by what was known at a time. */
@org.springframework.stereotype.Component
class ImageSupport {

    private final JdbcClient jdbc;
    private final SupportEnds ends;

    ImageSupport(JdbcClient jdbc, SupportEnds ends) {
        this.jdbc = jdbc;
        this.ends = ends;
    }

    /** What can be answered of that time. */
    record Answers(Support.Known known, Support.Asked asked) {

        Support of(ImageLine.Os os) {
            return Support.of(os, known, asked);
        }
    }

    /** An operating system of images as a scanner named it, and its key in {@link ImageList}. */
    private record Named(String key, ImageLine.Os os) {}

    Answers at(Instant asOf, int within) {
        return new Answers(ends.knownBy(asOf), new Support.Asked(LocalDate.ofInstant(asOf, ZoneOffset.UTC), within));
    }

    /** The keys of those to which this is the answer. */
    List<String> keys(Support.State state, Answers answers) {
        return jdbc
                .sql("SELECT i.os_family, i.os_name, i.os_eol, " + ImageList.OS_KEY
                        + " AS key FROM estate.image i GROUP BY i.os_family, i.os_name, i.os_eol")
                .query((row, n) -> new Named(
                        row.getString("key"),
                        new ImageLine.Os(
                                row.getString("os_family"),
                                row.getString("os_name"),
                                row.getObject("os_eol", Boolean.class))))
                .list()
                .stream()
                .filter(named -> answers.of(named.os()).state() == state)
                .map(Named::key)
                .toList();
    }
}
