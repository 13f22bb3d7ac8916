package io.exhibit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Refusal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.springframework.mock.web.MockHttpServletRequest;

/** What a sender writes around its document: compression, headers, the query. Read, or refused in words. */
@Tag("fuzz")
class OutsideFuzzTests {

    @FuzzTest(maxDuration = "60s")
    void decodes(byte[] bytes) {
        long read = 0;
        try (InputStream in = Decoded.open(Encoding.of("gzip"), new ByteArrayInputStream(bytes))) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                read += n;
            }
        } catch (IOException damaged) {
            // Such a document goes into quarantine.
        }
        assertThat(read).isLessThanOrEqualTo(Math.max(Decoded.FREE, bytes.length * Decoded.RATIO) + 8192);
    }

    @FuzzTest(maxDuration = "60s")
    void headers(FuzzedDataProvider data) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Content-Digest", data.consumeString(100));
        for (int n = data.consumeInt(0, 4); n > 0; n--) {
            request.addHeader(
                    data.pickValue(List.of("Stream-Id", "Stream-Epoch", "Stream-Sequence")), data.consumeString(150));
        }
        request.addHeader("Idempotency-Key", data.consumeRemainingAsString());
        try {
            RequestHeaders said = RequestHeaders.of(request);
            assertThat(said.idempotencyKey()).matches("[\\x21-\\x7e]{1,255}");
            Context context = new Context(null, new TreeMap<>()).numbered(said.numbering());
            assertThat(context.numbering()).isEqualTo(said.numbering());
            if (said.numbering() != null) {
                assertThat(said.numbering().stream()).matches("[\\x21-\\x7e]{1,128}");
                assertThat(said.numbering().epoch()).isBetween(1L, (1L << 53) - 1);
                assertThat(said.numbering().sequence()).isBetween(1L, (1L << 53) - 1);
            }
        } catch (InvalidRequest said) {
            // That is the other answer.
        }
    }

    @FuzzTest(maxDuration = "60s")
    void query(FuzzedDataProvider data) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        Kind kind = data.pickValue(Kind.values());
        request.setQueryString(data.consumeRemainingAsString());
        try {
            Context context = Context.read(kind, Query.of(request));
            assertThat(context.values().values()).allMatch(value -> value.length() <= 512);
            assertThat(context.hash()).isEqualTo(context.hash());
        } catch (Refusal said) {
            // That is the other answer.
        }
    }
}
