package io.exhibit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.exhibit.kernel.Sha256;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Examples that others published: the tree of the tests of Certificate Transparency (RFC 6962), the note of C2SP's signed-note. */
class PublishedVectorsTests {

    private static final List<String> LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    private static final String NOTE = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    private final List<Sha256> leaves =
            LEAVES.stream().map(hex -> Leaf.hash(HexFormat.of().parseHex(hex))).toList();
    private final Proofs proofs = new Proofs(Tiles.of(leaves));

    @Test
    void theRootsAreThoseOfTheReference() {
        Frontier frontier = new Frontier();
        for (int n = 0; n < LEAVES.size(); n++) {
            frontier.add(leaves.get(n), (level, index, root) -> {});
            assertThat(frontier.root().hex()).isEqualTo(ROOTS.get(n));
        }
    }

    @Test
    void theProofsAreThoseOfTheReference() {
        assertThat(proofs.inclusion(0, 1)).isEmpty();
        List<String> first = List.of(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(proofs.inclusion(0, 8)).extracting(Sha256::hex).isEqualTo(first);
        assertThat(proofs.consistency(1, 8)).extracting(Sha256::hex).isEqualTo(first);
        assertThat(proofs.inclusion(5, 8))
                .extracting(Sha256::hex)
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        ROOTS.get(3));
        assertThat(proofs.consistency(6, 8))
                .extracting(Sha256::hex)
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        ROOTS.get(3));
    }

    @Test
    void theNoteOfTheSpecificationIsSignedAndVerifiedAsItStandsThere() {
        NoteKey key = NoteKey.read("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
        assertThat(key.verifier()).isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        assertThat(key.sign(NOTE.substring(0, NOTE.indexOf("\n\n") + 1))).isEqualTo(NOTE);
        NoteVerifier verifier = NoteVerifier.read(key.verifier());
        assertThat(verifier.verifies(NOTE)).isTrue();
        assertThat(verifier.verifies(NOTE + "\u2014 somebody AAAA\n\u2014 PeterNeumann not base64\n"))
                .as("signatures of others, and rubbish, are passed over")
                .isTrue();
        assertThat(verifier.verifies(NOTE.replace("don't", "do"))).isFalse();
        assertThat(verifier.verifies("no note\n\n\u2014 PeterNeumann =\n")).isFalse();
    }
}
