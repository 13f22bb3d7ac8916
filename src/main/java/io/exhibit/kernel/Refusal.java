package io.exhibit.kernel;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is answered with a problem (RFC 9457): slug names its type, detail says what the caller may do. */
public abstract class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String slug;
    private final int status;
    private final String title;
    private final @Nullable Duration retryAfter;

    protected Refusal(String slug, int status, String title, String detail) {
        this(slug, status, title, detail, null);
    }

    protected Refusal(String slug, int status, String title, String detail, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.slug = slug;
        this.status = status;
        this.title = title;
        this.retryAfter = retryAfter;
    }

    public String slug() {
        return slug;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    /** How long the caller should wait before it sends the same again; empty when repeating does not help. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
