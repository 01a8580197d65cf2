package dev.kinora.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the container sends what it refused itself, and every sendError. */
@Open
@Controller
final class ContainerErrors {
    static final String PATH = "/error";

    private final ProblemResponses problems;

    ContainerErrors(ProblemResponses problems) {
        this.problems = problems;
    }

    @RequestMapping(PATH)
    void show(HttpServletRequest request, HttpServletResponse response) {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            problems.answer(request, response, HttpProblems.ofStatus(404));
            return;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof EOFException) {
            // The client has gone in the middle of what it sent, as when an upload is paused: nobody is left to be
            // told.
            return;
        }
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            problems.answer(request, response, failure);
            return;
        }
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer given ? given : 500;
        problems.answer(request, response, HttpProblems.ofStatus(status));
    }
}
