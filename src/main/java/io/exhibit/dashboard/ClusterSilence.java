package io.exhibit.dashboard;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** After how long without a complete snapshot a cluster that has stated itself counts as silent. */
@ConfigurationProperties("exhibit.clusters")
record ClusterSilence(@DefaultValue("24h") Duration silentAfter) {}
