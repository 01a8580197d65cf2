package dev.kinora.http;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.web.util.WebUtils;

/**
 * Who may ask what. The chain is put together here from Spring Security's parts, not by its builder: that one adds a
 * dozen filters for sessions, logins and saved requests that do not exist here, and each request would pay for them.
 * First it is found out who asks, then a forged form is refused; what each route needs is held by {@link AccessRules}.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class SecurityConfiguration {
    static final String SESSION_COOKIE = Cookies.SESSION;
    static final String CSRF_HEADER = "X-XSRF-TOKEN";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Bean
    FilterRegistrationBean<FilterChainProxy> securityFilters(
            ProblemResponses problems, ObjectProvider<Recognizer> recognizer) {
        var all = new ArrayList<Filter>();
        recognizer.ifAvailable(it -> all.add(new RecognitionFilter(it, problems)));
        all.add(csrf(problems));
        var chain = new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, all);
        var filters = new FilterChainProxy(chain);
        filters.setFirewall(firewall());
        filters.setRequestRejectedHandler((request, response, _) -> problems.answer(
                request, response, HttpProblems.ofStatus(METHODS.contains(request.getMethod()) ? 400 : 501)));
        var registration = new FilterRegistrationBean<>(filters);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    private static CsrfFilter csrf(ProblemResponses problems) {
        var filter = new CsrfFilter(csrfCookie());
        filter.setRequestHandler(new TokenInAddress(new XorCsrfTokenRequestAttributeHandler()));
        filter.setRequireCsrfProtectionMatcher(SecurityConfiguration::couldBeForged);
        filter.setAccessDeniedHandler(problems::answer);
        return filter;
    }

    /**
     * Safe methods change nothing. A forged request rides on the session cookie; a call of the API without one has only
     * the power of its Authorization header, which another site cannot send, or none at all. Pages are asked for the
     * token either way, since signing in needs it before there is a session: no route of the API may hand one out.
     * Whoever shows a key acts by the key, whatever cookies come along.
     */
    private static boolean couldBeForged(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS", "TRACE" -> false;
            default ->
                !AccessRules.isApi(request)
                        || (WebUtils.getCookie(request, SESSION_COOKIE) != null && !showsKey(request));
        };
    }

    private static boolean showsKey(HttpServletRequest request) {
        return Grant.of(request).filter(Grant::isKey).isPresent();
    }

    /** Out of reach of scripts: pages carry the token themselves, masked anew in each against BREACH. */
    private static CookieCsrfTokenRepository csrfCookie() {
        var cookie = new CookieCsrfTokenRepository();
        cookie.setCookieName("kinora_csrf");
        cookie.setHeaderName(CSRF_HEADER);
        cookie.setCookieCustomizer(it -> it.sameSite("Lax").path("/"));
        return cookie;
    }

    private static StrictHttpFirewall firewall() {
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
}
