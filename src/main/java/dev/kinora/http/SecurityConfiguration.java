package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.util.WebUtils;

/**
 * Who may ask what. Nothing is kept on the server for a visitor, so no session is ever made. Everything is public so
 * far; whoever brings accounts adds one filter before {@link CsrfFilter} that reads the session cookie or the API key.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SecurityConfiguration {
    static final String SESSION_COOKIE = "kinora_session";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Bean
    SecurityFilterChain filters(HttpSecurity http, ProblemResponses problems) throws Exception {
        return http.csrf(csrf -> csrf.csrfTokenRepository(csrfCookie())
                        .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler())
                        .requireCsrfProtectionMatcher(SecurityConfiguration::couldBeForged))
                .exceptionHandling(handling ->
                        handling.accessDeniedHandler(problems::answer).authenticationEntryPoint(problems::answer))
                // Each of these costs every request something and gives it nothing yet: our headers come from
                // ResponseHeaders, and there are no sessions to save a request, a context or a login in.
                .headers(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }

    /**
     * Safe methods change nothing. A request with an Authorization header cannot be made by another site's form, and
     * its script would need a CORS grant we never give; without a session cookie the header is all the power it has.
     * With one, a forged request could ride on the cookie, so the token is asked for again.
     */
    private static boolean couldBeForged(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> false;
            default ->
                !(isApi(request)
                        && request.getHeader(HttpHeaders.AUTHORIZATION) != null
                        && WebUtils.getCookie(request, SESSION_COOKIE) == null);
        };
    }

    private static boolean isApi(HttpServletRequest request) {
        var path = request.getServletPath();
        return path.startsWith("/api/") || path.startsWith("/client/");
    }

    /** Out of reach of scripts: pages carry the token themselves, masked anew in each against BREACH. */
    private static CookieCsrfTokenRepository csrfCookie() {
        var cookie = new CookieCsrfTokenRepository();
        cookie.setCookieName("kinora_csrf");
        cookie.setCookieCustomizer(it -> it.sameSite("Lax").path("/"));
        return cookie;
    }

    @Bean
    StrictHttpFirewall firewall() {
        var firewall = new StrictHttpFirewall();
        firewall.setAllowedHttpMethods(METHODS);
        // The default runs a regular expression over each header that is read, and refuses names in UTF-8.
        firewall.setAllowedHeaderNames(SecurityConfiguration::isWithoutControls);
        firewall.setAllowedHeaderValues(SecurityConfiguration::isWithoutControls);
        return firewall;
    }

    private static boolean isWithoutControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    @Bean
    RequestRejectedHandler rejections(ProblemResponses problems) {
        return (request, response, _) -> problems.answer(
                request, response, HttpProblems.ofStatus(METHODS.contains(request.getMethod()) ? 400 : 501));
    }

    /** An observation of each filter of each request costs more than the filters. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
