package io.exhibit.estate;

import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The last day on which a system is supported, and who says so; null: nobody stated it. */
@Embeddable
public record SystemSupport(@Nullable LocalDate supportedUntil, String supportSource) {

    public static final SystemSupport NOT_STATED = new SystemSupport(null, "");
}
