package io.exhibit.packs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A sample as a file: how it was drawn, by whom and with what, and the keys that it drew. */
final class SampleFile {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String METHOD =
            "seed = HMAC-SHA256(key = nonce, message = population_sha256 in lower-case hex followed by check); lot of an item ="
                    + " SHA-256(seed followed by its key); of each stratum the items with the lowest lots";

    private SampleFile() {}

    static byte[] of(Sample sample, List<Draw.Entry> drawn) {
        SampleOrder order = sample.order();
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("pack", sample.pack().toString());
        file.put("sample", sample.n());
        file.put("check", order.check());
        file.put("population", PopulationRegister.name(order.check()) + ".json");
        file.put("population_sha256", sample.frozen().hex());
        file.put("population_rows", sample.population());
        file.put("method", METHOD);
        file.put("nonce", order.nonce());
        file.put("nonce_from", order.nonceFrom());
        file.put("stratum", order.stratum());
        file.put("size", order.size());
        file.put("drawn_by", sample.drawnBy());
        file.put("drawn_at", sample.drawnAt().toString());
        file.put("ledger_entry", sample.entry());
        file.put("keys", drawn.stream().map(Draw.Entry::key).toList());
        return JSON.writeValueAsBytes(file);
    }

    /** What draws the same again, next to the archive. */
    static String command(Sample sample) {
        return "python3 draw-sample.py " + PackVerification.archive(sample.pack()) + " pack-" + sample.pack()
                + "-sample-" + sample.n() + ".json";
    }
}
