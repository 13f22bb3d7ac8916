package io.exhibit.findings;

import io.exhibit.intake.ReferenceSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalogues of this module, where Exhibit fetches them by itself. */
@Configuration(proxyBeanMethods = false)
class ReferenceSources {

    @Bean
    ReferenceSource kev(KnownExploited exploited) {
        return new ReferenceSource(
                KnownExploited.SOURCE,
                ReferenceController.LARGEST_CATALOGUE,
                (product, bytes, origin) -> exploited.load(bytes, origin));
    }

    @Bean
    ReferenceSource epss(ExploitScores scores) {
        return new ReferenceSource(
                ExploitScores.SOURCE,
                ReferenceController.LARGEST_SCORES,
                (product, bytes, origin) -> scores.load(bytes, origin));
    }
}
