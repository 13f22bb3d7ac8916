package io.exhibit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Java programs as processes of their own, that can be killed: the one place where tests start them. */
public final class Launched {

    private Launched() {}

    /** Exhibit as an operator starts it, with options of the virtual machine; the environment names no database but what is put there. */
    public static ProcessBuilder exhibit(List<String> options, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(options, "io.exhibit.ExhibitApplication", arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_DATASOURCE"));
        return builder.redirectErrorStream(true);
    }

    /** What starts that class with the class path of the tests. */
    public static List<String> command(List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Until it takes requests; ends early when the process does. */
    public static void awaitReady(Process process, int port, Path log) {
        Api api = new Api(port, "none");
        await().atMost(300, SECONDS)
                .ignoreExceptions()
                .failFast("It ended; its log is " + log, () -> !process.isAlive())
                .until(() -> api.get("/actuator/health/readiness").status() == 200);
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
