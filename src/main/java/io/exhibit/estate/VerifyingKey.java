package io.exhibit.estate;

import io.exhibit.kernel.InvalidRequest;
import io.exhibit.kernel.Sha256;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A public key of a kind with which images are signed, and what verifies with it. fingerprint: SHA-256 of its DER form. */
final class VerifyingKey {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]{1,6000})-----END PUBLIC KEY-----");
    private static final int LEAST_RSA = 2048;
    private static final int MOST_RSA = 8192;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);
    private static final int LONGEST_EXPONENT = 256;
    private static final AlgorithmParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, PSSParameterSpec.TRAILER_FIELD_BC);

    private final String fingerprint;
    private final String algorithm;
    private final PublicKey key;
    private final List<Scheme> schemes;

    private VerifyingKey(String fingerprint, String algorithm, PublicKey key, List<Scheme> schemes) {
        this.fingerprint = fingerprint;
        this.algorithm = algorithm;
        this.key = key;
        this.schemes = schemes;
    }

    /** A way to sign with such a key; bytes: how long its signatures are, 0: it varies. */
    private record Scheme(String name, int bytes, @Nullable AlgorithmParameterSpec parameters) {

        Scheme(String name, int bytes) {
            this(name, bytes, null);
        }
    }

    /** Refused when it is no public key that may be trusted. */
    static VerifyingKey of(String pem) {
        byte[] der = der(pem.strip());
        try {
            VerifyingKey key = of(der);
            // Other bytes for the same key, or more behind it, would be another fingerprint.
            if (Arrays.equals(key.key.getEncoded(), der)) {
                return key;
            }
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            // Refused like any other key that is not of these kinds.
        }
        throw new InvalidRequest(
                "The key is of none of these kinds: ECDSA on P-256 or P-384, RSA with 2048 to 8192 bits, Ed25519.");
    }

    private static byte[] der(String pem) {
        Matcher matcher = PEM.matcher(pem);
        if (matcher.matches()) {
            try {
                return Base64.getMimeDecoder().decode(matcher.group(1));
            } catch (IllegalArgumentException broken) {
                // Refused below.
            }
        }
        throw new InvalidRequest(
                "Paste one public key in PEM form, from -----BEGIN PUBLIC KEY----- to -----END PUBLIC KEY-----. Private keys have no place here.");
    }

    private static VerifyingKey of(byte[] der) throws GeneralSecurityException {
        String fingerprint = Sha256.of(der).hex();
        PublicKey key = parsed(der);
        return switch (key) {
            case RSAPublicKey rsa
            when isStrong(rsa) -> {
                int bytes = (rsa.getModulus().bitLength() + 7) / 8;
                yield new VerifyingKey(
                        fingerprint,
                        "RSA " + rsa.getModulus().bitLength(),
                        key,
                        List.of(new Scheme("SHA256withRSA", bytes), new Scheme("RSASSA-PSS", bytes, PSS)));
            }
            case ECPublicKey ec
            when isOn("secp256r1", ec) ->
                new VerifyingKey(
                        fingerprint,
                        "ECDSA P-256",
                        key,
                        List.of(new Scheme("SHA256withECDSA", 0), new Scheme("SHA256withECDSAinP1363Format", 64)));
            case ECPublicKey ec
            when isOn("secp384r1", ec) ->
                new VerifyingKey(
                        fingerprint,
                        "ECDSA P-384",
                        key,
                        List.of(
                                new Scheme("SHA384withECDSA", 0),
                                new Scheme("SHA256withECDSA", 0),
                                new Scheme("SHA384withECDSAinP1363Format", 96)));
            case EdECPublicKey ed
            when ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName()) ->
                new VerifyingKey(fingerprint, "Ed25519", key, List.of(new Scheme("Ed25519", 64)));
            default -> throw new GeneralSecurityException("of another kind");
        };
    }

    private static PublicKey parsed(byte[] der) throws GeneralSecurityException {
        for (String algorithm : List.of("EC", "RSA", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
            } catch (GeneralSecurityException another) {
                // It may be of the next kind.
            }
        }
        throw new GeneralSecurityException("of no known kind");
    }

    private static boolean isStrong(RSAPublicKey rsa) {
        int bits = rsa.getModulus().bitLength();
        BigInteger exponent = rsa.getPublicExponent();
        return bits >= LEAST_RSA
                && bits <= MOST_RSA
                && exponent.testBit(0)
                && exponent.compareTo(LEAST_EXPONENT) >= 0
                && exponent.bitLength() <= LONGEST_EXPONENT;
    }

    /** That the curve is that one, and the point is on it. */
    private static boolean isOn(String name, ECPublicKey ec) throws GeneralSecurityException {
        AlgorithmParameters named = AlgorithmParameters.getInstance("EC");
        named.init(new ECGenParameterSpec(name));
        ECParameterSpec curve = named.getParameterSpec(ECParameterSpec.class);
        ECParameterSpec its = ec.getParams();
        if (!its.getCurve().equals(curve.getCurve())
                || !its.getGenerator().equals(curve.getGenerator())
                || !its.getOrder().equals(curve.getOrder())) {
            return false;
        }
        ECPoint point = ec.getW();
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** In words, with the curve or the length. */
    String algorithm() {
        return algorithm;
    }

    boolean verifies(byte[] signature, Attestation.Signed signed) {
        return schemes.stream()
                .filter(scheme -> scheme.bytes() == 0 || scheme.bytes() == signature.length)
                .anyMatch(scheme -> verifies(scheme, signature, signed));
    }

    private boolean verifies(Scheme scheme, byte[] signature, Attestation.Signed signed) {
        try {
            Signature check = Signature.getInstance(scheme.name());
            if (scheme.parameters() != null) {
                check.setParameter(scheme.parameters());
            }
            check.initVerify(key);
            check.update(signed.head());
            check.update(signed.body());
            return check.verify(signature);
        } catch (GeneralSecurityException | IllegalArgumentException noSignature) {
            return false;
        }
    }
}
