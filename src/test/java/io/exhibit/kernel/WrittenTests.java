package io.exhibit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How names and figures are written in sentences. */
class WrittenTests {

    @Test
    void shortensADigestAndLeavesTheNameAlone() {
        assertThat(Written.brief("registry.example/payments@sha256:" + "0123456789abcdef".repeat(4)))
                .isEqualTo("registry.example/payments@sha256:0123456789ab…");
        assertThat(Written.brief("CVE-2026-1 openssl")).isEqualTo("CVE-2026-1 openssl");
    }

    @Test
    void givesAFigureTheNounThatFitsIt() {
        assertThat(Written.count(1, "event", "events")).isEqualTo("1 event");
        assertThat(Written.count(1204, "event", "events")).isEqualTo("1,204 events");
    }
}
