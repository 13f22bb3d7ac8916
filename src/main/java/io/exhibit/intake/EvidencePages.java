package io.exhibit.intake;

import io.exhibit.kernel.NotFound;
import io.exhibit.kernel.Sha256;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Hands out originals, byte for byte, as files that no browser opens by itself; who took which is a line in the trail. */
@Controller
class EvidencePages {

    private final HandedOut handedOut;

    EvidencePages(HandedOut handedOut) {
        this.handedOut = handedOut;
    }

    @GetMapping("/evidence/{sha256}")
    void original(@PathVariable String sha256, HttpServletResponse response) throws IOException {
        Sha256 wanted = read(sha256);
        ContentDisposition name =
                ContentDisposition.attachment().filename(wanted.hex() + ".bin").build();
        handedOut.write(wanted, name, response);
    }

    private static Sha256 read(String hex) {
        try {
            return new Sha256(hex);
        } catch (IllegalArgumentException malformed) {
            throw new NotFound("original");
        }
    }
}
