package io.exhibit.estate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTests {

    @ParameterizedTest
    @CsvSource({
        "registry.bank.example:5000/pay/gateway:1.4.2, registry.bank.example:5000/pay/gateway",
        "registry.bank.example/pay/gateway:1.5.0, registry.bank.example/pay/gateway",
        "app:latest, app",
        "app:3f9d2c1e, app",
        "app:2026-11-21, app",
        "app:1.4-alpine3.18, app:alpine",
        "test-images:alpine-39, test-images:alpine",
        "test-images:alpine-310, test-images:alpine",
        "test-images:debian-buster, test-images:debian-buster",
        "docker.io/library/nginx:1.25.1, nginx"
    })
    void tellsLinesOfAnImageApartButNotItsVersions(String reference, String lineage) {
        assertThat(ImageReference.parse(reference).lineage()).isEqualTo(lineage);
    }

    @Test
    void takesAReferenceApart() {
        String digest = "sha256:" + "a".repeat(64);
        assertThat(ImageReference.parse("host:5000/team/app:1.0@" + digest))
                .isEqualTo(new ImageReference("host:5000/team/app", "1.0", digest));
        assertThat(ImageReference.parse("index.docker.io/library/alpine"))
                .isEqualTo(new ImageReference("alpine", null, null));
    }
}
