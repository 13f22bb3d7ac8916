package io.exhibit;

import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The signer as a process of its own: no web, no migrations, a database role that reads the ledger and adds checkpoints. */
@ComponentScan("io.exhibit.ledger")
@ConfigurationPropertiesScan("io.exhibit.ledger")
@Import({Clocks.class, Jobs.class})
@EnableScheduling
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    TaskSchedulingAutoConfiguration.class,
    TransactionAutoConfiguration.class
})
final class SignerRole {

    static final String ARGUMENT = "--role=signer";

    private SignerRole() {}

    static void run(List<String> arguments) {
        SpringApplication application = new SpringApplication(SignerRole.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("spring.main.keep-alive", "true"));
        application.addInitializers(context -> {
            if (context.getEnvironment().getProperty("exhibit.signer.dir", "").isBlank()
                    || context.getEnvironment()
                            .getProperty("spring.datasource.url", "")
                            .isBlank()) {
                throw new StartRefused(
                        "A signer of its own needs the database and a folder for its key and its memory.",
                        "Set SPRING_DATASOURCE_URL and EXHIBIT_SIGNER_DIR; docs/operator-guide.md says how.");
            }
        });
        application.run(arguments.toArray(String[]::new));
    }
}
