package io.exhibit.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.estate.Component;
import io.exhibit.intake.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Everything that a report says, whatever its format. */
final class ReadReport implements ScanSink {

    final List<Observation> observations = new ArrayList<>();
    final List<Component> components = new ArrayList<>();
    final List<ScanHeader> headers = new ArrayList<>();
    private final List<SbomHeader> sboms = new ArrayList<>();

    static ReadReport of(byte[] bytes) throws Unreadable, IOException {
        ReadReport report = new ReadReport();
        ScanFormat.read(new ByteArrayInputStream(bytes), report);
        return report;
    }

    /** Anything but a result or Unreadable fails the test; answers what was read until then. */
    static ReadReport attempt(byte[] bytes) throws IOException {
        ReadReport report = new ReadReport();
        try {
            ScanFormat.read(new ByteArrayInputStream(bytes), report);
        } catch (Unreadable expected) {
            assertThat(expected.reason()).matches("[a-z0-9-]+");
            assertThat(expected.detail()).isNotBlank();
        }
        return report;
    }

    /** Why it cannot be read. */
    static String reason(byte[] bytes) {
        try {
            of(bytes);
            return "readable";
        } catch (Unreadable unreadable) {
            return unreadable.reason();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    ScanHeader header() {
        assertThat(headers).hasSize(1);
        return headers.getFirst();
    }

    SbomHeader sbom() {
        assertThat(sboms).hasSize(1);
        return sboms.getFirst();
    }

    @Override
    public void sbom(SbomHeader header) {
        sboms.add(header);
    }

    @Override
    public void observation(Observation observation) {
        observations.add(observation);
    }

    @Override
    public void component(Component component) {
        assertThat(component.name()).isNotNull();
        components.add(component);
    }

    @Override
    public void scan(ScanHeader header) {
        headers.add(header);
    }
}
