package io.exhibit.ledger;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where this process signs: in the data directory beside the embedded PostgreSQL, else only where a folder is named for it. */
@Configuration(proxyBeanMethods = false)
class SignerSettings {

    @Bean
    Signer.Settings signing(
            @Value("${exhibit.signer.dir}") String dir,
            @Value("${exhibit.signer.origin}") String origin,
            @Value("${exhibit.data-dir}") Path data,
            @Value("${spring.datasource.url:}") String database) {
        boolean embedded = database.isBlank();
        return new Signer.Settings(dir.isBlank() && embedded ? data.resolve("signer").toString() : dir, origin);
    }
}
