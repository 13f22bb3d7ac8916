package io.exhibit;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.http11.Http11InputBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** What the server refuses before it reaches any code of ours, a malformed address or header, is a problem (RFC 9457) as well. */
@Component
class ServerRefusals implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(context -> {
            context.getParent().getPipeline().addValve(new Report());
            context.getParent().getPipeline().addValve(new WholeLines());
        });
        factory.addEngineValves(new Impatience());
        // Who asks first (Expect: 100-continue) hears a refusal before it sends its body.
        factory.addConnectorCustomizers(connector -> connector.setProperty("continueResponseTiming", "onRead"));
    }

    /** Who sent too slowly is not listened to until its end: that may never come. */
    private static final class Impatience extends ValveBase {

        private Impatience() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (response.getStatus() == HttpStatus.REQUEST_TIMEOUT.value()) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    /**
     * A line feed without its carriage return ends a line to this server and is part of it to others: what stands behind it would be
     * a header to one and text to another. Tomcat takes it and has no setting, but keeps the head as it came until the body is read.
     */
    private static final class WholeLines extends ValveBase {

        private WholeLines() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            if (!request.isAsync()
                    && request.getCoyoteRequest().getInputBuffer() instanceof Http11InputBuffer head
                    && hasBareLineFeed(head.getByteBuffer())) {
                response.sendError(HttpStatus.BAD_REQUEST.value());
                return;
            }
            getNext().invoke(request, response);
        }

        /** The head is what was read so far. */
        private static boolean hasBareLineFeed(ByteBuffer read) {
            byte before = 0;
            for (int at = 0; at < read.position(); at++) {
                byte next = read.get(at);
                if (next == '\n' && before != '\r') {
                    return true;
                }
                before = next;
            }
            return false;
        }
    }

    private static final class Report extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            if (status == null
                    || !status.isError()
                    || response.getContentWritten() > 0
                    || !response.setErrorReported()) {
                return;
            }
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", "default-src 'none'");
            try (Writer body = response.getReporter()) {
                if (body != null) {
                    body.write(problem(status));
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        private static String problem(HttpStatus status) {
            boolean ours = status.is5xxServerError() && status != HttpStatus.NOT_IMPLEMENTED;
            String detail = ours
                    ? "Something failed on our side. Send the same request again."
                    : "The server does not take this request: see to its address, its headers and their length.";
            return String.format(
                    Locale.ROOT,
                    "{\"type\":\"/problems/%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
                    ours ? "unexpected" : "request-refused",
                    status.getReasonPhrase(),
                    status.value(),
                    detail);
        }
    }
}
