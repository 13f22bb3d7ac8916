package io.exhibit;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts Exhibit. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ExhibitApplication {

    /** Starts the application; with the argument verify-ledger checks the ledger instead, and ends with 1 when it is not sound. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("verify-ledger")) {
            System.exit(VerifyLedger.run(List.of(args).subList(1, args.length)));
        }
        SpringApplication.run(ExhibitApplication.class, args);
    }
}
