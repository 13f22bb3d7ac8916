package io.exhibit;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Exhibit. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ExhibitApplication {

    /**
     * Starts the application, with {@code --role=signer} only its signer; {@code verify-ledger} checks the ledger instead, and
     * {@code rebuild} makes again what follows from it; both end with 1 when something is not as it should be.
     */
    public static void main(String[] args) {
        List<String> arguments = List.of(args);
        if (arguments.contains(SignerRole.ARGUMENT)) {
            SignerRole.run(arguments);
        } else if (!arguments.isEmpty() && arguments.getFirst().equals("verify-ledger")) {
            System.exit(VerifyLedger.run(arguments.subList(1, arguments.size())));
        } else if (!arguments.isEmpty() && arguments.getFirst().equals("rebuild")) {
            System.exit(RebuildCommand.run(arguments.subList(1, arguments.size())));
        } else {
            SpringApplication.run(ExhibitApplication.class, args);
        }
    }

    /** Migrations connect by themselves; with the embedded PostgreSQL, as it says. */
    @Bean
    @ConditionalOnMissingBean
    DatabaseOwner databaseOwner(Environment environment) {
        return DatabaseOwner.named(environment);
    }
}
