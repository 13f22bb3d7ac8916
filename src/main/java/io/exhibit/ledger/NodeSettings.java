package io.exhibit.ledger;

import io.exhibit.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What this process was told by its settings, secrets left out, and what it judges by; and whether that was so before. */
@Component
class NodeSettings {

    private static final Set<String> SECRET = Set.of("bootstrap", "passphrase");

    private final Ledger ledger;
    private final JdbcClient jdbc;
    private final Environment environment;
    private final ObjectProvider<BuildProperties> build;
    private final ObjectProvider<Basis> bases;

    NodeSettings(
            Ledger ledger,
            JdbcClient jdbc,
            Environment environment,
            ObjectProvider<BuildProperties> build,
            ObjectProvider<Basis> bases) {
        this.ledger = ledger;
        this.jdbc = jdbc;
        this.environment = environment;
        this.build = build;
        this.bases = bases;
    }

    String version() {
        return build.stream().map(BuildProperties::getVersion).findFirst().orElse("development");
    }

    /** In the caller's transaction, which holds the ledger's lock. */
    void enterIfChanged(String node) {
        NavigableMap<String, String> settings = settings();
        String digest =
                Sha256.of(settings.toString().getBytes(StandardCharsets.UTF_8)).hex();
        if (isAsBefore(node, digest)) {
            return;
        }
        Receipt receipt = ledger.append(
                Draft.of("config.changed", Actor.SYSTEM, Map.of("node", node, "digest", digest, "settings", settings)));
        jdbc.sql("INSERT INTO ledger.node_settings (entry_index, node, digest) VALUES (:index, :node, :digest)")
                .param("index", receipt.index())
                .param("node", node)
                .param("digest", digest)
                .update();
    }

    /** As this node's last, or for a node that is new, as the last of any: replicas of one deployment are told the same. */
    private boolean isAsBefore(String node, String digest) {
        return jdbc.sql("""
                        SELECT digest = :digest
                          FROM ledger.node_settings
                         ORDER BY node = :node DESC, entry_index DESC
                         LIMIT 1
                        """)
                .param("digest", digest)
                .param("node", node)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** All of ours but the first sign-in, the first token and passphrases; passwords of the database are not among them. And by what it judges. */
    private NavigableMap<String, String> settings() {
        NavigableMap<String, String> settings = new TreeMap<>();
        Binder.get(environment)
                .bind("exhibit", Bindable.mapOf(String.class, Object.class))
                .ifBound(all -> flatten("exhibit", all, settings));
        bases.stream().map(Basis::versions).forEach(settings::putAll);
        settings.put("spring.profiles.active", String.join(",", environment.getActiveProfiles()));
        return settings;
    }

    private static void flatten(String name, Object value, NavigableMap<String, String> settings) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) -> {
                if (!SECRET.contains(String.valueOf(key))) {
                    flatten(name + "." + key, below, settings);
                }
            });
        } else {
            settings.put(name, String.valueOf(value));
        }
    }
}
