package dev.kinora.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Shows a refusal or a failure to a person. Status and headers are set; what is left is the body. */
@FunctionalInterface
public interface ErrorPage {
    /** @param incident under which the log knows it; blank when nothing was logged */
    void show(HttpProblem problem, String incident, HttpServletRequest request, HttpServletResponse response)
            throws IOException;
}
