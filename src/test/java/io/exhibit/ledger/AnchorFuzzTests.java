package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.bouncycastle.tsp.TimeStampRequest;
import org.junit.jupiter.api.Tag;

/** What a timestamp authority or a witness may answer: kept only when it holds, and refused in words otherwise. */
@Tag("fuzz")
class AnchorFuzzTests {

    private static final String NOTE = "ledger.bank.example\n1\nMUTbFdeptQUSzpgqU79CALHAPXot862nQ3i+UmA2L1Q=\n";
    private static final Checkpoint CHECKPOINT = Checkpoint.parse(NOTE + "\n\u2014 ledger.bank.example AAAA\n");
    private static final String WITNESS = "witness.example+5e3ffbc9+BBpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    /** What was asked once, and when that was stamped; nobody has the key any more, so nothing else was. */
    private static final String QUESTION =
            "MEQCAQEwMTANBglghkgBZQMEAgEFAAQgOJ7WiH5JoxX3BvbCuTGx3PDXl8kUNxJPMuuYVVxml1gCCQC/" + "eiD1XeARTAEB/w==";

    private static final Instant ANSWERED = Instant.parse("2026-11-22T08:27:17Z");
    private static final String ROOT = """
            -----BEGIN CERTIFICATE-----
            MIIC/jCCAeagAwIBAgIUCCLZmvJk9zmudyseve0oa1HGkZ0wDQYJKoZIhvcNAQEL
            BQAwHjEcMBoGA1UEAwwTUm9vdCBvZiB0aGUgZnV6emluZzAgFw0yNjExMjIwODI3
            MTZaGA8yMDUxMDcxNDA4MjcxNlowHjEcMBoGA1UEAwwTUm9vdCBvZiB0aGUgZnV6
            emluZzCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEBANXzi8ULWxVD8Oth
            tg2BQ8mQuNRzfkSZjnZmpu7BrGNQw59MYmLItr2AWjSqlEi4CD3AmcRR6n/xu3jU
            +w/zueFFrl3GxwDwisQTI83BDtwOqN2pOm/AhY8Yqp+Ql8hgeQsy4ziV+8N1CFxG
            g5ok2zg3QNtmYTBp36NQKFl1r9HRtbhIKnQFE6dZDHC79RTZ1S6UAosrqPz/kCS9
            j6PKt70+hqLqZNAq438Ik45XUQ5Xg0n3jR13SVO0o3jSabZkrl1WDYK3RXMcnoaG
            MHkM/n1ZmpqJyL4k4OjMIAt7414Vy8NZrPsV+tycyWDpeWt9lAYoKbQ4fu+S1LLy
            SCg1kXcCAwEAAaMyMDAwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQUgOIJB8gJ
            wpgSZlGAskxD79eLmNMwDQYJKoZIhvcNAQELBQADggEBABFDYmmuIA0BWbPvJ5TI
            GGANc+o9oJ1Y0Nis/JA2+dgKSw4Yp9r0iXWPEkqGmKNRTPP8iH2+2Lcao8+M+10M
            nJ9j4GPHZOoaEg9R1o4WvqJGFsLjtW13yi8PcvoZ0myAJWlCWaGkVRElcp1YECrN
            SQ4go9lXiS6QzKKrXrkSiDHkOjabGCG3Zc8HWBdBX2dDTgiUFXrtQmwMSPFgOWwV
            gh3g11guMpFbDX94tgQvHZZ12Mh+duWymckdNru164rkIh5zosFzEPZAw4ygJdiT
            tUfhybNi8Z9u05QBIghohhSLhGlLykARz2umfQq8GjbwPaL30ztOrdfCpjbgFObU
            WBc=
            -----END CERTIFICATE-----
            """;

    @FuzzTest(maxDuration = "60s")
    void timestamp(byte[] bytes) throws Unusable, IOException {
        TimestampAuthority authority = TimestampAuthority.trusting(ROOT.getBytes(StandardCharsets.UTF_8));
        TimeStampRequest question = new TimeStampRequest(Base64.getDecoder().decode(QUESTION));
        try {
            assertThat(authority.read(question, bytes).at()).isEqualTo(ANSWERED);
        } catch (Unusable refused) {
            assertThat(refused.reason()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "60s")
    void cosignature(byte[] bytes) throws Unusable {
        WitnessKey witness = WitnessKey.read(WITNESS);
        assertThat(witness.of(CHECKPOINT, new String(bytes, StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @FuzzTest(maxDuration = "60s")
    void witness(byte[] bytes) {
        try {
            assertThat(WitnessKey.read(new String(bytes, StandardCharsets.UTF_8))
                            .name())
                    .isNotBlank();
        } catch (Unusable refused) {
            assertThat(refused.reason()).isNotBlank();
        }
    }
}
