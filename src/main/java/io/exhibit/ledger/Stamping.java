package io.exhibit.ledger;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.tsp.TimeStampRequest;
import org.springframework.stereotype.Component;

/** Asks the authority that the operator set what time it is over some bytes (RFC 3161); it is sent their digest, nothing else. */
@Component
public class Stamping {

    private static final String QUESTION = "application/timestamp-query";
    private static final String ANSWER = "application/timestamp-reply";

    private final TimestampAnchor.Settings settings;

    Stamping(TimestampAnchor.Settings settings) {
        this.settings = settings;
    }

    /** Whether an authority is set. */
    public boolean isWanted() {
        return !settings.url().isBlank();
    }

    /** What an authority says that is trusted, about these bytes, or why there is no such answer. Waits, but never for long. */
    public Stamp over(byte[] bytes) throws Unusable {
        TimestampAuthority authority = TimestampAuthority.trusting(certificates());
        URI address = Outside.address(settings.url(), "");
        TimeStampRequest question = authority.question(bytes);
        Outside.Answer answer = Outside.post(address, QUESTION, encoded(question), settings.timeout());
        if (answer.status() != 200 || !answer.type().startsWith(ANSWER)) {
            throw new Unusable("the authority answered with status " + answer.status() + " and no timestamp");
        }
        return authority.read(question, answer.body());
    }

    /** Read each time: a certificate that is replaced is in use at once. */
    private byte[] certificates() throws Unusable {
        try {
            return Files.readAllBytes(Path.of(settings.certificates()));
        } catch (IOException unreadable) {
            throw new Unusable("the file of trusted certificates cannot be read");
        }
    }

    private static byte[] encoded(TimeStampRequest question) {
        try {
            return question.getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException("Nothing is written to but memory", impossible);
        }
    }
}
