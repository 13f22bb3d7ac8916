package io.exhibit.alerts;

import static io.exhibit.alerts.Batches.event;
import static io.exhibit.alerts.Batches.good;
import static io.exhibit.alerts.Batches.read;
import static io.exhibit.alerts.Batches.reasons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.exhibit.HostileJson;
import io.exhibit.alerts.FalcoEvents.Item;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FalcoEventsTests {

    @Test
    void readsWhatFalcoItselfWrote() throws BadEvent {
        List<FalcoEvent> events = good(read(Batches.sample("single_rule_with_cat_write.jsonl"), 5000));
        assertThat(events).hasSize(8).allMatch(event -> event.rule().equals("open_from_cat"));
        FalcoEvent first = events.getFirst();
        assertThat(first.priority()).isEqualTo(Priority.WARNING);
        assertThat(first.time().at()).isEqualTo(Instant.parse("2016-08-04T16:17:57.881781397Z"));
        assertThat(first.envelope().tags()).containsExactly("filesystem", "process", "testing");
        assertThat(first.fields()).containsEntry("evt.time.iso8601", 1470327477881781397L);
    }

    @Test
    void readsOldEventsAndMetricsSnapshots() throws BadEvent {
        List<FalcoEvent> events = good(read(Batches.sample("docs-alerts-a.jsonl"), 5000));
        assertThat(events).hasSize(13);
        assertThat(events)
                .filteredOn(event -> event.envelope().source().isEmpty())
                .hasSize(3);
        assertThat(events)
                .filteredOn(event -> event.rule().startsWith("Falco internal"))
                .hasSize(5);
        assertThat(events.get(5).fields()).containsEntry("falco.evts_rate_sec", new BigDecimal("1846.4"));
        assertThat(events.get(10).field("container.image.repository")).isEmpty();
    }

    @Test
    void readsOneObjectAnArrayLinesAndTheUiWrapperAlike() throws BadEvent {
        String one = event("A");
        String two = event("B");
        for (String batch : List.of(
                one + "\n" + two,
                "\uFEFF" + one + "\r\n\r\n  " + two + "\r\n",
                "[" + one + "," + two + "]",
                " [\n  " + one.replace(",\"", ",\n   \"") + " ,\t" + two + "\n]\n",
                one + two,
                "[" + one + "]\n[" + two + "]",
                "{\"event\":" + one + ",\"outputs\":[\"slack\"]}\n{\"outputs\":[],\"event\":" + two + "}")) {
            assertThat(read(batch)).as(batch).hasSize(2);
            assertThat(good(read(batch))).as(batch).extracting(FalcoEvent::rule).containsExactly("A", "B");
        }
    }

    @Test
    void keepsNumbersExactWhateverTheirLength() throws BadEvent {
        FalcoEvent event = good(read("""
                {"rule":"r","priority":"Debug","time":1793527200123456789,"output_fields":
                 {"ns":1700000000000000001,"big":123456789012345678901234567890,"text":"7","none":null,"half":0.50}}""")).getFirst();
        assertThat(event.time().at()).isEqualTo(Instant.ofEpochSecond(1793527200L, 123456789L));
        assertThat(event.field("ns")).isEqualTo("1700000000000000001");
        assertThat(event.field("big")).isEqualTo("123456789012345678901234567890");
        assertThat(event.field("half")).isEqualTo("0.50");
        assertThat(event.field("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Emergency,EMERGENCY",
        "informational,INFORMATIONAL",
        "INFO,INFORMATIONAL",
        "warn,WARNING",
        "Err,ERROR",
        "3,ERROR",
        "Catastrophic,UNKNOWN",
        "9,UNKNOWN",
        "Unknown,UNKNOWN"
    })
    void readsPriorityWordsAndCallsTheRestUnknown(String word, Priority priority) throws BadEvent {
        assertThat(good(read("{\"rule\":\"r\",\"priority\":\"" + word + "\"}"))
                        .getFirst()
                        .priority())
                .isEqualTo(priority);
    }

    @Test
    void keepsTheWordOfAnUnknownPriority() throws BadEvent {
        FalcoEvent event = good(read("{\"rule\":\"r\",\"priority\":\"Fatal\",\"uuid\":\"u-1\"}"))
                .getFirst();
        assertThat(event.envelope().other()).containsEntry("priority", "Fatal").containsEntry("uuid", "u-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"1999-12-31T23:59:59Z\"",
                "\"2100-01-01T00:00:00Z\"",
                "\"+292278994-08-17T07:12:55Z\"",
                "\"2026-01-01T00:00:00\"",
                "\"2016-12-31T23:59:60Z\"",
                "\"yesterday\"",
                "\"\"",
                "null",
                "99999999999999999999",
                "-1",
                "{}",
                "true"
            })
    void hasNoTimeWhenTheSensorsCannotBeUsed(String time) throws BadEvent {
        FalcoEvent event = good(read("{\"rule\":\"r\",\"priority\":\"Alert\",\"time\":" + time + "}"))
                .getFirst();
        assertThat(event.time().at()).isNull();
    }

    @Test
    void repairsWhatADatabaseCannotStoreAndSaysSo() throws BadEvent {
        FalcoEvent event = good(read("""
                {"rule":"a\\u0000b","priority":"Alert","output":"x\\ud800y","output_fields":{"k\\udc00":"\\u0000"}}""")).getFirst();
        assertThat(event.repaired()).isTrue();
        assertThat(event.rule()).isEqualTo("a\uFFFDb");
        assertThat(event.envelope().output()).isEqualTo("x\uFFFDy");
        assertThat(event.fields()).containsEntry("k\uFFFD", "\uFFFD");
        assertThat(good(read(event("🐧 \\ud83d\\udc27"))).getFirst().rule()).isEqualTo("🐧 🐧");
        assertThat(good(read(event("plain"))).getFirst().repaired()).isFalse();
    }

    @Test
    void showsAnEventWithBytesThatAreNotUtf8BecauseHidingItWouldServeAnAttacker() throws BadEvent {
        byte[] bytes = event("cmd #").getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = bytes[at] == '#' ? (byte) 0xC0 : bytes[at];
        }
        FalcoEvent event = good(read(bytes, 10)).getFirst();
        assertThat(event.rule()).isEqualTo("cmd \uFFFD");
        assertThat(event.repaired()).isTrue();
    }

    @Test
    void oneBadLineDoesNotHideTheOthers() throws BadEvent {
        List<Item> items = read(event("A") + "\n{\"rule\":\"B\",\"prior\n" + event("C") + "\nhello\n" + event("D"));
        assertThat(good(items)).extracting(FalcoEvent::rule).containsExactly("A", "C", "D");
        assertThat(reasons(items)).containsExactly("syntax", "unknown-format");
        assertThat(items.get(1))
                .isInstanceOfSatisfying(
                        Item.Bad.class, bad -> assertThat(bad.line()).isEqualTo(2));
        assertThat(good(items)).extracting(FalcoEvent::position).containsExactly(0, 2, 4);
    }

    @Test
    void oneBadItemOfAnArrayDoesNotHideTheOthers() throws BadEvent {
        List<Item> items = read("[" + event("A") + ",{\"rule\":\"B\",\"rule\":\"B\",\"priority\":\"Alert\"},7,"
                + event("C") + ",{\"priority\":\"Alert\",\"rule\":7},{\"rule\":\"E\"},"
                + event("F").replace("}}", "}") + "," + event("G") + "]");
        assertThat(good(items)).extracting(FalcoEvent::rule).containsExactly("A", "C", "G");
        assertThat(reasons(items)).containsExactly("duplicate-key", "schema", "schema", "syntax");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "truncated      | {\"rule\":\"r\",\"priority\":\"Alert\"",
                "truncated      | [",
                "truncated      | {\"rule\":\"r",
                "duplicate-key  | {\"rule\":\"r\",\"priority\":\"Alert\",\"output_fields\":{\"a\":1,\"a\":2}}",
                "duplicate-key  | {\"rule\":\"r\",\"priority\":\"Alert\",\"output_fields\":{\"a\\u0000\":1,\"a\uFFFD\":2}}",
                "number-range   | {\"rule\":\"r\",\"priority\":\"Alert\",\"n\":1e400000}",
                "schema         | {\"rule\":\"r\",\"priority\":\"Alert\",\"output_fields\":\"none\"}",
                "schema         | {\"rule\":\" \",\"priority\":\"Alert\"}",
                "unknown-format | {\"SchemaVersion\":2,\"Results\":[]}",
                "unknown-format | {\"timestamp\":\"t\",\"rule\":{\"level\":3}}",
                "unknown-format | <html>no</html>",
                "unknown-format | rule=x priority=y",
                "syntax         | {\"rule\":\"r\",\"priority\":NaN}",
                "syntax         | {'rule':'r'}",
                "syntax         | {\"rule\":\"r\",,}"
            })
    void saysWhyAnItemCannotBeRead(String reason, String text) throws BadEvent {
        assertThat(reasons(read(text))).containsExactly(reason);
        assertThat(good(read(text))).isEmpty();
    }

    /** H3. */
    @Test
    void takesNoMoreThanAMomentWhateverStandsInIt() throws Exception {
        for (Map.Entry<String, String> value : HostileJson.values().entrySet()) {
            byte[] batch = ("{\"rule\":\"a\",\"priority\":\"Notice\",\"output\":\"x\",\"output_fields\":{\"evil\":"
                            + value.getValue() + "}}")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(HostileJson.cost(() -> {
                        try {
                            FalcoEvents events = new FalcoEvents(new ByteArrayInputStream(batch), 10_000);
                            while (events.next() != null) {
                                // All of it.
                            }
                        } catch (BadEvent said) {
                            assertThat(said.reason()).isNotEmpty();
                        }
                    }))
                    .as(value.getKey())
                    .isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void stopsAtLimitsBeforeTheyCost() throws BadEvent {
        assertThat(reasons(read(with("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000)))))
                .containsExactly("too-deep");
        assertThat(reasons(read(with("[".repeat(64) + "]".repeat(64))))).containsExactly("too-deep");
        assertThat(reasons(read(with("1".repeat(1_000_000))))).containsExactly("number-range");
        assertThat(reasons(read(with("\"" + "x".repeat((1 << 20) + 1) + "\"")))).containsExactly("too-large");
        assertThat(reasons(read(with("{\"" + "k".repeat(257) + "\":1}")))).containsExactly("too-large");
        assertThat(reasons(read(with("[" + "1,".repeat(100_000) + "1]")))).containsExactly("too-large");
        assertThat(reasons(read(with("\"" + "x".repeat(5 << 20) + "\"") + event("A"))))
                .containsExactly("too-large");
        assertThatExceptionOfType(BadEvent.class)
                .isThrownBy(() -> read("[".repeat(1_000_000)))
                .satisfies(bad -> assertThat(bad.reason()).isEqualTo("too-deep"));
        assertThatExceptionOfType(BadEvent.class)
                .isThrownBy(() -> read((event("A") + "\n").repeat(4).getBytes(StandardCharsets.UTF_8), 3))
                .satisfies(bad -> assertThat(bad.reason()).isEqualTo("too-many"));
        assertThat(read((event("A") + "\n").repeat(3).getBytes(StandardCharsets.UTF_8), 3))
                .hasSize(3);
    }

    @Test
    void refusesUtf16Whole() {
        for (var charset : List.of(
                StandardCharsets.UTF_16,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_32)) {
            assertThatExceptionOfType(BadEvent.class)
                    .isThrownBy(() -> read(event("A").getBytes(charset), 10))
                    .satisfies(bad -> assertThat(bad.reason()).isEqualTo("bad-utf8"));
        }
    }

    private static String with(String value) {
        return "{\"rule\":\"r\",\"priority\":\"Alert\",\"x\":" + value + "}";
    }
}
