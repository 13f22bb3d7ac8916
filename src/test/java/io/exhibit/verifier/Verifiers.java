package io.exhibit.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The script and the jar, asked the same again and again: they never differ, neither in the verdict nor in what they say is damaged. */
public final class Verifiers implements AutoCloseable {

    private static final String LOOP = """
            import contextlib, importlib.util, io, sys
            spec = importlib.util.spec_from_file_location("verifier", sys.argv[1])
            verifier = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(verifier)
            for line in sys.stdin:
                said = io.StringIO()
                with contextlib.redirect_stdout(said):
                    code = verifier.main(line.rstrip("\\n").split("\\t"))
                print(code, said.getvalue().replace("\\n", "\\t"), sep="\\t", flush=True)
            """;

    private final Path key;
    private final Process script;
    private final Writer asked;
    private final BufferedReader answered;

    public Verifiers(Path key) throws IOException {
        this.key = key;
        this.script = new ProcessBuilder("python3", "-c", LOOP, "src/main/resources/verifier/verify-pack.py")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        this.asked = script.outputWriter();
        this.answered = script.inputReader();
    }

    /** What both say last; fails when they say anything differently. */
    public String verdict(Path pack, String... sha256) {
        List<String> arguments = new ArrayList<>(List.of(key.toString(), pack.toString()));
        arguments.addAll(List.of(sha256));
        return verdict(arguments);
    }

    /** Of an answer, what was sent, and a proof where there is one. */
    public String receipt(List<Path> files) {
        List<String> arguments = new ArrayList<>(List.of("receipt", key.toString()));
        files.forEach(file -> arguments.add(file.toString()));
        return verdict(arguments);
    }

    private String verdict(List<String> arguments) {
        String jar = jar(arguments);
        assertThat(script(arguments)).as("the script says what the jar says").isEqualTo(jar);
        String[] lines = jar.split("\t", -1);
        return lines[lines.length - 2];
    }

    private static String jar(List<String> arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = VerifyPack.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        return code + "\t" + said.toString(StandardCharsets.UTF_8).replace("\n", "\t");
    }

    private String script(List<String> arguments) {
        try {
            asked.write(String.join("\t", arguments) + "\n");
            asked.flush();
            return String.valueOf(answered.readLine());
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    @Override
    public void close() {
        script.destroy();
    }
}
