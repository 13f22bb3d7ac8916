package io.exhibit.alerts;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/** The parameters of a list of alerts as they stand in its URL. */
record AlertFilter(
        @Nullable String scope,
        @Nullable String asOf,
        @Nullable String priority,
        @BindParam("class") @Nullable String alertClass,
        @Nullable String state,
        @Nullable String q,
        @Nullable String cursor) {}
