package dev.kinora.playback;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes and reads playback tokens: JSON Web Tokens, signed by RS256, as Cloudflare Stream has them. */
final class Tokens {
    /** Whom a token was made for; ours alone. */
    static final String VIEWER = "kinora.user";

    /** A key that is deleted, and with it all it signed, is noticed after so long. */
    private static final Duration TRUSTED_FOR = Duration.ofSeconds(30);

    /** Characters of what stands in an address; longer ones are not even read. */
    static final int LONGEST = 4_096;

    private static final int MOST_KEPT_CHARACTERS = 16_000_000;

    private final SigningKeys keys;
    private final JsonMapper json;
    /** What is not genuine is not kept: anybody can write as much of that as they like. */
    private final LoadingCache<String, Token> known;

    Tokens(SigningKeys keys, JsonMapper json, Clock clock) {
        this.keys = keys;
        this.json = json;
        this.known = Caffeine.newBuilder()
                .maximumWeight(MOST_KEPT_CHARACTERS)
                .weigher((String text, Token _) -> text.length())
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(TRUSTED_FOR)
                .build(this::genuine);
    }

    /** Whether the film may be downloaded is asked of the film: its owner may withdraw that before such a token ends. */
    String write(String uid, String viewer, Instant endsAt) {
        return signed(new TreeMap<>(Map.of("sub", uid, "exp", endsAt.getEpochSecond(), VIEWER, viewer)));
    }

    /** For whoever has it. */
    String write(String uid, TokenWish.Checked wish) {
        var claims = new TreeMap<String, Object>(Map.of(
                "sub",
                uid,
                "exp",
                wish.endsAt().getEpochSecond(),
                "nbf",
                wish.beginsAt().getEpochSecond()));
        if (wish.downloadable()) {
            claims.put("downloadable", true);
        }
        if (!wish.rules().isEmpty()) {
            claims.put("accessRules", wish.rules());
        }
        var text = signed(claims);
        if (text.length() > LONGEST) {
            throw PlaybackProblem.invalid(
                    "accessRules", "These rules are too long for an address. Name networks instead of single places.");
        }
        return text;
    }

    private String signed(Map<String, Object> claims) {
        var key = keys.signing();
        claims.put("kid", key.getKeyID());
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        var signed = new JWSObject(header, new Payload(json.writeValueAsString(claims)));
        try {
            signed.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("our own key does not sign", e);
        }
        return signed.serialize();
    }

    /** What is no token at all is no film either; whether its time is come or over is for the caller. */
    Token read(String text) {
        if (text.length() > LONGEST) {
            throw PlaybackProblem.notFound();
        }
        return known.get(text);
    }

    private Token genuine(String text) {
        try {
            var signed = JWSObject.parse(text);
            var claims = json.readTree(signed.getPayload().toString());
            var kid = signed.getHeader().getKeyID();
            var key = keys.verifying(kid == null ? claims.path("kid").asString("") : kid);
            // The header does not choose how it is verified: that is how forgeries are made.
            if (key.isEmpty()
                    || !JWSAlgorithm.RS256.equals(signed.getHeader().getAlgorithm())
                    || !signed.verify(new RSASSAVerifier(key.get().key()))
                    || !claims.path("sub").isString()) {
                throw PlaybackProblem.untrusted();
            }
            return new Token(
                    claims.path("sub").asString(),
                    key.get().owner(),
                    key.get().owner() == null ? claims.path(VIEWER).asString("") : "",
                    moment(claims.path("exp"), Instant.EPOCH),
                    moment(claims.path("nbf"), Instant.EPOCH),
                    claims.path("downloadable").asBoolean(false),
                    rules(claims.path("accessRules")));
        } catch (ParseException | JacksonException | NumberFormatException _) {
            throw PlaybackProblem.notFound();
        } catch (JOSEException _) {
            throw PlaybackProblem.untrusted();
        }
    }

    /** Cloudflare's own tokens have them as text, those that people sign as numbers. */
    private static Instant moment(JsonNode claim, Instant unsaid) {
        if (claim.isNumber() || claim.isString()) {
            return Instant.ofEpochSecond(Math.clamp((long) Double.parseDouble(claim.asString()), 0, 253402300799L));
        }
        return unsaid;
    }

    /** What is no known rule, or can never fit, forbids: whoever wrote it meant to keep somebody out. */
    private static List<AccessRule> rules(JsonNode claim) {
        var rules = new ArrayList<AccessRule>();
        if (claim.size() > AccessRule.MOST || !(claim.isArray() || claim.isMissingNode() || claim.isNull())) {
            return List.of(AccessRule.NOBODY);
        }
        for (var rule : claim) {
            rules.add(AccessRule.read(
                    rule.path("type").asString(""),
                    rule.path("action").asString(""),
                    texts(rule.path("ip")),
                    texts(rule.path("country"))));
        }
        return List.copyOf(rules);
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(each -> texts.add(each.asString("")));
        return texts;
    }
}
