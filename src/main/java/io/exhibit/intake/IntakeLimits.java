package io.exhibit.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much this process takes at once, how fast, how slow, and how much room it keeps free. A rate is of one token, here: with n
 * replicas a token may reach n times as much.
 */
@ConfigurationProperties("exhibit.intake")
record IntakeLimits(
        @DefaultValue("1200") int scansPerMinute,
        @DefaultValue("1000") int scansAtOnce,
        @DefaultValue("5000") int eventRequestsPerSecond,
        @DefaultValue("10000") int eventRequestsAtOnce,
        @DefaultValue("60") int deploymentsPerMinute,
        @DefaultValue("60") int deploymentsAtOnce,
        @DefaultValue("60") int vexPerMinute,
        @DefaultValue("60") int vexAtOnce,
        @DefaultValue("600") int attestationsPerMinute,
        @DefaultValue("200") int attestationsAtOnce,
        @DefaultValue("1000") int requestsInFlight,
        @DefaultValue("256MB") DataSize bytesInFlight,
        @DefaultValue("8KB") DataSize slowestPerSecond,
        @DefaultValue("10s") Duration grace,
        @DefaultValue("120s") Duration longest,
        @DefaultValue("10") int freePercent,
        @DefaultValue("5GB") DataSize free) {

    /** So many requests in so many seconds, and so many at once. */
    record Rate(int requests, int perSeconds, int atOnce) {}

    Rate rate(Kind kind) {
        return switch (kind) {
            case SCAN -> new Rate(scansPerMinute, 60, scansAtOnce);
            case EVENTS -> new Rate(eventRequestsPerSecond, 1, eventRequestsAtOnce);
            case DEPLOYMENTS -> new Rate(deploymentsPerMinute, 60, deploymentsAtOnce);
            case VEX -> new Rate(vexPerMinute, 60, vexAtOnce);
            case ATTESTATIONS -> new Rate(attestationsPerMinute, 60, attestationsAtOnce);
        };
    }
}
