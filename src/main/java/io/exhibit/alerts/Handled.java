package io.exhibit.alerts;

import java.util.List;
import java.util.UUID;

/** What became of a request to handle alerts: those it changed; the others had been handled before or do not exist. */
public record Handled(List<UUID> changed, int unchanged) {}
